package io.headroom.supervisor.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
import io.headroom.api.testkit.host.LinuxHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A real systemd in namespaces, served by one of the scripts in {@code src/test/sh}; it is gone when this is closed or this JVM ends. */
final class ServedMachine implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("src/test/sh").toAbsolutePath();

    private final Path script;
    private final Process server;
    private final BufferedReader answers;
    private final String state;

    private ServedMachine(String script, String... arguments) throws IOException {
        this.script = SCRIPTS.resolve(script);
        List<String> command = new ArrayList<>(List.of(this.script.toString(), "serve"));
        command.addAll(List.of(arguments));
        server = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = server.inputReader(StandardCharsets.UTF_8);
        state = answers.readLine();
        assertNotNull(state, "the machine does not start");
    }

    /** A user manager alone. */
    static ServedMachine userManager(long uid) throws IOException {
        assumePossible("unshare", "nsenter", "setpriv", "systemctl");
        return new ServedMachine("user-manager.sh", Long.toString(uid));
    }

    /** A whole booted machine. */
    static ServedMachine booted() throws IOException {
        assumePossible("unshare", "nsenter", "setpriv", "systemctl", "loginctl", "dbus-daemon", "ip");
        assumeFile("/lib/systemd/systemd-logind", "logind");
        return new ServedMachine("booted.sh");
    }

    private static void assumePossible(String... programs) throws IOException {
        assume(System.getProperty("os.name").equals("Linux"), "systemd is a part of Linux");
        LinuxHost here = here();
        assume(
                here.query(CommandLine.of("id", "-u")).output().strip().equals("0"),
                "namespaces with a service manager of their own need root");
        for (String program : programs) {
            assume(here.executable(program).isPresent(), program + " is not installed");
        }
        assumeFile("/lib/systemd/systemd", "systemd");
        assume(
                Files.readString(Path.of("/proc/self/mountinfo")).contains(" - cgroup2 "),
                "no cgroup2 file system is mounted");
        assume(
                here.query(CommandLine.of("unshare", "--mount", "--pid", "--cgroup", "--fork", "true"))
                        .succeeded(),
                "namespaces are not allowed here");
    }

    private static void assumeFile(String path, String what) {
        assume(Files.exists(Path.of(path)), what + " is not installed");
    }

    /** Skips the test with a printed reason unless it is possible. */
    static void assume(boolean possible, String reason) {
        if (!possible) {
            System.err.println("Skipped: " + reason + ".");
        }
        assumeTrue(possible, reason);
    }

    private static LinuxHost here() {
        return new LinuxHost(
                List.of(), new Account("root", OptionalLong.of(0), Account.Privilege.ADMINISTRATOR), Path.of("/"), Map.of());
    }

    /** As the account of a user manager. */
    LinuxHost host(Account account) {
        return new LinuxHost(
                List.of(script.toString(), "in", state), account, Path.of(state).resolve("home"), Map.of());
    }

    /** As root of a booted machine. */
    LinuxHost root() {
        return new LinuxHost(
                List.of(script.toString(), "in", state),
                new Account("root", OptionalLong.of(0), Account.Privilege.ADMINISTRATOR),
                Path.of("/root"),
                Map.of());
    }

    /** As an account of a booted machine. */
    LinuxHost as(String name, long uid) {
        return new LinuxHost(
                List.of(script.toString(), "as", state, name),
                new Account(name, OptionalLong.of(uid), Account.Privilege.USER),
                Path.of("/home").resolve(name),
                Map.of());
    }

    /** Shuts down in order and boots again. */
    void reboot() throws IOException {
        boot("reboot");
    }

    /** Loses its power, and boots again. */
    void crash() throws IOException {
        boot("crash");
    }

    private void boot(String how) throws IOException {
        server.getOutputStream().write((how + "\n").getBytes(StandardCharsets.UTF_8));
        server.getOutputStream().flush();
        assertEquals("up", answers.readLine(), how);
    }

    @Override
    public void close() throws IOException {
        server.getOutputStream().close();
        try {
            if (!server.waitFor(30, TimeUnit.SECONDS)) {
                server.destroy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
