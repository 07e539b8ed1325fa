package io.headroom.api.testkit.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
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

/**
 * A machine in namespaces of its own, served by a script: {@code SCRIPT serve ARGUMENTS} prints its state directory when it is up, answers
 * each line of its standard input with {@code up}, and takes the machine down when that input ends, so also when this JVM ends.
 */
public final class ServedMachine implements AutoCloseable {
    private final Path script;
    private final Process server;
    private final BufferedReader answers;
    private final String state;

    /**
     * Starts a machine.
     *
     * @param script the script
     * @param arguments what to serve
     * @throws IOException if the script cannot be run
     */
    public ServedMachine(Path script, String... arguments) throws IOException {
        this.script = script.toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(this.script.toString(), "serve"));
        command.addAll(List.of(arguments));
        server = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = server.inputReader(StandardCharsets.UTF_8);
        state = answers.readLine();
        assertNotNull(state, "the machine does not start");
    }

    /**
     * Skips the test with a printed reason unless such machines are possible here.
     *
     * @param programs what must be installed
     * @throws IOException if this machine cannot be asked
     */
    public static void assumePossible(String... programs) throws IOException {
        assume(System.getProperty("os.name").equals("Linux"), "namespaces are a part of Linux");
        LinuxHost here = here();
        assume(
                here.query(CommandLine.of("id", "-u")).output().strip().equals("0"),
                "namespaces with a service manager of their own need root");
        for (String program : programs) {
            assume(here.executable(program).isPresent(), program + " is not installed");
        }
        assume(
                here.query(CommandLine.of("unshare", "--mount", "--pid", "--cgroup", "--fork", "true"))
                        .succeeded(),
                "namespaces are not allowed here");
        assume(
                Files.readString(Path.of("/proc/self/mountinfo")).contains(" - cgroup2 "),
                "no cgroup2 file system is mounted");
    }

    /**
     * Skips the test with a printed reason unless something is possible.
     *
     * @param possible whether it is
     * @param reason why not
     */
    public static void assume(boolean possible, String reason) {
        if (!possible) {
            System.err.println("Skipped: " + reason + ".");
        }
        assumeTrue(possible, reason);
    }

    private static LinuxHost here() {
        Account root = new Account("root", OptionalLong.of(0), Account.Privilege.ADMINISTRATOR);
        return new LinuxHost(List.of(), root, Path.of("/root"), Map.of());
    }

    /**
     * The machine's own directory.
     *
     * @return where it keeps what belongs to it
     */
    public Path state() {
        return Path.of(state);
    }

    /**
     * The machine as an account sees it, through {@code SCRIPT VERB STATE ARGUMENTS}.
     *
     * @param account the account
     * @param home its home there
     * @param verb what the script calls it
     * @param arguments what else that verb wants
     * @return the host
     */
    public LinuxHost host(Account account, Path home, String verb, String... arguments) {
        List<String> prefix = new ArrayList<>(List.of(script.toString(), verb, state));
        prefix.addAll(List.of(arguments));
        return new LinuxHost(prefix, account, home, Map.of());
    }

    /**
     * Tells the script something and waits for its answer.
     *
     * @param word what
     * @throws IOException if it is gone
     */
    public void tell(String word) throws IOException {
        server.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
        server.getOutputStream().flush();
        assertEquals("up", answers.readLine(), word);
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
