package io.headroom.deploy;

import io.headroom.api.change.ChangeInfo.Phase;
import io.headroom.api.change.FileContent;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.engine.ChangeEngine;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.identity.Instance;
import io.headroom.deploy.identity.PortCheck;
import io.headroom.deploy.identity.Processes;
import io.headroom.deploy.identity.Proving;
import io.headroom.deploy.journal.ChangeFailedException;
import io.headroom.deploy.journal.Transaction;
import io.headroom.deploy.journal.UndoReport;
import io.headroom.deploy.journal.Unfinished;
import io.headroom.deploy.lock.HeldLock;
import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.ProfileName;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts, stops and restarts profiles. Tools are sent to a proxy exactly while it is meant to run. */
final class Running {
    private static final Duration READY_WITHIN = Duration.ofSeconds(45);

    private final Parts parts;
    private final Profiles profiles;
    private final Services services;
    private final Work work;
    private final Ending ending;

    Running(Parts parts, Profiles profiles, Services services, Work work) {
        this.parts = parts;
        this.profiles = profiles;
        this.services = services;
        this.work = work;
        this.ending = new Ending(parts, services);
    }

    /** How the supervisor is asked. */
    enum Way {
        /** As the user. */
        START,
        /** As the user, whatever runs now. */
        RESTART,
        /** As the user, whatever runs now, and without waiting for requests under way. */
        RESTART_NOW,
        /** As the watchdog, which overrules nobody. */
        REVIVE;

        boolean restarts() {
            return this == RESTART || this == RESTART_NOW;
        }
    }

    Outcome start(ProfileName name, Way way) throws DeployException {
        Profile seen = profiles.changeable(name);
        if (way != Way.REVIVE) {
            work.requireRights(seen, way.restarts() ? "restart" : "start");
        }
        return work.locked(seen.folder(), seen.manifest().scope(), engine -> {
            Profile profile = profiles.changeable(name);
            try (HeldLock lock = work.starting(profile.folder())) {
                return lock == null ? null : start(engine, profile, way);
            }
        });
    }

    private Outcome start(ChangeEngine engine, Profile profile, Way way)
            throws DeployException, IOException, ChangeFailedException, SupervisorException {
        String name = profile.name();
        Answer answer = parts.probe().ask(profile.manifest().port(), Proving.PROBE);
        boolean ready = answer.isOf(name) && answer.readiness() == Answer.Readiness.READY;
        if (ready && !way.restarts() && isWired(profile)) {
            return Outcome.of(name, "running", profile.url(), "Profile '" + name + "' is already running.");
        }
        refuseForeign(profile, answer);
        Supervisor supervisor = services.require(profile);
        List<MadeChange> recorded = new ManifestChanges(profile.folder(), parts.host()).read(profile.manifest());
        AgentFiles files = new AgentFiles(profile.folder());
        boolean wasPaused = files.paused();
        Transaction transaction =
                engine.begin("start", Unfinished.Way.BACK, engine.planner().resumption(recorded));
        try {
            files.forgetFailures();
            if (!ready || way.restarts()) {
                ask(supervisor, profile, way, answer);
                prove(profile, way.restarts() ? answer.instance() : Optional.empty());
            }
            transaction.make(Phase.WIRING);
            transaction.write(Flags.wired(profile, parts.host()), FileContent.of(""));
            Manifest manifest = new ManifestChanges(profile.folder(), parts.host())
                    .write(profile.manifest(), transaction.changes())
                    .with(Manifest.State.ACTIVE)
                    .committed(parts.host().now());
            transaction.write(profile.folder().manifest(), manifest.content());
            transaction.commit();
        } catch (ChangeFailedException | SupervisorException | IOException | DeployException failed) {
            throw undone(transaction, profile, wasPaused, failed);
        }
        return Outcome.of(
                name,
                way.restarts() ? "restarted" : "started",
                profile.url(),
                (way.restarts() ? "Restarted" : "Started") + " profile '" + name + "'.");
    }

    private boolean isWired(Profile profile) {
        return Files.exists(Flags.wired(profile, parts.host()))
                && profile.manifest().state() == Manifest.State.ACTIVE;
    }

    private void refuseForeign(Profile profile, Answer answer) throws DeployException {
        boolean ours = answer.isOf(profile.name());
        boolean foreign = answer.kind() == Answer.Kind.FOREIGN || (answer.kind() == Answer.Kind.PROVEN && !ours);
        if (foreign) {
            throw new DeployException(
                    Kind.REFUSED, Preflight.holder(profile.manifest().port(), answer, new PortCheck(parts.host())));
        }
    }

    private void ask(Supervisor supervisor, Profile profile, Way way, Answer answer) throws SupervisorException {
        parts.progress().accept("Starting the proxy.");
        Services.act(() -> {
            boolean hangs = answer.kind() == Answer.Kind.SILENT;
            if (way == Way.RESTART_NOW && !profile.inContainer()) {
                // The proxy drains at the first signal and cuts at the second, which the supervisor sends.
                answer.instance().ifPresent(Processes::signal);
            }
            if (way.restarts() || hangs) {
                supervisor.restart(services.spec(profile), parts.host());
            } else if (way == Way.REVIVE) {
                supervisor.revive(services.spec(profile), parts.host());
            } else {
                supervisor.start(services.spec(profile), parts.host());
            }
        });
    }

