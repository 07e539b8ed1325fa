package io.headroom.deploy.journal;

import io.headroom.api.change.Change;
import io.headroom.api.host.Host;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.change.Plan;
import io.headroom.deploy.change.Stacks;
import io.headroom.deploy.change.Step;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.file.AtomicFiles;
import io.headroom.deploy.file.ContentHash;
import io.headroom.deploy.file.Images;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.lock.HeldLock;
import io.headroom.deploy.ownership.Owners;
import io.headroom.deploy.ownership.Ownership;
import io.headroom.deploy.ownership.Stack;
import io.headroom.deploy.ownership.Stacking;
import io.headroom.deploy.surface.Surface;
import io.headroom.deploy.surface.Surfaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Begins transactions of a profile, ends them, and finishes those that a crash left (D-204 to D-206). The caller holds the profile's lock. */
public final class Journals {
    private static final DateTimeFormatter NAMES =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Host host;
    private final Owners owners;
    private final SharedLock lock;
    private final Stacks stacks;
    private final Journal journal;
    private final Maker maker;
    private final OwnFiles ownFiles;
    private final KeptManifest manifest;

    /**
     * Creates the journals of a profile. Touches nothing.
     *
     * @param host the machine
     * @param own the profile's folder
     * @param owners who knows what is owned
     * @param parts what changes are made with
     */
    public Journals(Host host, Path own, Owners owners, Parts parts) {
        this.host = host;
        this.owners = owners;
        this.lock = parts.lock();
        this.stacks = parts.stacks();
        this.journal = new Journal(own, parts.files(), parts.backup(), parts.steps());
        Path kept = own.resolveSibling("kept").resolve(own.getFileName());
        this.maker = new Maker(
                host,
                journal,
                owners,
                parts.stacks(),
                parts.stacking(),
                parts.surfaces(),
                lock,
                new KeptAside(kept, parts.files()));
        this.ownFiles = new OwnFiles(journal, parts.files());
        this.manifest = new KeptManifest(own, parts.files());
    }

    /**
     * What changes are made with.
     *
     * @param files writes files
     * @param backup the profile's before-images
     * @param surfaces what is there
     * @param stacks what of it is ours
     * @param stacking puts changes on it and takes them away
     * @param lock the lock of what profiles share
     * @param steps told of every line
     */
    public record Parts(
            AtomicFiles files,
            Images backup,
            Surfaces surfaces,
            Stacks stacks,
            Stacking stacking,
            SharedLock lock,
            Steps steps) {}

    /** Writes a manifest. */
    @FunctionalInterface
    public interface ManifestWriter {
        /**
         * Writes what is made now.
         *
         * @param finished the transaction that was completed
         * @param changes the records
         * @throws IOException if they cannot be written; the transaction stays unfinished
         */
        void write(Unfinished finished, List<MadeChange> changes) throws IOException;
    }

    Maker maker() {
        return maker;
    }

    OwnFiles ownFiles() {
        return ownFiles;
    }

    /**
     * Begins a transaction.
     *
     * @param command the command
     * @param way what a crash leads to
     * @param plan a plan without refusals
     * @return the transaction
     * @throws IOException if the journal cannot be written
     */
    public Transaction begin(String command, Unfinished.Way way, Plan plan) throws IOException {
        if (!plan.refusals().isEmpty()) {
            throw new IllegalArgumentException("a plan with refusals cannot be begun");
        }
        boolean makes = plan.steps().stream()
                .anyMatch(step -> step.action() == Step.Action.MAKE || step.action() == Step.Action.RESUME);
        if (makes && way == Unfinished.Way.ON) {
            throw new IllegalArgumentException("a plan that makes something is rolled back after a crash");
        }
        if (unfinished().isPresent()) {
            throw new IllegalStateException("a transaction has to be recovered first");
        }
        journal.resume();
        List<MadeChange> recorded = new ArrayList<>();
        plan.steps().forEach(step -> step.recorded().ifPresent(recorded::add));
        adopt(recorded);
        String name = NAMES.format(host.now()) + "-" + ProcessHandle.current().pid();
        JournalState state = journal.begin(new Unfinished(name, command, way), plan);
        return new PlannedTransaction(state, plan.steps(), this);
    }

    /**
     * Looks for a transaction that ended with its process.
     *
     * @return the transaction
     * @throws IOException if the journal cannot be read
     */
    public Optional<Unfinished> unfinished() throws IOException {
        return journal.read().filter(state -> !state.isEnded()).map(JournalState::begun);
    }

    /**
     * Finishes a transaction that ended with its process.
     *
     * @param writer writes down what is made now, before a completed transaction is forgotten; not called after a rollback, which puts
     *     the manifest back
     * @return what was done
     * @throws IOException if the journal cannot be read or written
     */
    public Recovered recover(ManifestWriter writer) throws IOException {
        Optional<JournalState> found = journal.resume();
        if (found.isEmpty()) {
            return new Recovered(Optional.empty(), List.of(), UndoReport.CLEAN);
        }
        JournalState state = found.get();
        Records records = Records.ofPlanned(state.plan());
        if (state.begun().way() == Unfinished.Way.BACK) {
            List<MadeChange> former = records.all();
            return new Recovered(Optional.of(state.begun()), former, rollBack(state, former));
        }
        adopt(records.all().stream().filter(made -> !state.isUndone(made.id())).toList());
        UndoReport report = complete(state, records);
        if (report.complete()) {
            writer.write(state.begun(), records.all());
            this.manifest.keep();
            commit(state, records.all());
        }
        return new Recovered(Optional.of(state.begun()), records.all(), report);
    }

