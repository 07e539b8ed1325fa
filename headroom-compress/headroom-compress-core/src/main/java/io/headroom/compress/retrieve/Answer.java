package io.headroom.compress.retrieve;

import java.time.Instant;
import java.util.Optional;

/** What became of the wish for a part of an original. */
public sealed interface Answer {
    /**
     * The part.
     *
     * @param original what it is a part of
     * @param slice what was asked for
     * @param text the source text, exact and without the escapes of a string that holds it; hits of a search have their numbers before
     *     them
     * @param items how many rows the original has, or lines where it has no rows
     * @param cut what is missing of the answer for want of tokens; empty if it is complete
     */
    record Part(Facts original, Slice slice, String text, int items, Optional<Cut> cut) implements Answer {}

    /**
     * What is known of an original beside its text.
     *
     * @param id the first digits of its hash, without a tag
     * @param tool what produced it, where that is known
     * @param created when it was kept
     * @param tokens what all of it would cost, by the engine's estimate
     */
    record Facts(String id, Optional<String> tool, Instant created, int tokens) {}

    /**
     * What an answer does not show.
     *
     * @param shown what it does show, such as {@code rows 1-120 of 4000}
     * @param rest asks for what follows
     */
    record Cut(String shown, Slice rest) {}

    /**
     * There is no such original here, or the id's tag is not ours.
     *
     * @param message one sentence for who asked
     */
    record Unknown(String message) implements Answer {}

    /**
     * There was one.
     *
     * @param since when it was removed
     * @param message one sentence for who asked
     */
    record Evicted(Instant since, String message) implements Answer {}

    /**
     * The original has no such part.
     *
     * @param message what exists
     */
    record Outside(String message) implements Answer {}

    /**
     * The store of originals cannot be read.
     *
     * @param message what is wrong with it
     */
    record Unavailable(String message) implements Answer {}
}
