package io.headroom.compress;

import io.headroom.api.compress.RetrievalChannel;
import io.headroom.api.dialect.Dialect;
import io.headroom.compress.message.BodyCompressor;
import io.headroom.compress.message.BodyOptions;
import io.headroom.compress.message.BodyOutcome;
import io.headroom.compress.message.ChannelChoice;
import io.headroom.compress.message.DialectDetector;
import java.util.List;
import java.util.Optional;

/**
 * The way of a request through the library: it becomes a body, a dialect is chosen, the same compressor as in the proxy does the rest.
 * Whatever goes wrong, the request comes back as it was given. Thread-safe.
 */
final class MessageReading {
    private static final List<String> LISTS =
            List.of(Shape.ANTHROPIC_MESSAGES.list(), Shape.OPENAI_RESPONSES.list(), Shape.GEMINI.list());

    private final BodyCompressor compressor;
    private final DialectDetector detector;
    private final List<Dialect> dialects;

    MessageReading(BodyCompressor compressor, List<Dialect> dialects) {
        this.compressor = compressor;
        this.detector = new DialectDetector(dialects);
        this.dialects = dialects;
    }

    <T> MessagesOutcome<T> read(Sent<T> sent, Shape shape, BodyOptions options) {
        try {
            return shape == Shape.AUTO ? detected(sent, options) : shaped(sent, shape, options);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // Fail open: a structure may throw what it likes, and a text that is no JSON does.
            return untouched(sent, Reason.FAULT, Optional.empty());
        }
    }

    private <T> MessagesOutcome<T> shaped(Sent<T> sent, Shape shape, BodyOptions options) {
        Sent.Written<T> written = sent.written(shape.list());
        return dialects.stream()
                .filter(dialect -> dialect.id().equals(shape.dialect()))
                .findFirst()
                .map(dialect -> compressed(sent, written, dialect, options))
                .orElseGet(() -> untouched(sent, Reason.NOT_CLAIMED, Optional.empty()));
    }

    private <T> MessagesOutcome<T> detected(Sent<T> sent, BodyOptions options) {
        for (String list : sent.isList() ? LISTS : LISTS.subList(0, 1)) {
            Sent.Written<T> written = sent.written(list);
            Optional<Dialect> dialect = detector.detect(written.body());
            if (dialect.isPresent()) {
                return compressed(sent, written, dialect.get(), options);
            }
        }
        // No text of a tool is in it. Whether it is JSON at all, any dialect's way tells.
        MessagesOutcome<T> any = shaped(sent, Shape.ANTHROPIC_MESSAGES, options);
        return untouched(sent, any.reason(), Optional.empty());
    }

    private <T> MessagesOutcome<T> compressed(
            Sent<T> sent, Sent.Written<T> written, Dialect dialect, BodyOptions options) {
        BodyOutcome outcome = compressor.compress(written.body(), dialect, options, new Cancellation());
        Optional<Shape> shape = Shape.ofDialect(dialect.id());
        Reason reason = outcome.bypassed().map(MessageReading::reason).orElse(Reason.OK);
        if (reason == Reason.FAULT) {
            return untouched(sent, reason, shape);
        }
        boolean replaced = outcome.body() != written.body();
        return new MessagesOutcome<>(
                replaced ? written.back().apply(outcome) : sent.given(),
                replaced ? Outcome.Kind.COMPRESSED : Outcome.Kind.UNCHANGED,
                reason,
                shape,
                outcome.facts()
                        .map(facts -> ChannelChoice.of(facts.offeredTools()))
                        .orElse(RetrievalChannel.none()),
                outcome.blocks().stream()
                        .map(block -> new TextOutcome(block.hint(), block.outcome()))
                        .toList());
    }

    private static <T> MessagesOutcome<T> untouched(Sent<T> sent, Reason reason, Optional<Shape> shape) {
        return new MessagesOutcome<>(
                sent.given(), Outcome.Kind.UNCHANGED, reason, shape, RetrievalChannel.none(), List.of());
    }

    private static Reason reason(String bypassed) {
        return switch (bypassed) {
            case BodyOutcome.OFF -> Reason.POLICY;
            // Its texts were decided about; only nothing was done.
            case BodyOutcome.AUDIT -> Reason.OK;
            case BodyOutcome.NOTHING_ELIGIBLE -> Reason.NOT_CLAIMED;
            default -> Reason.FAULT;
        };
    }
}
