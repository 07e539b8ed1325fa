package io.headroom.compress.engine;

import io.headroom.api.compress.Mode;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.Outcome;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request on its way through the engine. Belongs to the thread that brought it. */
final class Span {
    /** What identifies an eligible text, and what counts it. */
    record Identity(String key, Job.Content content) {}

    private static final int MEASURED_WHOLE = 1 << 18;

    final CompressionRequest request;
    final long bytes;
    final Mode mode;
    final Optional<Identity> identity;
    private final long started;
    private @Nullable Result result;
    private boolean fresh;
    Flights.@Nullable Flight flight;

    @Nullable
    Job job;

    private Span(CompressionRequest request, long bytes, Mode mode, Optional<Identity> identity, long started) {
        this.request = request;
        this.bytes = bytes;
        this.mode = mode;
        this.identity = identity;
        this.started = started;
    }

    /** A text whose fate is known without looking into it. */
    static Span decided(CompressionRequest request, Mode mode, Result result, long started) {
        Span span = new Span(request, bytes(request.content().text()), mode, Optional.empty(), started);
        span.result = result;
        return span;
    }

    static Span eligible(CompressionRequest request, Mode mode, Identity identity, long bytes, long started) {
        return new Span(request, bytes, mode, Optional.of(identity), started);
    }

    String text() {
        return request.content().text();
    }

    String key() {
        return identity.orElseThrow().key();
    }

    Optional<Result> result() {
        return Optional.ofNullable(result);
    }

    /** It was known before. */
    void recalled(Result known) {
        result = known;
        fresh = false;
    }

    /** It was computed now, and is not stored yet. */
    void computed(Result computed) {
        result = computed;
        fresh = true;
    }

    /** Whether it was computed now. */
    boolean isFresh() {
        return fresh;
    }

    /** The hash of its text, in hex. */
    String hash() {
        return identity.orElseThrow().content().hash();
    }

    /** Nobody waits for it any more; it is nobody's form. */
    void dropped(Result unchanged) {
        result = unchanged;
    }

    /** Whether the result has to be stored before the form leaves. What is only measured leaves nothing behind. */
    boolean toBeStored() {
        return fresh && result != null && result.needsStore() && mode != Mode.AUDIT;
    }

    Outcome outcome(long now) {
        Result settled = result().orElseThrow();
        boolean replaced = settled.form().isPresent() && mode != Mode.AUDIT;
        return new Outcome(
                replaced ? Outcome.Kind.COMPRESSED : Outcome.Kind.UNCHANGED,
                settled.reason(),
                settled.compressor(),
                replaced ? settled.form().orElseThrow() : text(),
                settled.fidelity(),
                settled.tokens(),
                bytes,
                settled.form().isPresent() ? settled.formBytes() : bytes,
                now - started,
                settled.form().isPresent(),
                settled.shortened().map(Result.Shortened::id),
                settled.shortened().map(Result.Shortened::leftOut).orElse(List.of()));
    }

    /** Nothing depends on the figure of a text that nobody looks into, and it may have any length. */
    private static long bytes(String text) {
        return text.length() <= MEASURED_WHOLE
                ? utf8Length(text)
                : utf8Length(text.substring(0, MEASURED_WHOLE)) * text.length() / MEASURED_WHOLE;
    }

    private static long utf8Length(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            length += c < 0x80 ? 1 : c < 0x800 ? 2 : pair ? 4 : 3;
            i += pair ? 1 : 0;
        }
        return length;
    }
}
