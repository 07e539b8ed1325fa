package io.headroom.cli.compress;

import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.Mode;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.compress.message.BodyDecoder;
import io.headroom.compress.message.DialectDetector;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom decode}: the inverse of {@code headroom compress}, for a text and for the texts inside a request body. */
@Command(
        name = "decode",
        description = "Turns a lossless form, or the forms inside a request body, back into the texts they stand for.",
        footer = {
            "",
            "A form of JSON comes back as the same JSON data without white space between its tokens; any other form",
            "comes back character by character. In a request body everything outside the forms stays as it is. What",
            "neither is nor holds a form is copied as it is, with exit code 65.",
            "",
            "Examples:",
            "  headroom compress tests.log | headroom decode | cmp - tests.log",
            "  headroom decode smaller.json > request.json"
        })
public final class DecodeCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

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
        Input input = Input.read(file, console);
        Optional<String> form = input.text();
        if (form.isEmpty()) {
            return copy(input, "it is not UTF-8");
        }
        try (LocalEngine local = LocalEngine.shortening(
                console, Mode.LOSSLESS, spec.commandLine().getParseResult())) {
            Optional<byte[]> body = decodeBody(local, input.bytes());
            console.out()
                    .writeBytes(
                            body.isPresent()
                                    ? body.get()
                                    : local.engine().decode(form.get()).getBytes(StandardCharsets.UTF_8));
            return ExitCode.OK.status();
        } catch (MalformedFormException e) {
            return copy(input, e.getMessage());
        }
    }

    /** The input with its forms decoded, if it is a request body that holds any. */
    private static Optional<byte[]> decodeBody(LocalEngine local, byte[] input) {
        return new DialectDetector(local.dialects())
                .detect(input)
                .map(dialect -> new BodyDecoder(local.engine()).decode(input, dialect))
                .filter(decoded -> decoded.forms() > 0)
                .map(BodyDecoder.Decoded::body);
    }

    /** In a pipe behind "compress" a text that could not be shrunk comes out right; the exit code tells that nothing was decoded. */
    private int copy(Input input, String why) {
        console.out().writeBytes(input.bytes());
        console.err().println("headroom: copied as it is, since it is no form of Headroom: " + why);
        return ExitCode.BAD_DATA.status();
    }
}
