package io.headroom.deploy.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real shells are asked about files of a machine in memory. */
class OpenTextIT {
    static Stream<Arguments> files() {
        List<Arguments> cases = List.of(
                arguments("", ""),
                arguments("true\n", ""),
                arguments("case $- in *i*) ;; *) return ;; esac\nexport A='b\nc'\n", ""),
                arguments("cat <<E\ntext\nE\n", ""),
                arguments("cat <<E\ntext\n", "a here-document is open at its end"),
                arguments("cat <<'E' >/dev/null\n$(x\n", "a here-document is open at its end"),
                arguments("A='b\nc\n", "a quotation with ' is open at its end"),
                arguments("A=\"b\n", "a quotation with \" is open at its end"),
                arguments("# it's\ntrue # \"\n", ""),
                arguments("# caf\u00E9's\n", ""),
                arguments("if then fi fi\n", ""));
        return RealShell.posix()
                .flatMap(shell -> cases.stream().map(each -> arguments(shell, each.get()[0], each.get()[1])));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("files")
    @DisplayName(
            "PV-1304: an open here-document and an open quotation are found by asking the shell, and other faults are its own affair")
    void findsWhatIsOpen(RealShell shell, String text, String reason) {
        shell.assumePresent();
        FakeHost host = FakeHost.on(Machine.LINUX)
                .withExecutable(shell.program())
                .withFile(".rc", text)
                .withCommands(command -> Optional.of(asked(shell, command)));

        Optional<String> found = new OpenText(host).in(host.resolve(".rc"), shell.program());

        assertEquals(reason, found.orElse(""));
    }

    private static CommandResult asked(RealShell shell, CommandLine command) {
        List<String> arguments = new ArrayList<>(command.arguments());
        arguments.set(0, shell.path().orElseThrow().toString());
        ProcessBuilder builder = new ProcessBuilder(arguments).redirectErrorStream(true);
        builder.environment().putAll(command.environment());
        try {
            Process process = builder.start();
            process.getOutputStream().write(command.input().getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return FakeHost.exited(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
