package io.headroom.supervisor.taskscheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.headroom.supervisor.taskscheduler.fake.FakeScheduler;
import io.headroom.supervisor.taskscheduler.fake.FakeWindows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The supervisor with commands that are really run and programs that are really started, by the stand-in for the Task Scheduler, in
 * French. Time passes faster, for both sides alike.
 */
@Tag("D-1104")
class TaskSchedulerIT {
    private static final int SPEED = 20;

    private final TaskSchedulerSupervisor supervisor = new TaskSchedulerSupervisor();

    @TempDir
    private Path root;

    private FakeScheduler scheduler;
    private ProcessHost host;

    @BeforeEach
    void startScheduler() throws IOException {
        Assumptions.assumeTrue(Files.exists(Path.of("/bin/bash")), "no /bin/bash here, which the stand-in needs");
        scheduler = FakeScheduler.start(root.resolve("scheduler"), "FRENCH=1", "RUN_DELAY_S=2", "SPEED=" + SPEED);
        host = new ProcessHost(
                OperatingSystem.WINDOWS,
                new Account("ada", OptionalLong.empty(), Account.Privilege.USER),
                root,
                scheduler.programs(),
                SPEED);
    }

    @AfterEach
    void endScheduler() {
        if (scheduler != null) {
            scheduler.close();
        }
    }

    @Test
    @DisplayName("D-603: start, stop, restart, and what is stopped stays stopped over a reboot")
    void startsAndStops() throws IOException, SupervisorException {
        ServiceSpec spec = install(Preset.PERSISTENT_SERVICE, "echo start >> log; exec sleep 1000");

        supervisor.start(spec, host);
        assertEquals(ServiceState.Status.RUNNING, state(spec).status());
        supervisor.restart(spec, host);
        assertEquals(ServiceState.Status.RUNNING, state(spec).status());
        await(() -> starts(spec) == 2);
        supervisor.stop(spec, host);
        run("reboot");
        host.pause(Duration.ofSeconds(150));

        assertEquals(ServiceState.Status.STOPPED, state(spec).status());
        assertEquals(2, starts(spec));
    }

    @Test
    @DisplayName("D-731: after a crash the next tick starts the program again, and ticks start no second one")
    void comesBackAfterACrash() throws IOException, SupervisorException {
        ServiceSpec spec = install(Preset.PERSISTENT_SERVICE, "echo start >> log; echo $$ > pid; exec sleep 1000");
        supervisor.start(spec, host);
        await(() -> starts(spec) == 1);
        host.pause(Duration.ofSeconds(130));
        assertEquals(1, starts(spec));

        assertEquals(0, run("/bin/sh", "-c", "kill -KILL " + read(spec, "pid").strip()));

        await(() -> starts(spec) == 2);
        await(() -> state(spec).status() == ServiceState.Status.RUNNING);
    }

    @Test
    @DisplayName("D-732: a program that ends in time is not ended the hard way")
    void letsDrain() throws IOException, SupervisorException {
        ServiceSpec spec = install(
                Preset.PERSISTENT_SERVICE,
                "rm -f drain; while [ ! -e drain ]; do sleep 0.02; done; echo drained > drained");
        supervisor.start(spec, host);
        await(() -> !Files.exists(spec.directories().profile().resolve("drain")));
        Instant begin = host.now();

        Files.createFile(spec.directories().profile().resolve("drain"));
        supervisor.stop(spec, host);

        assertEquals("drained\n", read(spec, "drained"));
        assertTrue(Duration.between(begin, host.now()).toSeconds() < 10);
    }

    @Test
    @DisplayName("D-730: the watchdog of a task runs every 5 minutes, and the arguments arrive as they were meant")
    void watchdogTicks() throws IOException, SupervisorException {
        ServiceSpec spec = install(Preset.PERSISTENT_TASK, "exec sleep 1000");
        supervisor.start(spec, host);

        await(() -> read(spec, "ensured").equals("once\n"));
        host.pause(Duration.ofSeconds(30));

        assertEquals("once\n", read(spec, "ensured"));
        assertFalse(state(spec).status() == ServiceState.Status.STOPPED);
    }

    private ServiceSpec install(Preset preset, String script) throws IOException {
        Path profile = Files.createDirectories(
                host.workspace().resolve("R&D \"odd\" Löwe").resolve("default"));
        Files.writeString(profile.resolve("run-headroom.sh"), script + "\n");
        Files.writeString(profile.resolve("ensure-headroom.sh"), "echo once >> ensured\n");
        ServiceSpec spec = new ServiceSpec(
                "default",
                preset,
                Scope.USER,
                8787,
                List.of("/bin/sh", profile.resolve("run-headroom.sh").toString()),
                List.of("/bin/sh", profile.resolve("ensure-headroom.sh").toString()),
                "ada",
                new ServiceSpec.Directories(profile, host.workspace().resolve("logs")),
                new ServiceSpec.Limits(OptionalLong.empty(), OptionalInt.empty()),
                Optional.empty());
        assertEquals(List.of(), supervisor.preflight(spec, host));
        FakeWindows.install(supervisor.plan(spec, host).changes(), host);
        return spec;
    }

    private ServiceState state(ServiceSpec spec) {
        return supervisor.state(spec, host);
    }

    private int run(String... command) {
        return host.run(CommandLine.of(command)).exitCode();
    }

    private static long starts(ServiceSpec spec) {
        return read(spec, "log").lines().count();
    }

    private static String read(ServiceSpec spec, String name) {
        try {
            Path file = spec.directories().profile().resolve(name);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), "not so within a minute");
            host.pause(Duration.ofMillis(500));
        }
    }
}
