package io.headroom.api.compress;

import java.util.Optional;

/**
 * A compressor that can also leave something out. What it leaves out is named at its place, and what it shows is the original's own,
 * in the original's order: nothing is paraphrased, renamed or renumbered.
 *
 * <p>The engine asks for a lossy form only where mode, policy and retrieval channel permit one, and after it knows the best lossless
 * form. Before it uses the answer it reads it back with {@link #excerpt(String)} and fills each gap with the slice of the original that
 * retrieval would give for it: only if that makes the original again is the form proven, so that every gap says truly what is missing
 * and can be redeemed (promise P4). Then it adds the last line, which says how to retrieve; a compressor writes no such line.
 */
public interface LossyCompressor extends Compressor {
    /**
     * Shortens a text. What must survive whatever the budget says: the first and last units, headings, totals, exit codes, each distinct
     * error, anomalies, identifiers.
     *
     * @param content the text
     * @param context what is allowed, and the services of the engine
     * @return a form of fidelity {@link Fidelity#LOSSY} whose gaps are {@link Compressed#leftOut()}, in the order of the text, or empty
     *     if the content is not of this kind or nothing is worth leaving out
     * @throws CompressionStoppedException only by way of {@link CompressionContext#checkpoint(long)}
     */
    Optional<Compressed> shorten(Content content, ShorteningContext context);

    /**
     * Reads a lossy form, without the last line that the engine added.
     *
     * @param form a text that may be a lossy form of this compressor
     * @return what it shows and what it leaves out, as its text alone tells
     * @throws MalformedFormException if the text is not a complete lossy form of this compressor
     */
    Excerpt excerpt(String form) throws MalformedFormException;
}
