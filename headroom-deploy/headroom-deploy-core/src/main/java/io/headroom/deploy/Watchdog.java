package io.headroom.deploy;

import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.agent.BootId;
import io.headroom.deploy.agent.FailureNote;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.identity.Instance;
import io.headroom.deploy.identity.PortCheck;
import io.headroom.deploy.identity.Processes;
import io.headroom.deploy.identity.Proving;
import io.headroom.deploy.lock.FileLocks;
import io.headroom.deploy.lock.HeldLock;
import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.ProfileName;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * One look of the scheduled check. It catches what no supervisor sees, a process that is there and does not answer, and brings back what
 * is missing; it overrules neither the user nor an agent that has given up. Upstreams play no part.
 */
public final class Watchdog {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration KILL = Duration.ofSeconds(5);
    private static final int PROBES = 3;

    private final Parts parts;
    private final Profiles profiles;
    private final Services services;
    private final Running running;

    /**
     * A watchdog over the host's workspace.
     *
     * @param parts what to work with
     */
    public Watchdog(Parts parts) {
        this.parts = parts;
        this.profiles = new Profiles(parts.host().workspace());
        this.services = new Services(parts);
        this.running = new Running(parts, profiles, services, new Work(parts, profiles, services));
    }

    /** What a look led to. */
    public enum Tick {
        /** The proxy is proven. */
        WELL,
        /** It is not meant to run, or somebody else is starting it just now. */
        LEFT_ALONE,
        /** It was brought back. */
        REVIVED,
        /** Somebody else has the port. */
        FOREIGN
    }

    /**
     * Looks once, and acts if it must.
     *
     * @param name the profile
     * @return what it led to
     * @throws DeployException if there is no such profile, or it does not come back
     */
    public Tick tick(ProfileName name) throws DeployException {
        Profile profile = profiles.changeable(name);
        int port = profile.manifest().port();
        Answer answer = parts.probe().ask(port, Proving.PROBE);
        if (answer.isOf(name.text())) {
            return Tick.WELL;
        }
        if (isWanted(profile) && isNobodyStarting(profile)) {
            return act(profile, answer);
        }
        return Tick.LEFT_ALONE;
    }

    private boolean isWanted(Profile profile) {
        AgentFiles files = new AgentFiles(profile.folder());
        boolean givenUp = files.failure()
                .filter(failure -> failure.cause() != FailureNote.Cause.PORT)
                .filter(failure -> failure.boot().equals(BootId.of(parts.host())))
                .isPresent();
        return !files.paused() && !givenUp && profile.manifest().state() == Manifest.State.ACTIVE;
    }

    private boolean isNobodyStarting(Profile profile) throws DeployException {
        try {
            Optional<HeldLock> lock =
                    new FileLocks(parts.host()).tryTake(profile.folder().startLock());
            lock.ifPresent(HeldLock::close);
            return lock.isPresent();
        } catch (IOException unusable) {
            throw new DeployException(Kind.FAILED, Work.sentence(unusable.getMessage()), unusable);
        }
    }

    private Tick act(Profile profile, Answer first) throws DeployException {
        Answer answer = first;
        boolean there = isThere(profile);
        for (int i = 0; there && i < PROBES; i++) {
            answer = parts.probe().ask(profile.manifest().port(), PATIENCE);
            if (answer.isOf(profile.name())) {
                return Tick.WELL;
            }
        }
        if (answer.kind() == Answer.Kind.FOREIGN
                || answer.kind() == Answer.Kind.PROVEN
                || (answer.kind() == Answer.Kind.SILENT && !there)) {
            return foreign(profile);
        }
        if (answer.kind() == Answer.Kind.SILENT) {
            restart(profile);
        }
        running.start(profile.folder().profile(), Running.Way.REVIVE);
        return Tick.REVIVED;
    }

    private boolean isThere(Profile profile) {
        ServiceState state = services.state(profile);
        return state.status() == ServiceState.Status.RUNNING
                || recorded(profile).filter(Processes::isAlive).isPresent();
    }

    /** The process that wrote the run file, unless its number is one among a container's. */
    private Optional<Instance> recorded(Profile profile) {
        return profile.inContainer()
                ? Optional.empty()
                : parts.probe()
                        .recorded(profile.manifest().port())
                        .filter(run ->
                                run.profile().filter(profile.name()::equals).isPresent());
    }

    /** By the supervisor; if the very same process is there afterwards, by a signal to it. */
    private void restart(Profile profile) {
        Optional<Instance> frozen = recorded(profile).filter(Processes::isAlive);
        Optional<Supervisor> supervisor = services.find(profile);
        parts.progress().accept("Profile '" + profile.name() + "' does not answer and is restarted.");
        if (supervisor.isPresent()) {
            try {
                Services.act(() -> supervisor.get().restart(services.spec(profile), parts.host()));
            } catch (SupervisorException refused) {
                parts.progress().accept(Work.sentence(refused.getMessage()));
            }
        }
        frozen.ifPresent(instance -> Processes.kill(instance, KILL));
    }

    private Tick foreign(Profile profile) throws DeployException {
        PortCheck.Holder holder =
                new PortCheck(parts.host()).holder(profile.manifest().port());
        try {
            new AgentFiles(profile.folder())
                    .fail(new FailureNote(
                            parts.host().now(),
                            "port " + profile.manifest().port() + " is held by " + holder.words(),
                            FailureNote.Cause.PORT,
                            1,
                            holder.pid(),
                            holder.name(),
                            BootId.of(parts.host())));
        } catch (IOException unwritable) {
            throw new DeployException(Kind.FAILED, Work.sentence(unwritable.getMessage()), unwritable);
        }
        if (!profile.keepsWiring()) {
            running.suspendFailed(profile.folder().profile());
        }
        return Tick.FOREIGN;
    }
}
