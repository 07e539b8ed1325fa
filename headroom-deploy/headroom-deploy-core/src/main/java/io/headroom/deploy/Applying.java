package io.headroom.deploy;

import io.headroom.api.change.ChangeInfo.Phase;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.change.Plan;
import io.headroom.deploy.change.PlanText;
import io.headroom.deploy.change.Planner;
import io.headroom.deploy.change.Step;
import io.headroom.deploy.engine.ChangeEngine;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.identity.Instance;
import io.headroom.deploy.identity.Proving;
import io.headroom.deploy.journal.ChangeFailedException;
import io.headroom.deploy.journal.Transaction;
import io.headroom.deploy.journal.UndoReport;
import io.headroom.deploy.journal.Unfinished;
import io.headroom.deploy.lock.HeldLock;
import io.headroom.deploy.profile.Manifest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Installs a profile, or changes one to what was asked for; tools are sent to a proxy only after it was proven. */
final class Applying {
    private static final Duration LOCAL = Duration.ofSeconds(5);

    private final Parts parts;
    private final Services services;
    private final Work work;
    private final Designer designer;
    private final Preflight preflight;

    Applying(Parts parts, Profiles profiles, Services services, Work work) {
        this.parts = parts;
        this.services = services;
        this.work = work;
        this.designer = new Designer(parts, profiles);
        this.preflight = new Preflight(parts, profiles);
    }

    /** What would be done, and what is in the way. */
    record Preview(Outcome outcome, List<Problem> problems) {}

    Preview preview(ApplyRequest request) throws DeployException {
        Draft draft = designer.draft(request);
        ChangeEngine engine = work.engine(draft.profile().folder(), request.scope());
        Plan plan = plan(engine, draft);
        List<Problem> problems = preflight.check(draft, plan);
        List<String> lines = new ArrayList<>(new PlanText().lines(plan));
        draft.env().values().keySet().forEach(name -> lines.add("Environment of the proxy: " + name));
        lines.addAll(words(draft));
        Outcome outcome = outcome(draft, "planned", lines, sentences(plan));
        return new Preview(outcome, problems);
    }

    Outcome apply(ApplyRequest request) throws DeployException {
        Draft first = designer.draft(request);
        ChangeEngine looking = work.engine(first.profile().folder(), request.scope());
        Problem.refuse(preflight.check(first, plan(looking, first)));
        return work.locked(first.profile().folder(), request.scope(), engine -> {
            // What was waited for may have changed everything.
            Draft draft = designer.draft(request);
            Plan plan = plan(engine, draft);
            Problem.refuse(preflight.check(draft, plan));
            try (HeldLock lock = work.starting(draft.profile().folder())) {
                return lock == null ? null : carryOut(engine, draft, plan);
            }
        });
    }

    private Plan plan(ChangeEngine engine, Draft draft) throws DeployException {
        try {
            return engine.planner().plan(draft.changes(), recorded(draft.existing()));
        } catch (IOException damaged) {
            throw new DeployException(Kind.FAILED, Work.sentence(damaged.getMessage()), damaged);
        }
    }

    private List<MadeChange> recorded(Optional<Profile> existing) throws IOException {
        return existing.isPresent()
                ? new ManifestChanges(existing.get().folder(), parts.host())
                        .read(existing.get().manifest())
                : List.of();
    }

    private Outcome carryOut(ChangeEngine engine, Draft draft, Plan plan) throws DeployException, IOException {
        Optional<Instance> running = running(draft);
        boolean otherStart = draft.startsOtherwise() || touches(plan, Phase.RUNTIME) || touches(plan, Phase.SUPERVISOR);
        if (plan.upToDate() && draft.sameManifest() && running.isPresent() && isActive(draft)) {
            return outcome(
                    draft,
                    "up-to-date",
                    List.of("Profile '" + draft.profile().name() + "' is up to date; nothing changed."),
                    List.of());
        }
        boolean update = draft.existing().isPresent();
        if (update && otherStart && draft.profile().manifest().runtime().equals("jvm")) {
            parts.progress().accept("Trying the new settings on a free port.");
            new Candidate(parts, draft).tryOut();
        }
        Transaction transaction = engine.begin("apply", Unfinished.Way.BACK, plan);
        try {
            Manifest manifest =
                    exchange(engine.planner(), transaction, draft, running, otherStart || running.isEmpty());
            transaction.write(draft.profile().folder().manifest(), manifest.content());
            transaction.commit();
        } catch (ChangeFailedException | SupervisorException | IOException | DeployException failed) {
            throw undone(engine, transaction, draft, failed);
        }
        tellProven(draft);
        List<String> lines = new ArrayList<>();
        if (update) {
            lines.add("Updating profile '" + draft.profile().name() + "'.");
        }
        lines.add("Installed profile '" + draft.profile().name() + "' ("
                + draft.request().preset().key() + ", runtime "
                + draft.profile().manifest().runtime() + ", scope "
                + draft.profile().manifest().text("scope") + ") at "
                + draft.profile().url() + ".");
        lines.addAll(words(draft));
        lines.add("Undo: " + draft.profile().command("remove"));
        return outcome(draft, update ? "updated" : "installed", lines, sentences(plan));
    }

