package io.headroom.api.testkit.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Looks at shell scripts with <a href="https://www.shellcheck.net">shellcheck</a>. */
public final class ShellCheck {
    private ShellCheck() {}

    /**
     * Fails on any finding; skips with a printed reason where there is no shellcheck.
     *
     * @param directories where scripts lie, as {@code *.sh}; without a first line that names one, the shell is a POSIX one
     * @throws IOException if they cannot be read
     */
    public static void findsNothing(List<Path> directories) throws IOException {
        Account account = new Account("tester", OptionalLong.empty(), Account.Privilege.USER);
        LinuxHost here = new LinuxHost(List.of(), account, Path.of("").toAbsolutePath(), Map.of());
        ServedMachine.assume(here.executable("shellcheck").isPresent(), "shellcheck is not installed");
        for (Path script : scripts(directories)) {
            List<String> command = new ArrayList<>(List.of("shellcheck"));
            if (!Files.readString(script).startsWith("#!")) {
                command.add("--shell=sh");
            }
            command.add(script.toAbsolutePath().toString());
            CommandResult result =
                    here.run(CommandLine.of(command.toArray(String[]::new)).within(Duration.ofSeconds(60)));
            assertEquals(0, result.exitCode(), () -> result.output() + result.error());
        }
    }

    private static List<Path> scripts(List<Path> directories) throws IOException {
        List<Path> scripts = new ArrayList<>();
        for (Path directory : directories) {
            try (Stream<Path> files = Files.list(directory)) {
                files.filter(file -> file.toString().endsWith(".sh")).sorted().forEach(scripts::add);
            }
        }
        assertFalse(scripts.isEmpty(), () -> "no script in " + directories);
        return scripts;
    }
}
