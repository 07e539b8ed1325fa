package io.headroom.supervisor.docker;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.SupervisorException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Starts, stops, exchanges and looks at the container of one deployment. While a former container is there, the present one has not proven
 * itself: then whoever stops it, or asks for what the former one was made by, gets the former one back.
 */
final class Control {
    private static final Duration QUICK = Duration.ofSeconds(20);
    // The proxy drains for 10 s; a busy engine adds some, and launchd gives an agent 20 s.
    private static final String DRAIN_SECONDS = "15";
    private static final Duration STOP = Duration.ofSeconds(45);
    // An image that is not there is fetched.
    private static final Duration RUN = Duration.ofMinutes(3);
    private static final Duration STATE = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(200);

    private final ServiceSpec spec;
    private final Host host;
    private final Engine engine;
    private final Names names;

    Control(ServiceSpec spec, Host host) {
        this.spec = spec;
        this.host = host;
        this.engine = new Engine(host);
        this.names = Names.of(spec);
    }

    void start() throws SupervisorException {
        RunCommand command = command();
        Optional<Container> present = settled(command);
        if (present.filter(container -> isOf(container, command)).isEmpty()) {
            exchange(present, command);
        } else if (present.get().isRunning() && !present.get().isHealthy()) {
            // Nobody starts what has proven itself, so this one waits, having given up, or hangs.
            again();
        } else {
            wake(present.get());
            engine.require(QUICK, List.of("start", names.container()));
        }
        confirm();
    }

    void restart() throws SupervisorException {
        RunCommand command = command();
        Optional<Container> present = settled(command);
        if (present.filter(container -> isOf(container, command)).isPresent()) {
            wake(present.get());
            again();
        } else {
            exchange(present, command);
        }
        confirm();
    }

    void stop() throws SupervisorException {
        List<Container> there = engine.containers(names.container(), names.former());
        Optional<Container> present = find(there, names.container());
        if (find(there, names.former()).isPresent()) {
            present = takeBack(present);
        }
        if (present.isPresent()) {
            wake(present.get());
            engine.require(STOP, List.of("stop", "-t", DRAIN_SECONDS, names.container()));
        }
    }

    /** Ends every container of this deployment and waits until the engine knows of none. */
    void clear() throws SupervisorException {
        List<Container> left = ours();
        for (Container container : left) {
            wake(container);
            engine.attempt(STOP, List.of("stop", "-t", DRAIN_SECONDS, container.name()));
        }
        Instant end = host.now().plus(STATE);
        while (!left.isEmpty()) {
            // The engine may be removing it already, by itself.
            left.forEach(container -> engine.attempt(QUICK, removal(container.name())));
            left = ours();
            if (!left.isEmpty() && !host.now().isBefore(end)) {
                String name = left.get(0).name();
                throw new SupervisorException("The container " + name + " cannot be removed: "
                        + left.get(0).state(false).detail() + ". Try: docker rm --force " + name);
            }
            host.pause(left.isEmpty() ? Duration.ZERO : STEP);
        }
    }

    private List<Container> ours() throws SupervisorException {
        List<Container> there = engine.containers(names.container(), names.former());
        for (Container container : there) {
            if (!container.isOf(spec, host)) {
                throw new SupervisorException(DockerSupervisor.foreign("container", container.name()));
            }
        }
        return there;
    }

    /** The present container has proven itself, so the former one goes. */
    void keep() throws SupervisorException {
        List<Container> there = engine.containers(names.container(), names.former());
        if (find(there, names.container()).isPresent()
                && find(there, names.former()).isPresent()) {
            remove(names.former());
        }
    }

    /** The database goes, and what else the engine may have kept. */
    void purge() throws SupervisorException {
        for (Container container : engine.containers(names.container(), names.former())) {
            remove(container.name());
        }
        if (engine.labels("volume", names.volume()).isPresent()) {
            engine.require(QUICK, List.of("volume", "rm", names.volume()));
        }
    }

    ServiceState state() {
        List<Container> there;
        try {
            there = engine.containers(names.container(), names.former());
        } catch (SupervisorException silent) {
            return ServiceState.of(ServiceState.Status.UNKNOWN);
        }
        return find(there, names.container())
                .or(() -> find(there, names.former()))
                .map(container -> container.state(
                        Files.exists(spec.directories().profile().resolve("failure.json"))))
                .orElseGet(() -> ServiceState.of(ServiceState.Status.ABSENT));
    }

