package io.headroom.deploy.change;

import io.headroom.api.change.Change;
import io.headroom.deploy.edit.Trace;
import io.headroom.deploy.file.ContentHash;
import io.headroom.deploy.surface.Surface;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A change that was made, as a manifest keeps it (D-305): everything needed to undo it without computing anything anew. Written and read
 * by {@link MadeChanges}.
 *
 * @param change what was made
 * @param state whether it is in force
 * @param before what was there before; empty if nothing was
 * @param after what is there since; empty if nothing is
 * @param traces what each edit of a document did
 * @param doneAt when
 */
public record MadeChange(
        Change change,
        State state,
        Optional<ContentHash> before,
        Optional<ContentHash> after,
        List<Trace> traces,
        Instant doneAt) {
    /** Whether a change is in force. */
    public enum State {
        /** It is. */
        MADE,
        /** It was taken back for a while (D-210), and {@link Planner#resumption} makes it again. */
        SUSPENDED
    }

    public MadeChange {
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(doneAt, "doneAt");
        traces = List.copyOf(traces);
    }

    /**
     * The change's id.
     *
     * @return unique within a profile
     */
    public String id() {
        return change.info().id();
    }

    /**
     * Where it was made.
     *
     * @return the surface
     */
    public Surface surface() {
        return Surface.of(change);
    }

    /**
     * What of the surface is ours.
     *
     * @return pointers or markers; empty if all of it is
     */
    public List<String> keys() {
        return traces.stream().map(Trace::key).toList();
    }
}
