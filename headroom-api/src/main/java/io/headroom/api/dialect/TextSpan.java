package io.headroom.api.dialect;

import java.util.Objects;

/**
 * A JSON string value and its place in the body.
 *
 * @param start the byte offset of the opening quote
 * @param end the byte offset after the closing quote
 * @param text the decoded string; it may hold lone surrogates
 */
public record TextSpan(int start, int end, String text) {
    public TextSpan {
        Objects.requireNonNull(text, "text");
        if (start < 0 || end < start + 2) {
            throw new IllegalArgumentException("not the span of a JSON string: " + start + "-" + end);
        }
    }
}