    /** The numbers that the container runs by, so that its files are the account's. */
    Optional<String> user(Engine.Facts facts) throws SupervisorException {
        if (facts.rootless()) {
            // Who is root in there is the account out here; everybody else is a stranger to its files.
            return Optional.of("0:0");
        }
        if (host.operatingSystem() == OperatingSystem.WINDOWS) {
            return Optional.empty();
        }
        String account = spec.runAs().isBlank() ? host.account().name() : spec.runAs();
        return Optional.of(number("-u", account) + ":" + number("-g", account));
    }

    private String number(String which, String account) throws SupervisorException {
        CommandResult result = host.query(CommandLine.of("id", which, account));
        String number = result.output().strip();
        if (!result.succeeded() || !number.matches("[0-9]+")) {
            throw new SupervisorException("'id " + which + " " + account + "' does not say which numbers account '"
                    + account + "' has, so the container cannot run as it. Name another with --run-as.");
        }
        return number;
    }

    RunCommand command() throws SupervisorException {
        Engine.Facts facts = engine.facts();
        return new RunCommand(spec, host, facts, user(facts));
    }

    private static boolean isOf(Container container, RunCommand command) {
        return container.label(RunCommand.ARGUMENTS).equals(command.fingerprint());
    }

    private static Optional<Container> find(List<Container> containers, String name) {
        return containers.stream()
                .filter(container -> container.name().equals(name))
                .findFirst();
    }

    /** The present container; what an exchange that was cut off left behind is put in order first. */
    private Optional<Container> settled(RunCommand command) throws SupervisorException {
        List<Container> there = engine.containers(names.container(), names.former());
        Optional<Container> present = find(there, names.container());
        Optional<Container> former = find(there, names.former());
        boolean wantsFormer =
                former.filter(container -> isOf(container, command)).isPresent();
        boolean wantsPresent =
                present.filter(container -> isOf(container, command)).isPresent();
        return former.isPresent() && (wantsFormer || !wantsPresent) ? takeBack(present) : present;
    }

    private Optional<Container> takeBack(Optional<Container> unproven) throws SupervisorException {
        if (unproven.isPresent()) {
            remove(names.container());
        }
        engine.require(QUICK, List.of("rename", names.former(), names.container()));
        return find(engine.containers(names.container()), names.container());
    }

    private void exchange(Optional<Container> present, RunCommand command) throws SupervisorException {
        if (present.isPresent()) {
            wake(present.get());
            engine.require(QUICK, List.of("rename", names.container(), names.former()));
        }
        try {
            if (present.isPresent()) {
                engine.require(STOP, List.of("stop", "-t", DRAIN_SECONDS, names.former()));
            }
            engine.require(RUN, command.arguments());
        } catch (SupervisorException failed) {
            undo(present);
            throw failed;
        }
    }

    // A port that is taken is noticed only when the container has been made already.
    private void undo(Optional<Container> former) {
        engine.attempt(QUICK, removal(names.container()));
        if (former.isPresent()) {
            engine.attempt(QUICK, List.of("rename", names.former(), names.container()));
            if (former.get().isRunning()) {
                engine.attempt(QUICK, List.of("start", names.container()));
            }
        }
    }

    // The engine refuses to stop or start what is frozen.
    private void wake(Container container) throws SupervisorException {
        if (container.isPaused()) {
            engine.require(QUICK, List.of("unpause", container.name()));
        }
    }

    private void again() throws SupervisorException {
        engine.require(STOP, List.of("restart", "-t", DRAIN_SECONDS, names.container()));
    }

    private void remove(String name) throws SupervisorException {
        engine.require(QUICK, removal(name));
    }

    static List<String> removal(String name) {
        return List.of("rm", "--force", "--volumes", name);
    }

    /** Whether the proxy in it is well is for its identity to tell, also whether it has given up at once. */
    private void confirm() throws SupervisorException {
        Instant end = host.now().plus(STATE);
        Optional<Container> present = find(engine.containers(names.container()), names.container());
        while (present.filter(Container::isUp).isEmpty() && host.now().isBefore(end)) {
            host.pause(STEP);
            present = find(engine.containers(names.container()), names.container());
        }
        if (present.filter(Container::isUp).isEmpty()) {
            throw new SupervisorException("The container " + names.container() + " does not run: " + state().detail()
                    + ". See: docker logs " + names.container());
        }
    }
}
