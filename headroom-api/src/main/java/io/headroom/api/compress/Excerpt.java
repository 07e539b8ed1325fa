package io.headroom.api.compress;

import java.util.List;
import java.util.Objects;

/**
 * A text with holes: what a lossy form shows, and between it what it leaves out. Each gap filled with the slice of the original that it
 * names, the pieces make the original again, as far as {@link Basis} says.
 *
 * @param basis what is equal then
 * @param pieces shown parts and gaps in the order of the text
 */
public record Excerpt(Basis basis, List<Piece> pieces) {
    /** How the filled excerpt and the original compare. */
    public enum Basis {
        /** Character by character. */
        CHARACTERS,
        /** Token by token, both being JSON; see {@link Fidelity#DATA}. */
        JSON_TOKENS,
        /**
         * Character by character after the terminal's control codes (ECMA-48 escape sequences) were taken out of both. If the text has
         * any, they are one entry of unit {@link LeftOut.Unit#CODE} in {@link Compressed#leftOut()}, anywhere in it and in no piece.
         */
        CHARACTERS_WITHOUT_CODES,
        /**
         * Word by word, both being HTML: the visible words of the filled excerpt are those of the page in their order, and each link that
         * it has leads where the page's link at that place does. A word ends at white space and at every tag that is none of a text-level
         * element such as {@code b}; text is visible unless it belongs to a script, a style or a frame. What has no words is entries of
         * unit {@link LeftOut.Unit#MARKUP} in {@link Compressed#leftOut()} and in no piece: they follow the gaps, one for each of the
         * kinds {@code tag}, {@code script}, {@code style}, {@code image}, {@code comment} that the page has, in this order, with
         * {@link LeftOut#what()} naming the kind and the range being all of that kind. Gaps are of unit
         * {@link LeftOut.Unit#CHARACTER} and hold whole elements.
         */
        VISIBLE_WORDS
    }

    /** A part of the text. */
    public sealed interface Piece permits Shown, Gap {}

    /**
     * A part that is there.
     *
     * @param text the original's text; with {@link Basis#JSON_TOKENS} any JSON text of the same tokens, commas and brackets included,
     *     and with {@link Basis#VISIBLE_WORDS} any HTML of the same words and links
     */
    public record Shown(String text) implements Piece {
        /** Checks that nothing is null. */
        public Shown {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * A part that is left out. Its slice runs from the first character of its first unit to the end of its last: for lines the last line
     * end included, if there is one; for rows, items and keys without the comma that follows.
     *
     * @param leftOut which part, as the form's note at this place says
     */
    public record Gap(LeftOut leftOut) implements Piece {
        /** Checks that nothing is null. */
        public Gap {
            Objects.requireNonNull(leftOut, "leftOut");
        }
    }

    /** Copies the list. */
    public Excerpt {
        Objects.requireNonNull(basis, "basis");
        pieces = List.copyOf(pieces);
    }

    /**
     * The gaps alone.
     *
     * @return what is left out, in the order of the text
     */
    public List<LeftOut> leftOut() {
        return pieces.stream()
                .filter(Gap.class::isInstance)
                .map(piece -> ((Gap) piece).leftOut())
                .toList();
    }
}
