package io.headroom.deploy.journal;

import io.headroom.api.change.Change;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.Host;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.change.Stacks;
import io.headroom.deploy.change.Step;
import io.headroom.deploy.change.Views;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.file.AtomicFiles;
import io.headroom.deploy.file.ContentHash;
import io.headroom.deploy.file.StaleFileException;
import io.headroom.deploy.lock.HeldLock;
import io.headroom.deploy.ownership.Owners;
import io.headroom.deploy.ownership.Ownership;
import io.headroom.deploy.ownership.Restacked;
import io.headroom.deploy.ownership.Stack;
import io.headroom.deploy.ownership.Stacking;
import io.headroom.deploy.surface.Surface;
import io.headroom.deploy.surface.Surfaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes and undoes changes, those that are written at once together, under the lock of what profiles share and written down before. Ownership claims at least what is
 * there: it is written before a change is made and after one was undone, so that what a crash leaves is always known as ours.
 */
final class Maker {
    private final Host host;
    private final Journal journal;
    private final Owners owners;
    private final Stacks stacks;
    private final Stacking stacking;
    private final Surfaces surfaces;
    private final SharedLock lock;
    private final KeptAside kept;

    Maker(
            Host host,
            Journal journal,
            Owners owners,
            Stacks stacks,
            Stacking stacking,
            Surfaces surfaces,
            SharedLock lock,
            KeptAside kept) {
        this.host = host;
        this.journal = journal;
        this.owners = owners;
        this.stacks = stacks;
        this.stacking = stacking;
        this.surfaces = surfaces;
        this.lock = lock;
        this.kept = kept;
    }

    /** Makes changes that are written at once; if somebody writes there at the same moment, once more. */
    List<MadeChange> make(JournalState state, List<Step> steps) throws IOException, EditRefusedException {
        Ownership ownership = owners.of(steps.get(0).change());
        HeldLock held = lock.take(ownership);
        try {
            try {
                return makeOnce(state, steps, ownership);
            } catch (StaleFileException e) {
                return makeOnce(state, steps, ownership);
            }
        } finally {
            held.close();
        }
    }

    private List<MadeChange> makeOnce(JournalState state, List<Step> steps, Ownership ownership)
            throws IOException, EditRefusedException {
        Together together = new Together(new Views(stacks, surfaces), surfaces);
        for (Step step : steps) {
            Optional<String> obstacle = surfaces.obstacle(step.change());
            if (obstacle.isPresent()) {
                throw new EditRefusedException(0, 0, obstacle.get());
            }
            Views.View view = together.view(step.change());
            Restacked next = stacking.add(view.stack(), view.now(), view.mode(), step.change());
            together.add(step.change(), step.recorded(), view, next);
        }
        List<Intent> intents = intend(state, Intent.Kind.MAKE, together);
        List<Path> missing = new ArrayList<>();
        for (Together.Part part : together.parts()) {
            if (part.next().aside().isPresent()) {
                kept.keep(part.change(), part.next().aside().get());
            }
            missing.addAll(surfaces.missingFolders(part.change()));
        }
        ownership.save(together.next(), missing);
        try {
            surfaces.write(together.writes());
        } catch (StaleFileException e) {
            ownership.save(together.former(), List.of());
            for (Intent intent : intents) {
                journal.undone(state, intent);
            }
            throw e;
        }
        for (Intent intent : intents) {
            journal.done(state, intent);
        }
        List<MadeChange> made = new ArrayList<>();
        for (Together.Part part : together.parts()) {
            made.add(made(part.change(), part.next().stack(), part.view().now()));
        }
        return made;
    }

    private MadeChange made(Change change, Stack stack, Optional<FileContent> now) throws IOException {
        Optional<FileContent> before = stack.layers().size() == 1 ? stack.base().content() : now;
        if (before.isPresent()) {
            journal.backup().put(before.get());
        }
        return new MadeChange(
                change,
                MadeChange.State.MADE,
                ContentHash.of(before),
                stack.after(),
                Stacking.traces(stack, change),
                host.now());
    }

    /** Undoes changes that are written at once, if they are there. */
    List<Undone> undo(JournalState state, List<MadeChange> changes) throws IOException, EditRefusedException {
        Ownership ownership = owners.of(changes.get(0).change());
        HeldLock held = lock.take(ownership);
        try {
            try {
                return undoOnce(state, changes, ownership);
            } catch (StaleFileException e) {
                return undoOnce(state, changes, ownership);
            }
        } finally {
            held.close();
        }
    }

