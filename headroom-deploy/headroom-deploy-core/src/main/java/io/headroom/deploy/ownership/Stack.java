package io.headroom.deploy.ownership;

import io.headroom.api.change.Change;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.file.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was done to a surface (D-209): the user's at the bottom, then layers in the order in which they were made.
 *
 * @param key the surface
 * @param base the user's
 * @param after what is there if nobody touched it since
 * @param layers ours, from the lowest to the top
 */
public record Stack(String key, Base base, Optional<ContentHash> after, List<Layer> layers) {
    /**
     * What the user had.
     *
     * @param precision whether putting the layers on it gives what is there
     * @param content its bytes; empty if there was nothing
     * @param mode its mode, where there is one
     */
    public record Base(Precision precision, Optional<FileContent> content, OptionalInt mode) {
        /** Nothing is known about what the user had. */
        public static final Base LOST = new Base(Precision.LOST, Optional.empty(), OptionalInt.empty());

        public Base {
            Objects.requireNonNull(precision, "precision");
        }

        Base lost() {
            return new Base(Precision.LOST, content, mode);
        }
    }

    /** Whether a base can be trusted. */
    public enum Precision {
        /** The layers on top of it give exactly what we left. */
        EXACT,
        /** The user has edited between our layers since, or the bytes are gone: only our own part can be taken away. */
        LOST
    }

    public Stack {
        Objects.requireNonNull(key, "key");
        layers = List.copyOf(layers);
    }

    /**
     * A surface without anything of ours.
     *
     * @param key the surface
     * @param now what is there
     * @param mode its mode
     * @return the stack
     */
    public static Stack untouched(String key, Optional<FileContent> now, OptionalInt mode) {
        return new Stack(key, new Base(Precision.EXACT, now, mode), ContentHash.of(now), List.of());
    }

    /**
     * Finds a layer.
     *
     * @param change a change
     * @return the layer with its profile and id
     */
    public Optional<Layer> layer(Change change) {
        return layers.stream().filter(layer -> layer.isLike(change)).findFirst();
    }

    /**
     * Whether nothing of ours is left.
     *
     * @return whether there are no layers
     */
    public boolean isEmpty() {
        return layers.isEmpty();
    }

    boolean untouchedSince(Optional<FileContent> now) {
        return base.precision() == Precision.EXACT && ContentHash.of(now).equals(after);
    }

    List<Layer> without(Change change) {
        List<Layer> others = new ArrayList<>(layers);
        others.removeIf(layer -> layer.isLike(change));
        return others;
    }
}
