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
         * Character by character after the terminal's control codes (ECMA-48 escape sequences) were taken out of both. The codes are a gap
         * of unit {@link LeftOut.Unit#CODE} that is in no piece.
         */
        CHARACTERS_WITHOUT_CODES
    }

    /** A part of the text. */
    public sealed interface Piece permits Shown, Gap {}

    /**
     * A part that is there.
     *
     * @param text the original's text; with {@link Basis#JSON_TOKENS} any JSON text of the same tokens, commas and brackets included
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
