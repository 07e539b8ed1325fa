package io.headroom.compress;

import io.headroom.api.compress.RetrievalChannel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a request.
 *
 * @param <T> how the request was given, and how it comes back
 * @param request what to send: the very object that was given if no text in it was replaced
 * @param kind whether a text in it was replaced
 * @param reason {@link Reason#OK} if its texts were decided about, and each {@link #texts()} tells its own reason;
 *     {@link Reason#NOT_CLAIMED} if there is no text of a tool in it; {@link Reason#POLICY} if the mode changes nothing;
 *     {@link Reason#FAULT} if it is no document that Headroom reads, or something of ours failed
 * @param shape the shape it has; empty if that is none of the known ones
 * @param offered the way back that the request's own tools offer, which is the one that the proxy uses
 * @param texts the texts of tools in their order; empty unless they were decided about
 */
public record MessagesOutcome<T>(
        T request,
        Outcome.Kind kind,
        Reason reason,
        Optional<Shape> shape,
        RetrievalChannel offered,
        List<TextOutcome> texts) {
    /** Checks that nothing is null, and copies the list. */
    public MessagesOutcome {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(offered, "offered");
        texts = List.copyOf(texts);
    }

    /**
     * The tokens of the texts of tools as they were given.
     *
     * @return their sum
     */
    public long tokensBefore() {
        return texts.stream()
                .mapToLong(text -> text.outcome().tokens().before())
                .sum();
    }

    /**
     * The tokens of the texts of tools as they are now.
     *
     * @return their sum
     */
    public long tokensAfter() {
        return texts.stream().mapToLong(text -> text.outcome().tokens().after()).sum();
    }
}
