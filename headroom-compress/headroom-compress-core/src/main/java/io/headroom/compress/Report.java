package io.headroom.compress;

import io.headroom.api.compress.RetrievalChannel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What compression would make of a request. Nothing was changed, and nothing was kept.
 *
 * @param reason as in {@link MessagesOutcome}
 * @param shape the shape the request has; empty if that is none of the known ones
 * @param offered the way back that the request's own tools offer, by which it was measured: what to hand to
 *     {@link Headroom#compressMessages(byte[], Shape, RetrievalChannel)} for the results of the proxy
 * @param texts the texts of tools in their order. Each outcome is that of an unchanged text, with reason, compressor, fidelity and
 *     figures of the form that would be used
 */
public record Report(Reason reason, Optional<Shape> shape, RetrievalChannel offered, List<TextOutcome> texts) {
    /** Checks that nothing is null, and copies the list. */
    public Report {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(offered, "offered");
        texts = List.copyOf(texts);
    }

    /**
     * The tokens of the texts of tools.
     *
     * @return their sum
     */
    public long tokensBefore() {
        return texts.stream()
                .mapToLong(text -> text.outcome().tokens().before())
                .sum();
    }

    /**
     * The tokens that the texts of tools would have.
     *
     * @return their sum
     */
    public long tokensAfter() {
        return texts.stream().mapToLong(text -> text.outcome().tokens().after()).sum();
    }
}
