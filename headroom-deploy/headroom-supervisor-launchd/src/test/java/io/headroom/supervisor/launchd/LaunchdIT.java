package io.headroom.supervisor.launchd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.OperatingSystem;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.testkit.host.ProcessHost;
import io.headroom.supervisor.launchd.fake.FakeLaunchd;
import io.headroom.supervisor.launchd.fake.FakeMac;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The supervisor with commands that are really run and programs that are really started, by the stand-in for launchd. Time passes
 * faster, for both sides alike; less so where a limit is near.
 */
@Tag("D-1104")
class LaunchdIT {
    private static final int FASTEST = 60;
    private static final int FAST = 20;
    private static final int MODERATE = 5;
    private static final String TARGET = "gui/501/com.headroom.default";

    private final LaunchdSupervisor supervisor = new LaunchdSupervisor();

    @TempDir
    private Path root;

    private FakeLaunchd launchd;
    private ProcessHost host;
    private int speed;

    private void startLaunchd(int times) throws IOException {
        speed = times;
        for (String needed : List.of("/bin/bash", "/usr/bin/setsid")) {
            Assumptions.assumeTrue(Files.exists(Path.of(needed)), "no " + needed + " here, which the stand-in needs");
        }
        Path home = Files.createDirectories(root.resolve("Users").resolve("ada"));
        launchd = FakeLaunchd.start(
                root.resolve("launchd"), home, root.resolve("Library").resolve("LaunchDaemons"), "SPEED=" + speed);
        host = new ProcessHost(
                OperatingSystem.MACOS,
                new Account("ada", OptionalLong.of(501), Account.Privilege.USER),
                root,
                launchd.programs(),
                speed);
    }

    @AfterEach
    void endLaunchd() {
        if (launchd != null) {
            launchd.close();
        }
    }

    @ParameterizedTest(name = "drain of {0} s, code {1}")
    @CsvSource({"0, 5", "3, 5", "5, 5", "5, 37"})
    @DisplayName("D-711: a naive restart ends stopped while launchd drains; ours does not")
    void outlivesTheDrain(int seconds, int code) throws IOException, SupervisorException {
        startLaunchd(MODERATE);
        ServiceSpec spec = install(Preset.PERSISTENT_SERVICE, "exec sleep 1000");
        supervisor.start(spec, host);
        turn("DRAIN_S=" + seconds, "DRAIN_CODE=" + code);

        assertEquals(0, launchctl("bootout", TARGET));
        await(() -> launchctl("print", TARGET) == 113);
        int kickstart = launchctl("kickstart", TARGET);
        int bootstrap = launchctl("bootstrap", "gui/501", plist().toString());
        boolean naive = launchctl("print", TARGET) == 0;
        supervisor.start(spec, host);

        assertEquals(113, kickstart);
        assertEquals(seconds == 0, naive);
        assertEquals(seconds == 0 ? 0 : code, bootstrap);
        assertEquals(ServiceState.Status.RUNNING, state(spec).status());
    }

    @Test
    @DisplayName("D-711, D-1203: 100 restarts in a row never end stopped, whichever way, with a drain of 5 s")
    void restartsAHundredTimes() throws IOException, SupervisorException {
        startLaunchd(FAST);
        ServiceSpec spec = install(Preset.PERSISTENT_SERVICE, "exec sleep 1000");
        supervisor.start(spec, host);
        turn("DRAIN_S=5");
        OptionalLong pid = state(spec).pid();

        for (int i = 0; i < 100; i++) {
            if (i % 2 == 0) {
                supervisor.restart(spec, host);
            } else {
                supervisor.stop(spec, host);
                assertNotEquals(ServiceState.Status.RUNNING, state(spec).status(), "round " + i);
                supervisor.start(spec, host);
            }
            ServiceState state = state(spec);
            assertEquals(ServiceState.Status.RUNNING, state.status(), "round " + i);
            assertNotEquals(pid, state.pid(), "round " + i);
            assertFalse(alive(pid), "round " + i);
            pid = state.pid();
        }
    }

    @Test
    @DisplayName("D-711: a program that ignores SIGTERM is killed after 20 s, and the stop says that it is stopped")
    void stopsTheStubborn() throws IOException, SupervisorException {
        startLaunchd(MODERATE);
        ServiceSpec spec = install(Preset.PERSISTENT_SERVICE, "trap '' TERM; while :; do sleep 0.1; done");
        supervisor.start(spec, host);
        OptionalLong pid = state(spec).pid();
        Instant begin = host.now();

        supervisor.stop(spec, host);

        long seconds = Duration.between(begin, host.now()).toSeconds();
        assertTrue(seconds >= 20, "after " + seconds + " s");
        assertFalse(alive(pid));
    }

    @Test
    @DisplayName("D-710: the program gets launchd's environment, an owner's umask, its folder, and logs that are appended to")
    void startsInLaunchdsEnvironment() throws IOException, SupervisorException {
        startLaunchd(FAST);
        ServiceSpec spec = install(
                Preset.PERSISTENT_SERVICE, "env; pwd; umask; echo first >&2; exec sleep 1000");

        supervisor.start(spec, host);
        supervisor.restart(spec, host);

        Path log = spec.directories().logs().resolve("agent.out.log");
        await(() -> read(log).lines().filter("0077"::equals).count() == 2);
        String output = read(log);
        assertTrue(output.contains("PATH=/usr/bin:/bin:/usr/sbin:/sbin\n"), output);
        assertTrue(output.contains("XPC_SERVICE_NAME=com.headroom.default\n"), output);
        assertFalse(output.contains("JAVA_HOME"), output);
        assertTrue(output.contains("\n" + spec.directories().profile() + "\n"), output);
        await(() -> read(spec.directories().logs().resolve("agent.err.log")).equals("first\nfirst\n"));
    }

