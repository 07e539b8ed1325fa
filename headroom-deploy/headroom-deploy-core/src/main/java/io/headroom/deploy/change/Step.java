package io.headroom.deploy.change;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.surface.Surface;
import java.util.List;
import java.util.Optional;

/**
 * One step of a plan.
 *
 * @param action what is done
 * @param change with what
 * @param recorded what the manifest has of it
 * @param before what is there; for commands and directories an empty content says that it is there
 * @param after what will be there
 */
public record Step(
        Action action,
        Change change,
        Optional<MadeChange> recorded,
        Optional<FileContent> before,
        Optional<FileContent> after) {
    /** What is done. */
    public enum Action {
        /** The change is made, in place of the recorded one if there is one. */
        MAKE,
        /** Nothing: it is as it should be. */
        KEEP,
        /** The recorded change is undone and forgotten. */
        UNDO,
        /** The recorded change is undone and remembered. */
        SUSPEND,
        /** The suspended change is made again. */
        RESUME
    }

    /**
     * What all changes have.
     *
     * @return the change's description
     */
    public ChangeInfo info() {
        return change.info();
    }

    /**
     * Where it is done.
     *
     * @return the surface
     */
    public Surface surface() {
        return Surface.of(change);
    }

    /**
     * What of a suspended change is not made again, since the user has given it a new value (PV-1005).
     *
     * @return the pointers
     */
    public List<String> dropped() {
        if (recorded.isEmpty() || recorded.get().state() != MadeChange.State.SUSPENDED) {
            return List.of();
        }
        List<String> all = Resumable.pointers(recorded.get().change());
        return action == Action.KEEP
                ? all
                : all.stream()
                        .filter(pointer -> !Resumable.pointers(change).contains(pointer))
                        .toList();
    }
}