    private boolean isActive(Draft draft) {
        return draft.existing()
                .filter(old -> old.manifest().state() == Manifest.State.ACTIVE)
                .isPresent();
    }

    private static boolean touches(Plan plan, Phase phase) {
        return plan.steps().stream()
                .anyMatch(step -> step.info().phase() == phase && step.action() != Step.Action.KEEP);
    }

    /** The proxy of the existing profile, if it is proven and ready on the port that the new one will have. */
    private Optional<Instance> running(Draft draft) {
        Answer answer = parts.probe().ask(draft.request().port(), Proving.PROBE);
        return answer.isOf(draft.profile().name()) && answer.readiness() == Answer.Readiness.READY
                ? answer.instance()
                : Optional.empty();
    }

    private Manifest exchange(
            Planner planner, Transaction transaction, Draft draft, Optional<Instance> running, boolean start)
            throws ChangeFailedException, SupervisorException, IOException, DeployException {
        Profile profile = draft.profile();
        if (start) {
            stopOther(draft);
        }
        step(transaction, Phase.RUNTIME);
        Flags.handOver(profile, parts.host());
        Manifest staged = profile.manifest().with(Manifest.State.STAGED);
        transaction.write(
                profile.folder().manifest(),
                new ManifestChanges(profile.folder(), parts.host())
                        .write(staged, recorded(draft.existing()))
                        .content());
        step(transaction, Phase.SUPERVISOR);
        if (start) {
            new AgentFiles(profile.folder()).forgetFailures();
            parts.progress().accept("Starting the proxy.");
            Services.act(() -> {
                if (running.isPresent()) {
                    draft.service().supervisor().restart(draft.service().spec(), parts.host());
                } else {
                    draft.service().supervisor().start(draft.service().spec(), parts.host());
                }
            });
            prove(draft, running);
        }
        requireLocal(draft);
        parts.progress().accept("Wiring the tools.");
        step(transaction, Phase.WIRING);
        for (CommandLine check : draft.wiring().checks) {
            check(check, parts.host());
        }
        readBack(planner, draft, transaction);
        transaction.write(Flags.wired(profile, parts.host()), io.headroom.api.change.FileContent.of(""));
        return new ManifestChanges(profile.folder(), parts.host())
                .write(profile.manifest(), transaction.changes())
                .with(Manifest.State.ACTIVE)
                .committed(parts.host().now());
    }

    /** What an update leaves behind is undone before the new takes its place. */
    private static void step(Transaction transaction, Phase phase) throws ChangeFailedException, IOException {
        UndoReport report = transaction.undo(phase);
        if (!report.complete()) {
            UndoReport.Failed failed = report.failed().get(0);
            throw new ChangeFailedException(failed.place(), failed.place() + ": " + failed.reason(), null);
        }
        transaction.make(phase);
    }

    /** A proxy on another port, under another supervisor or in another runtime makes room first. */
    private void stopOther(Draft draft) throws SupervisorException {
        Optional<Profile> old = draft.existing();
        boolean other = old.filter(
                        profile -> profile.manifest().port() != draft.request().port()
                                || !profile.manifest()
                                        .text("supervisor_id")
                                        .equals(draft.service().supervisor().id())
                                || profile.preset() != draft.profile().preset()
                                || profile.inContainer() != draft.profile().inContainer())
                .isPresent();
        if (other && services.find(old.get()).isPresent()) {
            Services.act(() -> services.find(old.get()).get().stop(services.spec(old.get()), parts.host()));
        }
    }

    private void prove(Draft draft, Optional<Instance> former) throws DeployException {
        Proving.Proof proof = new Proving(parts.probe(), parts.nanos(), parts.host()::pause)
                .await(
                        new Proving.Wanted(
                                draft.profile().name(),
                                draft.request().port(),
                                former.map(Instance::id),
                                draft.request().timeout()),
                        () -> state(draft));
        if (!proof.ready()) {
            String why = new AgentFiles(draft.profile().folder())
                    .failure()
                    .map(failure -> failure.reason())
                    .orElse(proof.state());
            throw new DeployException(
                    Kind.FAILED,
                    "Profile '" + draft.profile().name() + "' did not become ready in "
                            + draft.request().timeout().toSeconds() + " s: " + why + ".");
        }
    }

    /** A container that takes this machine for a stranger answers health questions and refuses everything else. */
    private void requireLocal(Draft draft) throws DeployException {
        if (draft.profile().inContainer()
                && !parts.probe().countsAsLocal(draft.request().port(), LOCAL)) {
            throw new DeployException(
                    Kind.FAILED,
                    "The proxy in the container takes requests of this machine for a stranger's: this engine does not send"
                            + " them by the container's gateway. Find the address that they have in there, and run again"
                            + " with --env HEADROOM_LOCAL_PEERS=<address>.");
        }
    }

