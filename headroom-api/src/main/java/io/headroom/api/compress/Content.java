package io.headroom.api.compress;

import java.util.Objects;

/**
 * One text to be shrunk, exactly as the request holds it after JSON decoding. It may contain lone surrogates and any line ends.
 *
 * <p>Nothing else about its origin is here, on purpose: the form of a text depends on the text and the settings alone, never on the
 * tool, the conversation or the place that it came from (promise P3). What the origin permits reaches a compressor as
 * {@link CompressionContext#floor()}, and as the question for a form: lossless, or by {@link LossyCompressor#shorten} lossy.
 *
 * @param text the text
 */
public record Content(String text) {
    public Content {
        Objects.requireNonNull(text, "text");
    }
}
