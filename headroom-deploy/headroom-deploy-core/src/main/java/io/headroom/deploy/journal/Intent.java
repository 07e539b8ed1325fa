package io.headroom.deploy.journal;

import io.headroom.api.change.Change;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.file.AtomicFiles;
import io.headroom.deploy.file.ContentHash;
import io.headroom.deploy.ownership.Stack;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is about to happen to a surface, written down before it does.
 *
 * @param n its number in the transaction
 * @param kind what it is
 * @param change which change; empty for a file of the deployment
 * @param recorded the record that it replaces or undoes
 * @param path the file of the deployment
 * @param before what is there
 * @param mode the mode of what is there
 * @param planned what will be there
 * @param way whether it gets there at once
 * @param former what of the surface is ours
 * @param next what will be ours
 */
record Intent(
        int n,
        Kind kind,
        Optional<Change> change,
        Optional<MadeChange> recorded,
        Optional<Path> path,
        Optional<ContentHash> before,
        OptionalInt mode,
        Optional<ContentHash> planned,
        AtomicFiles.Way way,
        Optional<Stack> former,
        Optional<Stack> next) {
    /** What is about to happen. */
    enum Kind {
        /** A change is made. */
        MAKE,
        /** A change is undone. */
        UNDO,
        /** A file of the deployment is written. */
        WRITE
    }

    String id() {
        return change.map(made -> made.info().id()).orElse("");
    }

    String place() {
        return change.isPresent()
                ? io.headroom.deploy.surface.Surface.of(change.get()).name()
                : path.map(Path::toString).orElse("");
    }
}