    /** What a supervisor kept for the way back can stay where it does not want to go: the next start puts it in order. */
    private void tellProven(Draft draft) {
        try {
            Services.act(
                    () -> draft.service().supervisor().proven(draft.service().spec(), parts.host()));
        } catch (SupervisorException kept) {
            parts.progress().accept(Work.sentence(kept.getMessage()));
        }
    }

    private ServiceState state(Draft draft) {
        try {
            if (new AgentFiles(draft.profile().folder()).failure().isPresent()) {
                return ServiceState.of(ServiceState.Status.FAILED);
            }
            return draft.service().supervisor().state(draft.service().spec(), parts.host());
        } catch (RuntimeException broken) {
            return ServiceState.of(ServiceState.Status.UNKNOWN);
        }
    }

    private void readBack(Planner planner, Draft draft, Transaction transaction) throws DeployException {
        ReadBack readBack = new ReadBack(parts.host(), draft);
        Optional<String> fault = readBack.lost(planner, transaction.changes())
                .or(() -> readBack.astray(new Wirings(parts, Set.of())
                        .after(draft.request(), draft.launcher().program(), draft.wiring())));
        if (fault.isPresent()) {
            throw new DeployException(Kind.FAILED, fault.get() + ".");
        }
    }

    /** Asks a tool whether it accepts what was made. */
    static void check(CommandLine check, Host host) throws ChangeFailedException {
        CommandResult result = host.query(check);
        if (!result.succeeded()) {
            String said = result.error().isBlank() ? result.output() : result.error();
            throw new ChangeFailedException(
                    "check",
                    "'" + String.join(" ", check.arguments()) + "' does not accept the new configuration: "
                            + said.strip().lines().findFirst().orElse("exit " + result.exitCode()),
                    null);
        }
    }

    private DeployException undone(ChangeEngine engine, Transaction transaction, Draft draft, Exception failed)
            throws IOException {
        parts.progress().accept("It failed; undoing all changes.");
        stopQuietly(draft);
        UndoReport report = transaction.rollBack();
        if (!report.complete()) {
            List<String> messages = new ArrayList<>(List.of(Work.sentence(failed.getMessage())));
            messages.addAll(Work.incomplete(draft.profile().folder(), report).messages());
            return new DeployException(Kind.UNDO_INCOMPLETE, messages);
        }
        if (draft.existing().isPresent()) {
            startOld(draft.existing().get());
        } else {
            engine.discard();
        }
        return new DeployException(
                Kind.FAILED,
                Work.sentence(failed.getMessage()) + " All changes were undone. Log: "
                        + Services.logs(draft.profile(), parts.host()).resolve("proxy.log"),
                failed);
    }

    private void stopQuietly(Draft draft) {
        try {
            Services.act(() -> draft.service().supervisor().stop(draft.service().spec(), parts.host()));
        } catch (SupervisorException gone) {
            // What was not started, or whose manager is broken, has nothing to stop; undoing goes on in any case.
            parts.progress().accept(Work.sentence(gone.getMessage()));
        }
    }

    private void startOld(Profile old) {
        try {
            if (old.manifest().state() == Manifest.State.ACTIVE
                    && services.find(old).isPresent()) {
                Services.act(() -> services.find(old).get().restart(services.spec(old), parts.host()));
            }
        } catch (SupervisorException refused) {
            parts.progress().accept("The former proxy did not start again: " + Work.sentence(refused.getMessage()));
        }
    }

    private static List<String> sentences(Plan plan) {
        return plan.steps().stream()
                .filter(step -> step.action() != Step.Action.KEEP)
                .map(step -> step.info().sentence())
                .toList();
    }

    private static List<String> words(Draft draft) {
        List<String> lines = new ArrayList<>();
        draft.wiring()
                .wired
                .forEach((target, how) -> lines.add("Wired: " + target + (how.isEmpty() ? "" : " (" + how + ")")));
        draft.wiring().skipped.forEach((target, reason) -> lines.add("Skipped: " + target + " (" + reason + ")"));
        if (draft.wiring().wired.isEmpty()) {
            lines.add("Note: no tool is wired; the proxy runs alone");
        }
        draft.degraded().forEach(one -> lines.add("Note: " + one.text()));
        draft.notes().forEach(note -> lines.add("Note: " + note));
        return lines;
    }

    private Outcome outcome(Draft draft, String result, List<String> lines, List<String> changes) {
        return new Outcome(
                draft.profile().name(),
                result,
                draft.profile().url(),
                lines,
                changes,
                List.copyOf(draft.wiring().wired.keySet()),
                draft.wiring().skipped,
                draft.degraded(),
                draft.notes());
    }
}
