package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.testkit.host.LinuxHost;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** An account's home on a machine in namespaces, and this distribution as that account runs it, with nothing but {@code PATH} and home. */
final class ServedHome {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final String GET = "exec 3<>/dev/tcp/127.0.0.1/$1"
            + " && printf 'GET %s HTTP/1.0\\r\\nHost: 127.0.0.1\\r\\n\\r\\n' \"$2\" >&3 && cat <&3";
    private static final String TREE = "cd && find . -mindepth 1"
            + " \\( -path ./.headroom/logs -o -path ./.headroom/run -o -path './.headroom/headroom.db*' \\) -prune"
            + " -o -path ./.headroom -o -printf '%p %y %m %l\\n' | sort"
            + " && find . -path ./.headroom -prune -o -type f -exec sha256sum {} + | sort";

    private final LinuxHost host;
    private final Path script;
    private final int port;
    private final Map<String, String> variables;

    /**
     * A home.
     *
     * @param host the machine and the account
     * @param script the distribution's command as seen there
     * @param port where its proxy is to listen
     * @param variables what commands find in their environment besides
     */
    ServedHome(LinuxHost host, Path script, int port, Map<String, String> variables) {
        this.host = host;
        this.script = script;
        this.port = port;
        this.variables = variables;
    }

    LinuxHost host() {
        return host;
    }

    /** Runs {@code headroom} and expects an exit code. */
    CommandResult headroom(int expected, String... arguments) {
        List<String> all = new ArrayList<>(List.of("env", "-i"));
        all.add("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        all.add("HOME=" + host.home());
        all.add("JAVA_HOME=" + System.getProperty("java.home"));
        // Recording an archive takes longer than all that is done here with it.
        all.add("HEADROOM_ARCHIVE=off");
        variables.forEach((name, value) -> all.add(name + "=" + value));
        all.add(script.toString());
        all.addAll(List.of(arguments));
        CommandResult result =
                host.run(CommandLine.of(all.toArray(String[]::new)).within(PATIENCE));
        assertEquals(expected, result.exitCode(), () -> String.join(" ", arguments) + ": " + result);
        return result;
    }

    /** What a program says that has to succeed. */
    String require(String... command) {
        CommandResult result = host.run(CommandLine.of(command).within(PATIENCE));
        assertTrue(result.succeeded(), () -> String.join(" ", command) + ": " + result);
        return result.output();
    }

    String sh(String shellScript) {
        return require("env", "HOME=" + host.home(), "sh", "-c", shellScript);
    }

    /** An answer of whoever listens on the port; empty if nobody does. */
    String get(String path) {
        return host.run(CommandLine.of("timeout", "5", "bash", "-c", GET, "bash", Integer.toString(port), path))
                .output();
    }

    void awaitReady() {
        await("a proxy that is ready", () -> get("/readyz").matches("(?s)HTTP/1\\.[01] 200 .*"));
    }

    void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), () -> "never: " + what);
            host.pause(STEP);
        }
    }

    /** Every file below the home by kind, mode, target and content, but not what stays by intention: logs and the database. */
    String tree() {
        return sh(TREE);
    }
}
