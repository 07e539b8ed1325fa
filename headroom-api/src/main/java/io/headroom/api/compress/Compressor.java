package io.headroom.api.compress;

import java.util.Optional;

/**
 * Shrinks texts of one kind. Implementations are found with {@link java.util.ServiceLoader}, are thread-safe and have no state.
 *
 * <p><b>Claim and verify.</b> A compressor parses the content completely, as the one kind that it knows, or declines; it never guesses.
 * The engine then decodes every lossless form and compares it with the original before the form is used (promise P5), counts tokens,
 * and keeps the original where nothing is saved (P6). So a compressor needs to be neither cautious nor fast to decline twice, but its
 * result must be a function of the content and the context's settings alone (P3).
 *
 * <p><b>Cost.</b> Work is linear in the length of the content up to a logarithm, and {@link CompressionContext#checkpoint(long)} is
 * called on the way.
 *
 * <p>An implementation extends {@code io.headroom.api.testkit.CompressorContract} of this module's test artifact in its own tests.
 */
public interface Compressor {
    /**
     * The id by which settings, figures and messages name this compressor. Plugins of third parties choose an id with a dot.
     *
     * @return 1 to 64 characters out of {@code a-z 0-9 . -}
     */
    String id();

    /**
     * The place in the order in which compressors are asked. Of forms that are estimated alike the first wins, so the order settles
     * ties; specific shapes come before general ones. Ours use 100 (JSON), 200 (tables) and 900 (any text).
     *
     * @return the place; lower is earlier, ties go by id
     */
    default int precedence() {
        return 500;
    }

    /**
     * Shrinks a text without losing anything. A compressor that can leave something out is a {@link LossyCompressor}.
     *
     * @param content the text
     * @param context what is allowed, and the services of the engine
     * @return the best form that this compressor has, or empty if the content is not of its kind or no form would be smaller; its
     *     fidelity is {@link Fidelity#BYTES} or {@link Fidelity#DATA} and satisfies {@link CompressionContext#floor()}
     * @throws CompressionStoppedException only by way of {@link CompressionContext#checkpoint(long)}
     */
    Optional<Compressed> compress(Content content, CompressionContext context);

    /**
     * The inverse of {@link #compress} for lossless forms: the original text for {@link Fidelity#BYTES}, minified or otherwise laid out
     * JSON with the same tokens for {@link Fidelity#DATA}.
     *
     * @param form a text that may be a form of this compressor
     * @return the text that it stands for
     * @throws MalformedFormException if the text is not a complete form of this compressor
     */
    String decode(String form) throws MalformedFormException;
}
