package io.headroom.deploy.journal;

import io.headroom.api.change.Change;
import io.headroom.deploy.surface.Surface;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What undoing could not or must not do.
 *
 * @param left what the user had changed since, and that was left
 * @param failed what is still to be undone
 */
public record UndoReport(List<Left> left, List<Failed> failed) {
    /**
     * Something that the user had changed since.
     *
     * @param place the file, or what else
     * @param keys which parts; empty for all of it
     * @param keptAt where it was put aside
     */
    public record Left(String place, List<String> keys, Optional<Path> keptAt) {
        public Left {
            keys = List.copyOf(keys);
        }
    }

    /**
     * Something that is still to be undone.
     *
     * @param place the file, or what else
     * @param reason why, in words that fit behind a colon
     */
    public record Failed(String place, String reason) {}

    /** Nothing to report. */
    public static final UndoReport CLEAN = new UndoReport(List.of(), List.of());

    public UndoReport {
        left = List.copyOf(left);
        failed = List.copyOf(failed);
    }

    static UndoReport left(Change change, List<String> keys, Optional<Path> keptAt) {
        return new UndoReport(List.of(new Left(Surface.of(change).name(), keys, keptAt)), List.of());
    }

    static UndoReport failed(String place, Exception cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new UndoReport(List.of(), List.of(new Failed(place, reason)));
    }

    /**
     * Whether everything was undone.
     *
     * @return whether nothing failed
     */
    public boolean complete() {
        return failed.isEmpty();
    }

    /**
     * Both reports.
     *
     * @param other what came after
     * @return a new report
     */
    public UndoReport and(UndoReport other) {
        List<Left> allLeft = new ArrayList<>(left);
        allLeft.addAll(other.left);
        List<Failed> allFailed = new ArrayList<>(failed);
        allFailed.addAll(other.failed);
        return new UndoReport(allLeft, allFailed);
    }
}
