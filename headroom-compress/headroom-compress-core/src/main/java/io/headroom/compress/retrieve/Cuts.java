package io.headroom.compress.retrieve;

import io.headroom.api.compress.LeftOut.Unit;
import java.util.Optional;
import java.util.Set;

/**
 * What answers are cut out of: an original that is there as a whole, or parts of a long one that an index leads to. A path is the JSON
 * Pointer of a place; it is empty for the whole original. Every method refuses a place, and units, that do not exist, in the words of the
 * answer. Not thread-safe.
 */
interface Cuts {
    int count(Unit unit, String path) throws NoSuchSliceException;

    /** Where the units of a place lie in {@link #source}. */
    Units units(Unit unit, String path) throws NoSuchSliceException;

    /** The text in which {@link #units} counts. */
    SourceText source(Unit unit, String path) throws NoSuchSliceException;

    /** The content of a string, the source text of anything else, the whole original for an empty path. */
    SourceText text(String path) throws NoSuchSliceException;

    /** What holds the units of a place; empty if nothing there has rows. */
    Optional<JsonPlace.Kind> holder(String path) throws NoSuchSliceException;

    /** Where a place with rows begins in {@link #source}; 0 for the whole original. */
    int start(String path) throws NoSuchSliceException;

    /** Where a unit begins in {@link #text}. */
    int offset(Unit unit, String path, int number) throws NoSuchSliceException;

    /** The names of members at a place: of an object, or of the objects that an array holds. */
    Set<String> names(String path) throws NoSuchSliceException;

    /** Refuses a range that is not in the original. */
    default void check(Unit unit, String path, int from, int to) throws NoSuchSliceException {
        int count = count(unit, path);
        if (from < 1 || to < from || to > count) {
            throw Slicer.outside(unit, path, from, to, count);
        }
    }
}
