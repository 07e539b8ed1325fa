package io.headroom.deploy;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.Host;
import io.headroom.api.supervise.Foreground;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.Refusal;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.supervise.Support;
import io.headroom.api.testkit.host.FakeHost;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;

/** A container engine with one file for what it makes. Its containers end when they are told to, or as the test says. */
final class ScriptedEngine implements Supervisor, Foreground {
    static final String SILENT = "Docker does not answer: nobody there.";

    private final FakeHost host;
    private final List<String> calls;
    private final List<Refusal> refusals = new ArrayList<>();
    private final CountDownLatch told = new CountDownLatch(1);
    private Instant answersFrom = Instant.EPOCH;
    private ServiceState state = ServiceState.of(ServiceState.Status.ABSENT);
    private Runnable onRun = () -> {};
    private Runnable onQuestion = () -> {};
    private boolean waits;
    private OptionalInt endsWith = OptionalInt.empty();
    private int deafFor;
    private List<String> lastLines = List.of();

    ScriptedEngine(FakeHost host, List<String> calls) {
        this.host = host;
        this.calls = calls;
    }

    void answersAfter(Duration time) {
        answersFrom = host.clock().plus(time);
    }

    void refuses(String reason) {
        refusals.add(Refusal.host(reason));
    }

    void says(ServiceState now) {
        state = now;
    }

    /** What happens while the container runs. */
    void whileRunning(Runnable action) {
        onRun = action;
    }

    /** So many wishes to stop come before there is a container. */
    void isDeafFor(int wishes) {
        deafFor = wishes;
    }

    /** What happens when somebody asks whether it answers. */
    void whenAsked(Runnable action) {
        onQuestion = action;
    }

    /** The container ends once it is told to, in its own way. */
    void endsWhenToldWith(int code) {
        endsWith(code);
        waits = true;
    }

    /** The container ends by itself. */
    void endsWith(int code, String... lines) {
        endsWith = OptionalInt.of(code);
        lastLines = List.of(lines);
    }

    Parts.Attached attach(List<String> command) {
        calls.add(String.join(" ", command));
        return new Parts.Attached() {
            @Override
            public int await() throws InterruptedException {
                onRun.run();
                if (waits || endsWith.isEmpty()) {
                    told.await();
                }
                return endsWith.orElse(0);
            }

            @Override
            public List<String> lastLines() {
                return lastLines;
            }
        };
    }

    @Override
    public String id() {
        return "engine";
    }

    @Override
    public Support supports(Host on, Preset preset) {
        if (preset != Preset.PERSISTENT_DOCKER) {
            return Support.unsupported("containers alone");
        }
        Runnable now = onQuestion;
        onQuestion = () -> {};
        now.run();
        return host.clock().isBefore(answersFrom) ? Support.unsupported(SILENT) : Support.supported();
    }

    @Override
    public Optional<Foreground> foreground() {
        return Optional.of(this);
    }

    @Override
    public List<Refusal> preflight(ServiceSpec spec, Host on) {
        return host.clock().isBefore(answersFrom) ? List.of(Refusal.host(SILENT)) : refusals;
    }

    @Override
    public ServicePlan plan(ServiceSpec spec, Host on) {
        Path network = on.home().resolve(".engine").resolve("headroom-" + spec.profile());
        return new ServicePlan(
                List.of(new Change.OwnFile(
                        ChangeInfo.supervisor(spec.profile(), "engine", "network", "Makes the network"),
                        network,
                        FileContent.of("network\n"),
                        OptionalInt.empty())),
                List.of(new ServicePlan.Degradation("engine-must-autostart", "the engine has to start by itself")));
    }

    @Override
    public void fetch(ServiceSpec spec, Host on) throws SupervisorException {
        String image = spec.container().orElseThrow().image();
        calls.add("fetch " + image);
        if (image.startsWith("nowhere")) {
            throw new SupervisorException("'docker pull' failed: no " + image);
        }
    }

    @Override
    public CommandLine command(ServiceSpec spec, Host on) {
        ServiceSpec.Container container = spec.container().orElseThrow();
        return CommandLine.of("docker", "run", container.name(), container.image());
    }

    @Override
    public void start(ServiceSpec spec, Host on) {
        throw new AssertionError("the agent starts the container");
    }

    @Override
    public void restart(ServiceSpec spec, Host on) {
        throw new AssertionError("the agent restarts the container");
    }

    @Override
    public void stop(ServiceSpec spec, Host on) throws SupervisorException {
        if (host.clock().isBefore(answersFrom)) {
            throw new SupervisorException(SILENT);
        }
        synchronized (calls) {
            calls.add("end container " + spec.profile());
        }
        if (deafFor-- <= 0) {
            told.countDown();
        }
    }

    @Override
    public void purge(ServiceSpec spec, Host on) {
        calls.add("purge " + spec.profile());
    }

    @Override
    public ServiceState state(ServiceSpec spec, Host on) {
        return state;
    }
}