    @Test
    @DisplayName("D-703: a crash is answered after the throttle, an exit with 0 is not")
    void comesBackAfterACrash() throws IOException, SupervisorException {
        startLaunchd(FAST);
        ServiceSpec spec = install(Preset.PERSISTENT_SERVICE, "echo start; trap 'exit 0' TERM; while :; do sleep 0.02; done");
        supervisor.start(spec, host);
        OptionalLong first = state(spec).pid();

        kill("-KILL", first);
        await(() -> state(spec).status() == ServiceState.Status.RUNNING && !state(spec).pid().equals(first));
        kill("-TERM", state(spec).pid());
        await(() -> state(spec).status() == ServiceState.Status.STOPPED);
        host.pause(Duration.ofSeconds(30));

        assertEquals(ServiceState.Status.STOPPED, state(spec).status());
        assertEquals(OptionalInt.of(0), state(spec).lastExit());
    }

    @Test
    @DisplayName("D-710: the watchdog of a task brings the runner back, and its end does not take the runner along")
    void watchdogRevives() throws IOException, SupervisorException {
        startLaunchd(FASTEST);
        ServiceSpec spec = install(Preset.PERSISTENT_TASK, "exec sleep 1000");
        Files.writeString(
                spec.directories().profile().resolve("ensure-headroom.sh"),
                "exec '" + launchd.programs().resolve("launchctl") + "' kickstart " + TARGET + "\n");
        supervisor.start(spec, host);
        OptionalLong first = state(spec).pid();

        kill("-KILL", first);
        await(() -> state(spec).status() == ServiceState.Status.RUNNING && !state(spec).pid().equals(first));
        host.pause(Duration.ofSeconds(30));

        assertEquals(ServiceState.Status.RUNNING, state(spec).status());
    }

    @Test
    @DisplayName("D-1104: the stand-in leaves nothing behind, nor do its jobs")
    void leavesNothingBehind() throws IOException, SupervisorException {
        startLaunchd(FAST);
        ServiceSpec spec = install(Preset.PERSISTENT_SERVICE, "sleep 1000 & exec sleep 1000");
        supervisor.start(spec, host);
        OptionalLong pid = state(spec).pid();

        launchd.close();

        await(() -> run("/bin/sh", "-c", "kill -s 0 -- -" + pid.getAsLong()) != 0);
    }

    @Test
    @DisplayName("D-711: a stop lasts over a reboot, and so does a start")
    void outlivesAReboot() throws IOException, SupervisorException {
        startLaunchd(FAST);
        ServiceSpec spec = install(Preset.PERSISTENT_SERVICE, "exec sleep 1000");
        supervisor.start(spec, host);

        run("reboot");
        await(() -> state(spec).status() == ServiceState.Status.RUNNING);
        supervisor.stop(spec, host);
        run("reboot");
        host.pause(Duration.ofSeconds(30));

        assertEquals(ServiceState.Status.STOPPED, state(spec).status());
    }

    @Test
    @DisplayName("D-307: a job whose logs have no folder cannot run, so the plan makes the folder")
    void makesTheFolderOfLogs() throws IOException, SupervisorException {
        startLaunchd(FAST);
        ServiceSpec spec = install(Preset.PERSISTENT_SERVICE, "exec sleep 1000");
        Files.delete(spec.directories().logs());

        launchctl("bootstrap", "gui/501", plist().toString());
        await(() -> state(spec).lastExit().equals(OptionalInt.of(78)));
        FakeMac.install(supervisor.plan(spec, host).changes());
        supervisor.start(spec, host);

        assertEquals(ServiceState.Status.RUNNING, state(spec).status());
    }

    private ServiceSpec install(Preset preset, String script) throws IOException {
        Path profile = Files.createDirectories(
                host.workspace().resolve("deploy").resolve("R&D \"odd\" Löwe").resolve("default"));
        Files.writeString(profile.resolve("run-headroom.sh"), script + "\n");
        Files.writeString(profile.resolve("ensure-headroom.sh"), "exit 0\n");
        ServiceSpec spec = new ServiceSpec(
                "default",
                preset,
                Scope.USER,
                8787,
                List.of("/bin/sh", profile.resolve("run-headroom.sh").toString()),
                List.of("/bin/sh", profile.resolve("ensure-headroom.sh").toString()),
                "ada",
                new ServiceSpec.Directories(profile, host.home().resolve("Library/Logs/headroom/default")),
                new ServiceSpec.Limits(OptionalLong.empty(), OptionalInt.empty()),
                Optional.empty());
        FakeMac.install(supervisor.plan(spec, host).changes());
        return spec;
    }

    private Path plist() {
        return host.home().resolve("Library/LaunchAgents/com.headroom.default.plist");
    }

    private ServiceState state(ServiceSpec spec) {
        return supervisor.state(spec, host);
    }

    private void turn(String... knobs) {
        String[] all = Arrays.copyOf(knobs, knobs.length + 1);
        all[knobs.length] = "SPEED=" + speed;
        launchd.turn(all);
    }

    private int launchctl(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "launchctl";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return run(all);
    }

    private int run(String... command) {
        return host.run(CommandLine.of(command)).exitCode();
    }

    private void kill(String signal, OptionalLong pid) {
        assertEquals(0, run("/bin/sh", "-c", "kill " + signal + " " + pid.getAsLong()));
    }

    private static boolean alive(OptionalLong pid) {
        return ProcessHandle.of(pid.getAsLong()).filter(ProcessHandle::isAlive).isPresent();
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(30);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), "not so within 30 s");
            host.pause(Duration.ofMillis(500));
        }
    }
}