    private void prove(Profile profile, Optional<Instance> former) throws DeployException {
        AgentFiles files = new AgentFiles(profile.folder());
        Proving.Proof proof = new Proving(parts.probe(), parts.nanos(), parts.host()::pause)
                .await(
                        new Proving.Wanted(
                                profile.name(), profile.manifest().port(), former.map(Instance::id), READY_WITHIN),
                        () -> files.failure().isPresent()
                                ? ServiceState.of(ServiceState.Status.FAILED)
                                : services.state(profile));
        if (!proof.ready()) {
            String why = files.failure().map(failure -> failure.reason()).orElse(proof.state());
            throw new DeployException(
                    Kind.FAILED,
                    "Profile '" + profile.name() + "' did not become ready in " + READY_WITHIN.toSeconds() + " s: "
                            + why + ".");
        }
    }

    private DeployException undone(Transaction transaction, Profile profile, boolean wasPaused, Exception failed)
            throws IOException {
        UndoReport report = transaction.rollBack();
        if (wasPaused) {
            new AgentFiles(profile.folder()).pause(parts.host());
            ending.end(profile);
        }
        if (!report.complete()) {
            return Work.incomplete(profile.folder(), report);
        }
        return new DeployException(
                Kind.FAILED,
                Work.sentence(failed.getMessage()) + " All changes were undone. Log: "
                        + Services.logs(profile, parts.host()).resolve("proxy.log"),
                failed);
    }

    Outcome stop(ProfileName name) throws DeployException {
        Profile seen = profiles.mendable(name).profile();
        work.requireRights(seen, "stop");
        return work.locked(seen.folder(), seen.manifest().scope(), engine -> {
            Profiles.Found found = profiles.mendable(name);
            Profile profile = found.profile();
            List<String> lines = new ArrayList<>(List.of("Stopped profile '" + name + "'."));
            List<String> troubles = new ArrayList<>();
            UndoReport report =
                    suspend(engine, profile, Manifest.State.PAUSED, () -> troubles.addAll(ending.end(profile)));
            if (!report.complete()) {
                throw Work.incomplete(profile.folder(), report);
            }
            if (!profile.keepsWiring()) {
                lines.add("Tools talk to their providers directly until '" + profile.command("start") + "'.");
            }
            lines.addAll(Work.left(report));
            lines.addAll(found.notes());
            troubles.forEach(trouble -> lines.add("Note: " + trouble));
            return Outcome.of(name.text(), "stopped", profile.url(), lines.toArray(String[]::new));
        });
    }

    /** What a watchdog and an agent do when a profile runs again after they had given up. */
    void resume(ProfileName name) throws DeployException {
        Profile seen = profiles.changeable(name);
        work.locked(seen.folder(), seen.manifest().scope(), engine -> {
            Profile profile = profiles.changeable(name);
            if (profile.manifest().state() != Manifest.State.ACTIVE || isWired(profile)) {
                return profile;
            }
            ManifestChanges changes = new ManifestChanges(profile.folder(), parts.host());
            Transaction transaction = engine.begin(
                    "start", Unfinished.Way.BACK, engine.planner().resumption(changes.read(profile.manifest())));
            try {
                transaction.make(Phase.WIRING);
                transaction.write(Flags.wired(profile, parts.host()), FileContent.of(""));
                Manifest manifest = changes.write(profile.manifest(), transaction.changes())
                        .committed(parts.host().now());
                transaction.write(profile.folder().manifest(), manifest.content());
                transaction.commit();
            } catch (ChangeFailedException | IOException failed) {
                transaction.rollBack();
                throw failed;
            }
            return profile;
        });
    }

    /** What an agent does when it gives up: the profile stays active, and its tools go to their providers. */
    void suspendFailed(ProfileName name) throws DeployException {
        Profile seen = profiles.mendable(name).profile();
        work.locked(seen.folder(), seen.manifest().scope(), engine -> {
            Profile profile = profiles.mendable(name).profile();
            return profile.manifest().state() == Manifest.State.ACTIVE
                    ? suspend(engine, profile, Manifest.State.ACTIVE, () -> {})
                    : UndoReport.CLEAN;
        });
    }

    /**
     * Takes the wiring away for a while. The flag goes first: it acts at once and for everything that looks for it. What else belongs to it is
     * done before the journal ends, so that the next command completes that, too.
     */
    private UndoReport suspend(ChangeEngine engine, Profile profile, Manifest.State state, Runnable then)
            throws IOException {
        ManifestChanges changes = new ManifestChanges(profile.folder(), parts.host());
        WiringFlag flag = new WiringFlag(Flags.wired(profile, parts.host()));
        List<MadeChange> recorded = changes.read(profile.manifest());
        Transaction transaction = engine.begin(
                state == Manifest.State.PAUSED ? Work.STOP : Work.SUSPEND,
                Unfinished.Way.ON,
                engine.planner().suspension(recorded, made -> !profile.keepsWiring() && flag.mustGo(made)));
        if (state == Manifest.State.PAUSED) {
            new AgentFiles(profile.folder()).pause(parts.host());
        }
        if (!profile.keepsWiring()) {
            Files.deleteIfExists(Flags.wired(profile, parts.host()));
        }
        UndoReport report = transaction.undo(Phase.WIRING);
        then.run();
        Manifest manifest = changes.write(profile.manifest(), transaction.changes())
                .with(state)
                .committed(parts.host().now());
        transaction.write(profile.folder().manifest(), manifest.content());
        transaction.commit();
        return report;
    }
}
