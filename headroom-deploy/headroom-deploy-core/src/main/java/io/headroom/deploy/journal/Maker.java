package io.headroom.deploy.journal;

import io.headroom.api.change.Change;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.Host;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.change.Stacks;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes and undoes single changes, each under the lock of what profiles share and written down before. Ownership claims at least what is
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

    /** Makes a change; if somebody writes the file at the same moment, once more. */
    MadeChange make(JournalState state, Change change, Optional<MadeChange> recorded)
            throws IOException, EditRefusedException {
        Ownership ownership = owners.of(change);
        HeldLock held = lock.take(ownership);
        try {
            try {
                return makeOnce(state, change, recorded, ownership);
            } catch (StaleFileException e) {
                return makeOnce(state, change, recorded, ownership);
            }
        } finally {
            held.close();
        }
    }

    private MadeChange makeOnce(JournalState state, Change change, Optional<MadeChange> recorded, Ownership ownership)
            throws IOException, EditRefusedException {
        Optional<String> obstacle = surfaces.obstacle(change);
        if (obstacle.isPresent()) {
            throw new EditRefusedException(0, 0, obstacle.get());
        }
        Optional<FileContent> read = surfaces.read(change);
        OptionalInt mode = surfaces.mode(change);
        Stack former = stacks.of(change, read);
        Optional<FileContent> now = Surfaces.known(change, !former.isEmpty(), read);
        Restacked next = stacking.add(former, now, mode, change);
        Intent intent = intent(state, Intent.Kind.MAKE, change, recorded, now, mode, former, next);
        write(state, intent, now, next.content());
        if (next.aside().isPresent()) {
            kept.keep(change, next.aside().get());
        }
        ownership.save(next.stack(), surfaces.missingFolders(change));
        try {
            surfaces.write(change, next.content(), next.mode(), ContentHash.of(now));
        } catch (StaleFileException e) {
            ownership.save(former);
            journal.undone(state, intent);
            throw e;
        }
        journal.done(state, intent);
        return made(change, next.stack(), now);
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

    /** Undoes a change, if it is there. */
    Undone undo(JournalState state, MadeChange made) throws IOException, EditRefusedException {
        Change change = made.change();
        Ownership ownership = owners.of(change);
        HeldLock held = lock.take(ownership);
        try {
            try {
                return undoOnce(state, made, ownership);
            } catch (StaleFileException e) {
                return undoOnce(state, made, ownership);
            }
        } finally {
            held.close();
        }
    }

    private Undone undoOnce(JournalState state, MadeChange made, Ownership ownership)
            throws IOException, EditRefusedException {
        Change change = made.change();
        Optional<FileContent> read = surfaces.read(change);
        Stack former = stacks.of(change, read);
        Optional<FileContent> now = Surfaces.known(change, !former.isEmpty(), read);
        if (former.layer(change).isEmpty()) {
            tidy(ownership, change);
            return new Undone(made, UndoReport.CLEAN);
        }
        Restacked next = stacking.remove(former, now, change);
        Intent intent =
                intent(state, Intent.Kind.UNDO, change, Optional.of(made), now, surfaces.mode(change), former, next);
        write(state, intent, now, next.content());
        UndoReport report = UndoReport.CLEAN;
        if (next.aside().isPresent()) {
            report = report.and(UndoReport.left(
                    change, List.of(), kept.keep(change, next.aside().get())));
        }
        if (!next.left().isEmpty()) {
            report = report.and(UndoReport.left(change, next.left(), Optional.empty()));
        }
        put(change, now, next.content(), next.mode());
        ownership.save(next.stack());
        tidy(ownership, change);
        journal.done(state, intent);
        MadeChange gone = new MadeChange(
                change, made.state(), made.before(), made.after(), Stacking.traces(former, change), made.doneAt());
        return new Undone(gone, report);
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
            ownership.save(former, before.isPresent() ? surfaces.missingFolders(change) : List.of());
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
        ownership.save(next.stack(), surfaces.missingFolders(change));
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

    /** Commands are told to do something only where there is something to do. */
    private void put(Change change, Optional<FileContent> now, Optional<FileContent> next, OptionalInt mode)
            throws IOException {
        if (Surface.of(change).kind() == Surface.Kind.FILE || !next.equals(now)) {
            surfaces.write(change, next, mode, ContentHash.of(now));
        }
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

    private Intent intent(
            JournalState state,
            Intent.Kind kind,
            Change change,
            Optional<MadeChange> recorded,
            Optional<FileContent> now,
            OptionalInt mode,
            Stack former,
            Restacked next)
            throws IOException {
        return new Intent(
                state.nextNumber(),
                kind,
                Optional.of(change),
                recorded,
                Optional.empty(),
                ContentHash.of(now),
                mode,
                ContentHash.of(next.content()),
                surfaces.way(change),
                Optional.of(former),
                Optional.of(next.stack()));
    }

    private void write(JournalState state, Intent intent, Optional<FileContent> now, Optional<FileContent> next)
            throws IOException {
        if (now.isPresent()) {
            journal.backup().put(now.get());
        }
        if (intent.way() == AtomicFiles.Way.IN_PLACE && next.isPresent()) {
            journal.backup().put(next.get());
        }
        journal.intend(state, intent);
    }

    private void tidy(Ownership ownership, Change change) throws IOException {
        Optional<java.nio.file.Path> place = surfaces.place(change);
        if (place.isPresent()) {
            ownership.tidy(place.get());
        }
    }

    /** What was undone. */
    record Undone(MadeChange made, UndoReport report) {}
}
