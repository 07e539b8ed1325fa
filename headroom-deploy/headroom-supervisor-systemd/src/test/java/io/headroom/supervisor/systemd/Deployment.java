package io.headroom.supervisor.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.testkit.host.PlanPlayer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A deployment on a real machine whose program is a small script: it runs until it is told to stop, and ends then as a JVM does. */
final class Deployment {
    /** How the program behaves when it is started. */
    enum Program {
        SERVES,
        CRASHES,
        MISCONFIGURED
    }

    private static final String RUN = """
            #!/bin/sh
            folder=${0%/*}
            echo "$$" >> "$folder/starts"
            echo "started for $(id -un)"
            case $(cat "$folder/program") in
                CRASHES) exit 1 ;;
                MISCONFIGURED) exit 78 ;;
            esac
            trap 'exit 143' TERM
            while :; do
                sleep 1000 &
                wait
            done
            """;

    private final SystemdSupervisor supervisor = new SystemdSupervisor();
    private final Host host;
    private final Host program;
    private final ServiceSpec spec;
    private final PlanPlayer player;

    /**
     * Puts the program there.
     *
     * @param host who installs
     * @param program who runs the program and owns its files
     * @param directory the profile's directory, in the workspace of who runs the program
     * @param preset how it is kept alive
     * @param scope for whom
     * @param check what the scheduled check does
     */
    Deployment(Host host, Host program, String directory, Preset preset, Scope scope, String check) {
        this(host, program, "default", directory, preset, scope, check);
    }

    private Deployment(
            Host host, Host program, String name, String directory, Preset preset, Scope scope, String check) {
        this.host = host;
        this.program = program;
        Path profile = program.workspace().resolve("deploy").resolve(directory);
        this.spec = new ServiceSpec(
                name,
                preset,
                scope,
                8787,
                List.of("/bin/sh", profile.resolve("run-headroom.sh").toString()),
                List.of("/bin/sh", profile.resolve("ensure-headroom.sh").toString()),
                program.account().name(),
                new ServiceSpec.Directories(profile, program.workspace().resolve("logs")),
                new ServiceSpec.Limits(OptionalLong.empty(), OptionalInt.empty()),
                Optional.empty());
        this.player = new PlanPlayer(host);
        write("run-headroom.sh", RUN);
        write("ensure-headroom.sh", check);
        becomes(Program.SERVES);
    }

    /** Another profile of the same kind. */
    Deployment beside(String name) {
        return new Deployment(host, program, name, name, spec.preset(), spec.scope(), read("ensure-headroom.sh"));
    }

    ServiceSpec spec() {
        return spec;
    }

    Host host() {
        return host;
    }

    void becomes(Program behaviour) {
        write("program", behaviour.name() + "\n");
    }

    ServicePlan apply() {
        ServicePlan plan = supervisor.plan(spec, host);
        player.apply(plan.changes());
        assertEquals(plan, supervisor.plan(spec, host), "an installed deployment has the same plan");
        return plan;
    }

    void undo() {
        assertEquals(List.of(), player.undo());
    }

    void start() {
        act(() -> supervisor.start(spec, host));
    }

    void stop() {
        act(() -> supervisor.stop(spec, host));
    }

    void restart() {
        act(() -> supervisor.restart(spec, host));
    }

    private static void act(Act act) {
        try {
            act.run();
        } catch (SupervisorException e) {
            fail(e);
        }
    }

    ServiceState state() {
        return supervisor.state(spec, host);
    }

    /** Waits until it runs, and gives the process. */
    long running() {
        await(ServiceState.Status.RUNNING);
        return state().pid().orElseThrow();
    }

    ServiceState await(ServiceState.Status status) {
        await(status.name(), () -> state().status() == status);
        return state();
    }

    /** Waits until another process than that runs, and gives it. */
    long runningInsteadOf(long former) {
        await("another process than " + former, () -> {
            ServiceState state = state();
            return state.status() == ServiceState.Status.RUNNING && state.pid().orElse(former) != former;
        });
        long pid = state().pid().orElseThrow();
        assertNotEquals(former, pid);
        return pid;
    }

    void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(40));
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), () -> "never: " + what + ", but " + state());
            host.pause(Duration.ofMillis(200));
        }
    }

    void kill(long pid) {
        sh("kill -9 " + pid);
    }

    /** How often the program was started. */
    long starts() {
        return read("starts").lines().count();
    }

    String read(String name) {
        return on(program, "/bin/sh", "-c", "cat \"$1\" 2>/dev/null || :", "sh", file(name))
                .output();
    }

    /** A property of the service, in systemd's words. */
    String property(String name) {
        return on(host, systemctl("show", "--value", "--property=" + name, "headroom-default.service"))
                .output()
                .strip();
    }

    /** Calls systemctl for the manager in question. */
    String[] systemctl(String... arguments) {
        List<String> all = new ArrayList<>(List.of("systemctl"));
        if (spec.scope() != Scope.SYSTEM) {
            all.addAll(
                    0,
                    List.of(
                            "env",
                            "XDG_RUNTIME_DIR=/run/user/" + host.account().uid().orElseThrow()));
            all.add("--user");
        }
        all.addAll(List.of(arguments));
        return all.toArray(String[]::new);
    }

    CommandResult on(Host where, String... command) {
        return where.run(CommandLine.of(command).within(Duration.ofSeconds(30)));
    }

    CommandResult sh(String script) {
        return on(host, "/bin/sh", "-c", script);
    }

    /** What systemd and the account have of ours: files, links, loaded units. */
    String traces() {
        return sh("find /etc/systemd ~/.config -name '*headroom*' 2>/dev/null; find ~/.config 2>/dev/null")
                        .output()
                + on(host, systemctl("list-units", "--all", "--plain", "--no-legend", "headroom-*"))
                        .output();
    }

    private void write(String name, String text) {
        CommandResult result = program.run(new CommandLine(
                List.of("/bin/sh", "-c", "mkdir -p \"${1%/*}\" && cat > \"$1\"", "sh", file(name)),
                Map.of(),
                text,
                Duration.ofSeconds(10)));
        assertTrue(result.succeeded(), result::toString);
    }

    private String file(String name) {
        return spec.directories().profile().resolve(name).toString();
    }

    private interface Act {
        void run() throws SupervisorException;
    }

    /** What a check does that starts the runner by the account's manager. */
    static String checkOf(Function<String, String> command) {
        return "#!/bin/sh\necho checked >> \"${0%/*}/checks\"\n" + command.apply("headroom-default.service") + "\n";
    }
}
