package io.headroom.deploy.ownership;

import io.headroom.api.change.Change;
import io.headroom.deploy.edit.Trace;
import java.util.List;
import java.util.Objects;

/**
 * What one change of one profile has on a surface.
 *
 * @param change what was made; its owner's profile and its id name the layer
 * @param traces what each edit of a document did, on top of the layers below
 */
public record Layer(Change change, List<Trace> traces) {
    public Layer {
        Objects.requireNonNull(change, "change");
        traces = List.copyOf(traces);
    }

    /**
     * Whether it is a profile's change.
     *
     * @param profile the profile
     * @param id the change
     * @return whether it is this one
     */
    public boolean is(String profile, String id) {
        return change.info().owner().profile().equals(profile)
                && change.info().id().equals(id);
    }

    boolean isLike(Change other) {
        return is(other.info().owner().profile(), other.info().id());
    }
}