    private List<Undone> undoOnce(JournalState state, List<MadeChange> changes, Ownership ownership)
            throws IOException, EditRefusedException {
        Together together = new Together(new Views(stacks, surfaces), surfaces);
        List<Undone> undone = new ArrayList<>();
        for (MadeChange made : changes) {
            Change change = made.change();
            Views.View view = together.view(change);
            if (view.stack().layer(change).isEmpty()) {
                tidy(ownership, change);
                undone.add(new Undone(made, UndoReport.CLEAN));
            } else {
                together.add(change, Optional.of(made), view, stacking.remove(view.stack(), view.now(), change));
            }
        }
        if (together.parts().isEmpty()) {
            return undone;
        }
        List<Intent> intents = intend(state, Intent.Kind.UNDO, together);
        for (Together.Part part : together.parts()) {
            undone.add(new Undone(gone(part), left(part)));
        }
        put(together.writes());
        ownership.save(together.next(), List.of());
        for (Together.Part part : together.parts()) {
            tidy(ownership, part.change());
        }
        for (Intent intent : intents) {
            journal.done(state, intent);
        }
        return undone;
    }

    private static MadeChange gone(Together.Part part) {
        MadeChange made = part.recorded().orElseThrow();
        return new MadeChange(
                made.change(),
                made.state(),
                made.before(),
                made.after(),
                Stacking.traces(part.view().stack(), made.change()),
                made.doneAt());
    }

    private UndoReport left(Together.Part part) throws IOException {
        UndoReport report = UndoReport.CLEAN;
        Restacked next = part.next();
        if (next.aside().isPresent()) {
            report = report.and(UndoReport.left(
                    part.change(),
                    List.of(),
                    kept.keep(part.change(), next.aside().get())));
        }
        return next.left().isEmpty()
                ? report
                : report.and(UndoReport.left(part.change(), next.left(), Optional.empty()));
    }

    /** Takes a step back, whether it was completed or not. */
    UndoReport rollBack(JournalState state, Intent intent) throws IOException, EditRefusedException {
        if (intent.change().isEmpty()) {
            throw new IllegalArgumentException("not a change: " + intent.n());
        }
        Change change = intent.change().get();
        Ownership ownership = owners.of(change);
        HeldLock held = lock.take(ownership);
        try {
            kept.sweep(change);
            // Whether a command was run is not known: it is taken for done, and taken back.
            Optional<FileContent> now = Surfaces.known(change, intent.planned().isPresent(), surfaces.read(change));
            Optional<Stack> current = current(ownership, change, intent);
            UndoReport report = UndoReport.CLEAN;
            boolean alone =
                    (current.isEmpty() && !ownership.knows(change.info().owner().profile()))
                            || current.equals(intent.next().filter(stack -> !stack.isEmpty()))
                            || current.equals(intent.former().filter(stack -> !stack.isEmpty()));
            if (alone && explains(intent, now)) {
                goBack(intent, change, now, ownership);
            } else if (intent.kind() == Intent.Kind.MAKE) {
                report = takeOut(intent, change, now, current, ownership);
            } else if (current.isEmpty() || current.get().layer(change).isEmpty()) {
                putIn(change, now, ownership);
            }
            tidy(ownership, change);
            journal.undone(state, intent);
            return report;
        } finally {
            held.close();
        }
    }

    /** Finishes an undo that died between writing and forgetting, or in the middle of writing in place. */
    void settle(Intent intent) throws IOException {
        Change change = intent.change().orElseThrow();
        Ownership ownership = owners.of(change);
        HeldLock held = lock.take(ownership);
        try {
            kept.sweep(change);
            Optional<FileContent> now = Surfaces.known(change, intent.before().isPresent(), surfaces.read(change));
            Optional<Stack> current = current(ownership, change, intent);
            if (!current.equals(intent.former().filter(stack -> !stack.isEmpty()))) {
                return;
            }
            if (isPart(intent, now)) {
                put(change, now, image(intent.planned()), OptionalInt.empty());
                now = surfaces.read(change);
            }
            boolean there = ContentHash.of(now).equals(intent.planned())
                    && !intent.planned().equals(intent.before());
            if (there && intent.next().isPresent()) {
                ownership.save(intent.next().get());
                tidy(ownership, change);
            }
        } finally {
            held.close();
        }
    }

    private void goBack(Intent intent, Change change, Optional<FileContent> now, Ownership ownership)
            throws IOException {
        Optional<FileContent> before = image(intent.before());
        Stack former = intent.former().orElseThrow();
        if (intent.kind() == Intent.Kind.UNDO) {
            ownership.save(List.of(former), before.isPresent() ? surfaces.missingFolders(change) : List.of());
        }
        put(change, now, before, intent.mode());
        if (intent.kind() == Intent.Kind.MAKE) {
            ownership.save(former);
        }
    }

