package io.headroom.compress.message;

import java.util.List;

/**
 * A body after its one pass.
 *
 * @param facts what is known about the request as a whole
 * @param texts the eligible texts in the order of the body
 */
record ScannedBody(BodyOutcome.Facts facts, List<FoundText> texts) {
    /** The length of all texts, in characters. */
    long characters() {
        return texts.stream().mapToLong(text -> text.span().text().length()).sum();
    }
}