    private UndoReport complete(JournalState state, Records records) {
        UndoReport report = UndoReport.CLEAN;
        for (Intent intent : state.intents()) {
            if (intent.kind() == Intent.Kind.UNDO && !state.isDone(intent) && !state.isUndone(intent)) {
                try {
                    maker.settle(intent);
                } catch (IOException e) {
                    report = report.and(UndoReport.failed(intent.place(), e));
                }
            }
        }
        List<JournalState.Planned> backwards = new ArrayList<>(state.plan());
        backwards.removeIf(step -> step.action() != Step.Action.UNDO && step.action() != Step.Action.SUSPEND);
        Collections.reverse(backwards);
        return report.and(undo(state, backwards, records));
    }

    /** What only the manifest knows, since ownership was deleted by hand, is made known before anything builds on it. */
    private void adopt(List<MadeChange> recorded) throws IOException {
        Map<Ownership, List<Stack>> lost = new LinkedHashMap<>();
        for (Map.Entry<Stack, Ownership> entry : stacks.lost(recorded).entrySet()) {
            lost.computeIfAbsent(entry.getValue(), ownership -> new ArrayList<>())
                    .add(entry.getKey());
        }
        for (Map.Entry<Ownership, List<Stack>> entry : lost.entrySet()) {
            HeldLock held = lock.take(entry.getKey());
            try {
                entry.getKey().save(entry.getValue(), List.of());
            } finally {
                held.close();
            }
        }
    }

    /** Takes steps that undo something, in this order, and goes on after a failing one. */
    UndoReport undo(JournalState state, List<JournalState.Planned> steps, Records records) {
        UndoReport report = UndoReport.CLEAN;
        List<JournalState.Planned> there = new ArrayList<>();
        for (JournalState.Planned step : steps) {
            if (step.made().state() == MadeChange.State.SUSPENDED) {
                note(step.action(), step.made(), records);
            } else {
                there.add(step);
            }
        }
        for (List<JournalState.Planned> group :
                Together.groups(there, step -> step.made().change())) {
            report = report.and(undoGroup(state, group, records));
        }
        return report;
    }

    /** Where some of what is written at once cannot be undone, the others are, each alone. */
    private UndoReport undoGroup(JournalState state, List<JournalState.Planned> group, Records records) {
        UndoReport report = UndoReport.CLEAN;
        try {
            List<Maker.Undone> undone = maker.undo(
                    state, group.stream().map(JournalState.Planned::made).toList());
            for (JournalState.Planned step : group) {
                Maker.Undone one = undone.stream()
                        .filter(candidate ->
                                candidate.made().id().equals(step.made().id()))
                        .findFirst()
                        .orElseThrow();
                note(step.action(), one.made(), records);
                report = report.and(one.report());
            }
        } catch (IOException | EditRefusedException e) {
            if (group.size() == 1) {
                return UndoReport.failed(
                        Surface.of(group.get(0).made().change()).name(), e);
            }
            for (JournalState.Planned step : group) {
                report = report.and(undoGroup(state, List.of(step), records));
            }
        }
        return report;
    }

    private void note(Step.Action action, MadeChange gone, Records records) {
        if (action == Step.Action.UNDO) {
            records.remove(gone.id());
        } else {
            records.put(new MadeChange(
                    gone.change(), MadeChange.State.SUSPENDED, gone.before(), gone.after(), gone.traces(), host.now()));
        }
    }

    UndoReport rollBack(JournalState state, List<MadeChange> former) throws IOException {
        UndoReport report = UndoReport.CLEAN;
        List<Intent> intents = state.intents();
        for (int at = intents.size() - 1; at >= 0; at--) {
            Intent intent = intents.get(at);
            if (!state.isUndone(intent)) {
                report = report.and(rollBack(state, intent));
            }
        }
        if (report.complete()) {
            manifest.keepAfter(state);
            journal.end(state, "rolled-back");
            sweep(former);
        }
        return report;
    }

    private UndoReport rollBack(JournalState state, Intent intent) {
        try {
            if (intent.kind() != Intent.Kind.WRITE) {
                return maker.rollBack(state, intent);
            }
            ownFiles.rollBack(state, intent);
            return UndoReport.CLEAN;
        } catch (IOException | EditRefusedException e) {
            return UndoReport.failed(intent.place(), e);
        }
    }

    void commit(JournalState state, List<MadeChange> changes) throws IOException {
        manifest.keepAfter(state);
        journal.end(state, "commit");
        sweep(changes);
    }

    /** Before-images live as long as the change does. */
    private void sweep(List<MadeChange> changes) throws IOException {
        Set<ContentHash> needed = new HashSet<>();
        for (MadeChange made : changes) {
            made.before().ifPresent(needed::add);
            if (made.change() instanceof Change.OwnFile file) {
                needed.add(ContentHash.of(file.content()));
            }
        }
        journal.backup().retain(needed);
        sweep(owners.account());
        if (!owners.machine().folder().equals(owners.account().folder())) {
            sweep(owners.machine());
        }
    }

    private void sweep(Ownership ownership) throws IOException {
        // The agent of a profile of the machine runs as an account that may not write there; root's next command does.
        if (Files.isDirectory(ownership.folder()) && Files.isWritable(ownership.folder())) {
            HeldLock held = lock.take(ownership);
            try {
                ownership.sweep();
            } finally {
                held.close();
            }
        }
    }
}