    /** Somebody else wrote since: only our own part goes, and what it had replaced comes back. */
    private UndoReport takeOut(
            Intent intent, Change change, Optional<FileContent> now, Optional<Stack> current, Ownership ownership)
            throws IOException, EditRefusedException {
        if (current.isEmpty() || current.get().layer(change).isEmpty()) {
            return UndoReport.CLEAN;
        }
        Restacked next = stacking.remove(current.get(), now, change);
        UndoReport report = UndoReport.CLEAN;
        if (next.aside().isPresent()) {
            report = report.and(UndoReport.left(
                    change, List.of(), kept.keep(change, next.aside().get())));
        }
        put(change, now, next.content(), next.mode());
        ownership.save(next.stack());
        Optional<MadeChange> replaced = intent.recorded().filter(made -> made.state() == MadeChange.State.MADE);
        if (replaced.isPresent()) {
            Change old = replaced.get().change();
            putIn(old, surfaces.read(old), ownership);
        }
        return next.left().isEmpty() ? report : report.and(UndoReport.left(change, next.left(), Optional.empty()));
    }

    private void putIn(Change change, Optional<FileContent> now, Ownership ownership)
            throws IOException, EditRefusedException {
        Stack stack = stacks.of(change, now);
        Restacked next =
                stacking.add(stack, Surfaces.known(change, !stack.isEmpty(), now), surfaces.mode(change), change);
        ownership.save(List.of(next.stack()), surfaces.missingFolders(change));
        put(change, now, next.content(), next.mode());
    }

    private Optional<Stack> current(Ownership ownership, Change change, Intent intent) throws IOException {
        Optional<Stack> holding = ownership.holding(change);
        if (holding.isPresent()) {
            return holding;
        }
        String key = intent.former().map(Stack::key).orElse(surfaces.key(change));
        return ownership.find(key);
    }

    private void put(Change change, Optional<FileContent> now, Optional<FileContent> next, OptionalInt mode)
            throws IOException {
        put(List.of(new Surfaces.Write(change, now, next, mode)));
    }

    /** Commands are told to do something only where there is something to do. */
    private void put(List<Surfaces.Write> writes) throws IOException {
        surfaces.write(writes.stream()
                .filter(write -> Surface.of(write.change()).kind() == Surface.Kind.FILE
                        || !write.next().equals(write.now()))
                .toList());
    }

    private boolean explains(Intent intent, Optional<FileContent> now) throws IOException {
        Optional<ContentHash> hash = ContentHash.of(now);
        return hash.equals(intent.before()) || hash.equals(intent.planned()) || isPart(intent, now);
    }

    /** Writing in place leaves a beginning of the new bytes. */
    private boolean isPart(Intent intent, Optional<FileContent> now) throws IOException {
        if (intent.way() != AtomicFiles.Way.IN_PLACE || intent.planned().isEmpty() || now.isEmpty()) {
            return false;
        }
        byte[] planned = image(intent.planned()).orElseThrow().bytes();
        byte[] there = now.get().bytes();
        return there.length < planned.length
                && java.util.Arrays.equals(there, 0, there.length, planned, 0, there.length);
    }

    private Optional<FileContent> image(Optional<ContentHash> hash) throws IOException {
        if (hash.isEmpty()) {
            return Optional.empty();
        }
        Optional<FileContent> content = journal.backup().find(hash.get());
        if (content.isEmpty()) {
            throw new IOException("its former bytes are lost: " + hash.get().hex());
        }
        return content;
    }

    /** Writes down what is about to happen, each change on a line of its own. */
    private List<Intent> intend(JournalState state, Intent.Kind kind, Together together) throws IOException {
        List<Surfaces.Write> writes = together.writes();
        for (Surfaces.Write write : writes) {
            if (write.now().isPresent()) {
                journal.backup().put(write.now().get());
            }
            if (write.next().isPresent() && surfaces.way(write.change()) == AtomicFiles.Way.IN_PLACE) {
                journal.backup().put(write.next().get());
            }
        }
        List<Intent> intents = new ArrayList<>();
        for (Together.Part part : together.parts()) {
            Intent intent = together.intent(state, kind, part);
            journal.intend(state, intent);
            intents.add(intent);
        }
        return intents;
    }

    private void tidy(Ownership ownership, Change change) throws IOException {
        Optional<Path> place = surfaces.place(change);
        if (place.isPresent()) {
            ownership.tidy(place.get());
        }
    }

    /** What was undone. */
    record Undone(MadeChange made, UndoReport report) {}
}
