package io.headroom.deploy;

import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.identity.Instance;
import io.headroom.deploy.identity.Processes;
import io.headroom.deploy.identity.Proving;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ends the proxy of a profile: by its supervisor, else by asking the proxy itself, and by a signal only if pid and start time are those of
 * its run file (D-401). Works with a broken supervisor, and never ends somebody else's process.
 */
final class Ending {
    private static final Duration DRAIN = Duration.ofSeconds(15);
    private static final Duration KILL = Duration.ofSeconds(5);

    private final Parts parts;
    private final Services services;

    Ending(Parts parts, Services services) {
        this.parts = parts;
        this.services = services;
    }

    /** Ends it and tells what did not go as it should. */
    List<String> end(Profile profile) {
        List<String> troubles = new ArrayList<>();
        Optional<Supervisor> supervisor = services.find(profile);
        if (supervisor.isEmpty()) {
            troubles.add("the supervisor '" + profile.manifest().text("supervisor_id")
                    + "' is not among the plugins, so the proxy itself was asked to end");
        } else {
            try {
                Services.act(() -> supervisor.get().stop(services.spec(profile), parts.host()));
            } catch (SupervisorException refused) {
                troubles.add(refused.getMessage());
            }
        }
        endProcess(profile).ifPresent(troubles::add);
        return troubles;
    }

    private Optional<String> endProcess(Profile profile) {
        int port = profile.manifest().port();
        Answer answer = parts.probe().ask(port, Proving.PROBE);
        if (profile.inContainer()) {
            // The number of its process is one among the container's, and out here somebody else's.
            if (answer.isOf(profile.name())) {
                parts.probe().drain(port, Proving.PROBE);
            }
            return Optional.empty();
        }
        Optional<Instance> recorded = parts.probe()
                .recorded(port)
                .filter(run -> run.profile().filter(profile.name()::equals).isPresent());
        if (recorded.isEmpty() || !Processes.isAlive(recorded.get())) {
            return Optional.empty();
        }
        if (answer.isOf(profile.name()) && parts.probe().drain(port, Proving.PROBE)) {
            if (Processes.awaitEnd(recorded.get(), DRAIN)) {
                return Optional.empty();
            }
        }
        return Processes.kill(recorded.get(), KILL)
                ? Optional.empty()
                : Optional.of("the proxy (pid " + recorded.get().pid() + ") could not be ended");
    }
}
