package io.headroom.deploy.change;

import io.headroom.api.change.Change;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.ownership.Restacked;
import io.headroom.deploy.ownership.Stack;
import io.headroom.deploy.surface.Surfaces;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What surfaces look like while changes are put on top of one another and nothing is written yet: what is really there for the first change
 * of a surface, what the changes before have made of it for the others. Reads only. Not thread-safe.
 */
public final class Views {
    private final Stacks stacks;
    private final Surfaces surfaces;
    private final Map<String, View> views = new HashMap<>();

    /**
     * Creates it, with nothing changed yet.
     *
     * @param stacks what is ours
     * @param surfaces what is there
     */
    public Views(Stacks stacks, Surfaces surfaces) {
        this.stacks = stacks;
        this.surfaces = surfaces;
    }

    /**
     * A surface.
     *
     * @param stack what of it is ours
     * @param now what is there
     * @param mode its mode
     */
    public record View(Stack stack, Optional<FileContent> now, OptionalInt mode) {}

    /**
     * The surface of a change.
     *
     * @param change the change
     * @return how it looks now
     * @throws IOException if it cannot be read
     */
    public View of(Change change) throws IOException {
        View known = views.get(surfaces.key(change));
        if (known != null) {
            return known;
        }
        Optional<FileContent> now = surfaces.read(change);
        return view(change, stacks.of(change, now), now);
    }

    /**
     * Takes something for ours that ownership does not know of any more.
     *
     * @param change a change on the surface
     * @param stack what of it is ours
     * @throws IOException if the surface cannot be read
     */
    void believe(Change change, Stack stack) throws IOException {
        views.put(surfaces.key(change), view(change, stack, surfaces.read(change)));
    }

    /**
     * Notes what a change makes of its surface.
     *
     * @param change the change
     * @param before how it looked before
     * @param next what becomes of it
     * @return how it looks then
     * @throws IOException if links cannot be followed
     */
    public View note(Change change, View before, Restacked next) throws IOException {
        OptionalInt mode = next.mode().isPresent() ? next.mode() : before.mode();
        View after = new View(next.stack(), next.content(), mode);
        views.put(surfaces.key(change), after);
        return after;
    }

    private View view(Change change, Stack stack, Optional<FileContent> now) throws IOException {
        return new View(stack, Surfaces.known(change, !stack.isEmpty(), now), surfaces.mode(change));
    }
}
