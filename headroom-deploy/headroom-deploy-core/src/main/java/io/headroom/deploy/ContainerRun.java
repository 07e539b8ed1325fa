package io.headroom.deploy;

import io.headroom.api.host.Host;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.Refusal;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.supervise.Support;
import io.headroom.deploy.Agent.Fault;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.identity.PortCheck;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * One run of a profile's container in the foreground of its agent (D-501, D-701): it waits for an engine that starts late, replaces what a
 * killed agent left, passes a wish to stop on, and ends as the container ends. Run once; {@link #stop} may come from any thread at any
 * time.
 */
public final class ContainerRun {
    private static final Duration ENGINE_WAIT = Duration.ofSeconds(120);
    private static final Duration PORT_WAIT = Duration.ofSeconds(15);
    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(90);

    /** How {@code docker run} ends that could not start the container, see its page of the reference, "Exit status". */
    private static final int NOT_STARTED = 125;

    /** Not executable, not found; wrong words, as for an image of another program or version; a proxy with a wrong configuration. */
    private static final Set<Integer> FOR_GOOD = Set.of(126, 127, 2, 78);

    private final Parts parts;
    private final Host host;
    private final Supervisor engine;
    private final ServiceSpec spec;
    private volatile boolean stopping;
    private volatile boolean ended;

    ContainerRun(Parts parts, Profile profile) throws DeployException {
        this.parts = parts;
        this.host = parts.host();
        this.spec = Services.spec(profile, host);
        this.engine = parts.plugins()
                .engine()
                .orElseThrow(() -> new DeployException(
                        Kind.REFUSED,
                        "No supervisor among the plugins runs the container of profile '" + profile.name()
                                + "'. 'headroom plugins' shows them."));
    }

    /**
     * How a run ended.
     *
     * @param exitCode what the agent ends with unless it gives up; that of the container if there was one
     * @param fault what kind of fault it was; empty if it ended as wanted
     * @param reason why, in one sentence; empty if it ended as wanted
     */
    public record End(int exitCode, Optional<Fault> fault, String reason) {
        private static End wanted(int exitCode) {
            return new End(exitCode, Optional.empty(), "");
        }

        private static End of(int exitCode, Fault fault, String reason) {
            return new End(exitCode, Optional.of(fault), reason);
        }
    }

    /**
     * Runs the container to its end.
     *
     * @return how it ended
     */
    public End run() {
        try {
            return stopping ? End.wanted(0) : begin();
        } finally {
            ended = true;
        }
    }

    private End begin() {
        Optional<String> silent = awaitEngine();
        if (silent.isPresent()) {
            return stopping ? End.wanted(0) : End.of(1, Fault.CRASH, silent.get());
        }
        List<Refusal> refusals = engine.preflight(spec, host);
        if (!refusals.isEmpty()) {
            String reasons = refusals.stream().map(Refusal::reason).collect(Collectors.joining(" "));
            // One that went away again meanwhile is no fault of the configuration.
            return End.of(1, answers() ? Fault.CONFIGURATION : Fault.CRASH, reasons);
        }
        try {
            List<String> command =
                    engine.foreground().orElseThrow().command(spec, host).arguments();
            if (!await(PORT_WAIT, () -> new PortCheck(host).isFree(spec.port()))) {
                return stopping ? End.wanted(0) : End.of(1, Fault.PORT, "");
            }
            return stopping ? End.wanted(0) : attach(command);
        } catch (SupervisorException refused) {
            return stopping ? End.wanted(0) : End.of(1, Fault.CRASH, refused.getMessage());
        }
    }

    /** Why it cannot be used after all that time; empty if it can. */
    private Optional<String> awaitEngine() {
        Support first = engine.supports(host, Preset.PERSISTENT_DOCKER);
        if (first.verdict() != Support.Verdict.UNSUPPORTED) {
            return Optional.empty();
        }
        parts.progress().accept("Waiting for the container engine: " + first.reason());
        return await(ENGINE_WAIT, this::answers) ? Optional.empty() : Optional.of(first.reason());
    }

    private boolean answers() {
        return engine.supports(host, Preset.PERSISTENT_DOCKER).verdict() != Support.Verdict.UNSUPPORTED;
    }

    /** False if it did not come, or the run is to stop. */
    private boolean await(Duration limit, BooleanSupplier condition) {
        Instant end = host.now().plus(limit);
        while (!stopping) {
            if (condition.getAsBoolean()) {
                return true;
            }
            if (!host.now().isBefore(end)) {
                return false;
            }
            host.pause(STEP);
        }
        return false;
    }

    private End attach(List<String> command) {
        try {
            Parts.Attached attached = parts.proxy().attach(command);
            int code = attached.await();
            // Whatever ended the command, nothing goes on behind the agent's back.
            endContainer();
            return end(code, attached.lastLines());
        } catch (IOException notStarted) {
            return End.of(1, Fault.CRASH, "docker cannot be started: " + notStarted.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            endContainer();
            return End.wanted(0);
        }
    }

    private End end(int code, List<String> said) {
        boolean none = code == NOT_STARTED || code == 126 || code == 127;
        if (stopping) {
            // One that was ended before it began has no code of its own.
            return End.wanted(none ? 0 : code);
        }
        if (code == 0) {
            return End.wanted(0);
        }
        if (code == NOT_STARTED && !new PortCheck(host).isFree(spec.port())) {
            return End.of(code, Fault.PORT, "");
        }
        String words = words(said);
        String reason = words.isEmpty() ? "the container ended with " + code : words;
        return End.of(code, FOR_GOOD.contains(code) ? Fault.CONFIGURATION : Fault.CRASH, reason);
    }

    /** What it said last: from the last line on that the proxy or the engine's command began a message with. */
    private static String words(List<String> said) {
        for (int at = said.size() - 1; at >= 0; at--) {
            for (String speaker : List.of("headroom: ", "docker: ")) {
                if (said.get(at).startsWith(speaker)) {
                    String first = said.get(at).substring(speaker.length());
                    return said.subList(at + 1, said.size()).stream()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty() && !line.contains("--help"))
                            .reduce(first, (one, other) -> one + " " + other);
                }
            }
        }
        return said.isEmpty() ? "" : said.get(said.size() - 1).strip();
    }

    /** Ends the run in order. Returns when it has ended, so that a container which is just being made is ended, too. */
    public void stop() {
        stopping = true;
        Instant end = host.now().plus(LONGEST_STOP);
        while (!ended && host.now().isBefore(end)) {
            endContainer();
            if (!ended) {
                host.pause(STEP);
            }
        }
    }

    private void endContainer() {
        try {
            Services.act(() -> engine.stop(spec, host));
        } catch (SupervisorException refused) {
            // An engine that is gone has taken its containers along; what it brings back is replaced by the next run.
            if (!stopping) {
                parts.progress().accept(Work.sentence(refused.getMessage()));
            }
        }
    }
}
