package io.headroom.cli.compress;

import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.Mode;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code headroom decode}: the text that a lossless form stands for. */
@Command(
        name = "decode",
        description = "Turns a lossless form back into the text that it stands for.",
        footer = {
            "",
            "A form of JSON comes back as the same JSON data without white space between its tokens; any other form",
            "comes back character by character.",
            "",
            "Example:",
            "  headroom compress build.log | headroom decode | cmp - build.log"
        })
public final class DecodeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "-",
            description = "The file to read; - is standard input, and the default.")
    private String file;

    /** A command that reads from and prints to this console. */
    public DecodeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        String form = Input.read(file, console)
                .text()
                .orElseThrow(
                        () -> new Failure(ExitCode.BAD_DATA, "the input is not UTF-8, so it is no form of Headroom."));
        try (LocalEngine local = LocalEngine.open(console, Mode.LOSSLESS)) {
            console.out().writeBytes(local.engine().decode(form).getBytes(StandardCharsets.UTF_8));
        } catch (MalformedFormException e) {
            throw new Failure(
                    ExitCode.BAD_DATA,
                    "the input is no form of Headroom: " + e.getMessage()
                            + ". Give exactly what 'headroom compress' printed.",
                    e);
        }
        return ExitCode.OK.status();
    }
}
