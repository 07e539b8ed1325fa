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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * @param now what is there
     * @return the stack that has it, else that of its surface, else an empty one
     * @throws IOException if something cannot be read
     */
    public Stack of(Change change, Optional<FileContent> now) throws IOException {
        Ownership ownership = owners.of(change);
        Optional<Stack> holding = ownership.holding(change);
        if (holding.isPresent()) {
            return holding.get();
        }
        String key = surfaces.key(change);
        Optional<Stack> there = ownership.find(key);
        return there.isPresent() ? there.get() : Stack.untouched(key, now, surfaces.mode(change));
    }

    /**
     * The stacks of changes that only a manifest knows of any more.
     *
     * @param recorded what the manifest says was made, in order
     * @return a stack for each surface whose ownership knows nothing of the profile
     * @throws IOException if something cannot be read
     */
    public Map<Stack, Ownership> lost(List<MadeChange> recorded) throws IOException {
        Map<String, Stack> stacks = new LinkedHashMap<>();
        Map<String, Ownership> found = new LinkedHashMap<>();
        for (MadeChange made : recorded) {
            Ownership ownership = owners.of(made.change());
            boolean lost = made.state() == MadeChange.State.MADE
                    && !ownership.knows(made.change().info().owner().profile());
            if (lost) {
                String key = surfaces.key(made.change());
                stacks.put(key, with(Optional.ofNullable(stacks.get(key)), key, made));
                found.put(key, ownership);
            }
        }
        Map<Stack, Ownership> lost = new LinkedHashMap<>();
        stacks.forEach((key, stack) -> lost.put(stack, found.get(key)));
        return lost;
    }

    private Stack with(Optional<Stack> below, String key, MadeChange made) throws IOException {
        List<Layer> layers = new ArrayList<>();
        below.ifPresent(stack -> layers.addAll(stack.layers()));
        layers.add(new Layer(made.change(), made.traces()));
        Stack.Base base = below.isPresent() ? below.get().base() : base(made);
        return new Stack(key, base, made.after(), layers);
    }

    private Stack.Base base(MadeChange made) throws IOException {
        if (made.before().isEmpty()) {
            return new Stack.Base(Stack.Precision.EXACT, Optional.empty(), OptionalInt.empty());
        }
        Optional<FileContent> before = backup.find(made.before().get());
        return before.isPresent()
                ? new Stack.Base(Stack.Precision.EXACT, before, OptionalInt.empty())
                : Stack.Base.LOST;
    }
}
