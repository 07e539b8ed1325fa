package io.headroom.deploy.edit;

import io.headroom.api.change.Change;
import io.headroom.api.change.FileContent;
import java.util.List;
import java.util.Optional;

/**
 * Makes and takes back our part of a document that belongs to somebody else. A pure function over bytes: no file, clock or state.
 * Thread-safe.
 *
 * <p>For every document {@code d} that is accepted, {@code takeBack(make(c, d).after(), traces)} means the same as {@code d}; the exact
 * bytes of an untouched document come back by its before-image, not by this interface.
 *
 * @param <C> the kind of change
 */
public interface Editor<C extends Change> {
    /**
     * Makes a change. The result was parsed by a second parser and differs from the old document in exactly what was named.
     *
     * @param change what should be so
     * @param before the document; empty if there is no file
     * @return the new document, equal to the old one if everything is so already
     * @throws EditRefusedException if the document cannot be parsed, or cannot take the change; it is never treated as empty
     */
    Edited make(C change, Optional<FileContent> before) throws EditRefusedException;

    /**
     * Takes back our part of a document that the user has edited since: what still has our value gets its former value, or goes with the
     * containers that we made and that are empty now; what the user changed is left.
     *
     * @param change what was made
     * @param now the document as it is
     * @param traces what {@link #make} returned
     * @return the document without our part, and what was left
     * @throws EditRefusedException if the document cannot be parsed any more
     */
    Restored takeBack(C change, FileContent now, List<Trace> traces) throws EditRefusedException;
}
