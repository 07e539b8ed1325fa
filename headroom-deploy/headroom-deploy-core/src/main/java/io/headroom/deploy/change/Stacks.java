package io.headroom.deploy.change;

import io.headroom.api.change.Change;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.file.Images;
import io.headroom.deploy.ownership.Layer;
import io.headroom.deploy.ownership.Owners;
import io.headroom.deploy.ownership.Ownership;
import io.headroom.deploy.ownership.Stack;
import io.headroom.deploy.surface.Surfaces;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds the stack that a change is on or goes to. Reads only. */
public final class Stacks {
    private final Owners owners;
    private final Surfaces surfaces;
    private final Images backup;

    /**
     * Creates it.
     *
     * @param owners who knows stacks
     * @param surfaces where changes go
     * @param backup the profile's before-images, for when ownership is lost
     */
    public Stacks(Owners owners, Surfaces surfaces, Images backup) {
        this.owners = owners;
        this.surfaces = surfaces;
        this.backup = backup;
    }

    /**
     * The stack of a change.
     *
     * @param change the change
     * @param recorded what the manifest has of it, believed if ownership knows nothing
     * @param now what is there
     * @return the stack that has it, else that of its surface, else an empty one
     * @throws IOException if something cannot be read
     */
    public Stack of(Change change, Optional<MadeChange> recorded, Optional<FileContent> now) throws IOException {
        Ownership ownership = owners.of(change);
        Optional<Stack> holding = ownership.holding(change);
        if (holding.isPresent()) {
            return holding.get();
        }
        String key = surfaces.key(change);
        Optional<Stack> there = ownership.find(key);
        if (there.isPresent()) {
            return there.get();
        }
        if (recorded.isPresent()
                && recorded.get().state() == MadeChange.State.MADE
                && !ownership.knows(change.info().owner().profile())) {
            return fromRecord(key, recorded.get());
        }
        return Stack.untouched(key, now, surfaces.mode(change));
    }

    private Stack fromRecord(String key, MadeChange made) throws IOException {
        Layer layer = new Layer(made.change(), made.traces());
        if (made.before().isEmpty()) {
            Stack.Base none = new Stack.Base(Stack.Precision.EXACT, Optional.empty(), OptionalInt.empty());
            return new Stack(key, none, made.after(), List.of(layer));
        }
        Optional<FileContent> before = backup.find(made.before().get());
        Stack.Base base = before.isPresent()
                ? new Stack.Base(Stack.Precision.EXACT, before, OptionalInt.empty())
                : Stack.Base.LOST;
        return new Stack(key, base, made.after(), List.of(layer));
    }
}
