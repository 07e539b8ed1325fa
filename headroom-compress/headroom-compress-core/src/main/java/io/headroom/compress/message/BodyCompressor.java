package io.headroom.compress.message;

import io.headroom.api.compress.Content;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.api.dialect.TextSpan;
import io.headroom.compress.Cancellation;
import io.headroom.compress.CompressionEngine;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.CompressionSettings;
import io.headroom.compress.Deadline;
import io.headroom.compress.Outcome;
import io.headroom.compress.message.BodyOutcome.Block;
import io.headroom.compress.message.BodyOutcome.Facts;
import io.headroom.compress.message.BodyOutcome.Work;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compresses the tool results inside a request body: one pass that finds them, the engine, one copy with the changed ones replaced.
 * Every byte outside a replaced text is as it came, and where nothing is replaced the very same array comes back.
 *
 * <p>Thread-safe. It owns no thread and does not close the engine.
 */
public final class BodyCompressor {
    /** The longest time that a body waits for an engine that still warms up, before its own time begins; a busy machine takes most of it. */
    public static final Duration WARM_UP_LIMIT = Duration.ofSeconds(10);

    private static final System.Logger LOG = System.getLogger("io.headroom.compress");

    private final BlockEngine engine;
    private final CompressionSettings settings;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private final JsonReader reader = new JsonReader();

    /**
     * Creates a compressor.
     *
     * @param engine decides about each text; its settings give the mode and the time
     */
    public BodyCompressor(CompressionEngine engine) {
        this(new WarmEngine(engine), engine.settings());
    }

    BodyCompressor(BlockEngine engine, CompressionSettings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    /**
     * Compresses a body. Any fault, of the body or of ours, gives the same array back with the reason; so does a deadline that passes,
     * except for the texts that were done by then. The time runs from the scan on, and not while the engine
     * still warms up.
     *
     * @param body the decoded body; it is neither changed nor kept
     * @param dialect knows where the texts are
     * @param options what the request wants
     * @param cancellation ends the work early when nobody waits for the result any more
     * @return what to send, and what was found
     * @throws NullPointerException if an argument is null; nothing else is thrown
     */
    public BodyOutcome compress(byte[] body, Dialect dialect, BodyOptions options, Cancellation cancellation) {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(dialect, "dialect");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(cancellation, "cancellation");
        Mode mode = options.mode().orElse(settings.mode());
        if (mode == Mode.OFF) {
            return untouched(body, Optional.empty(), BodyOutcome.OFF);
        }
        Optional<Facts> facts = Optional.empty();
        try {
            long start = System.nanoTime();
            ScannedBody scanned = BodyScan.read(body, dialect, reader);
            long read = System.nanoTime();
            facts = Optional.of(scanned.facts());
            if (scanned.texts().isEmpty()) {
                return untouched(body, facts, BodyOutcome.NOTHING_ELIGIBLE);
            }
            engine.awaitWarmUp();
            RetrievalChannel channel = options.channelFor(scanned.facts().offeredTools());
            Deadline deadline = Deadline.after(engine.timeFor(scanned.characters(), settings), cancellation);
            List<Block> blocks = decide(scanned.texts(), mode, channel, deadline);
            long decided = System.nanoTime();
            Spliced spliced = mode == Mode.AUDIT ? new Spliced(body, 0) : spliced(body, scanned.texts(), blocks);
            Work work = new Work(
                    Duration.ofNanos(read - start),
                    Duration.ofNanos(decided - read),
                    Duration.ofNanos(System.nanoTime() - decided),
                    spliced.strayBytes());
            if (spliced.strayBytes() > 0) {
                report(dialect, new IllegalStateException("a splice changed bytes outside the replaced texts"));
                return new BodyOutcome(body, facts, List.of(), Optional.of(BodyOutcome.FAULT), work);
            }
            Optional<String> bypassed = mode == Mode.AUDIT ? Optional.of(BodyOutcome.AUDIT) : Optional.empty();
            return new BodyOutcome(spliced.body(), facts, blocks, bypassed, work);
        } catch (MalformedJsonException e) {
            return untouched(body, facts, BodyOutcome.INVALID_JSON);
        } catch (RuntimeException e) {
            report(dialect, e);
            return untouched(body, facts, BodyOutcome.FAULT);
        } catch (StackOverflowError | OutOfMemoryError e) {
            // Fail open: not even these are a reason to keep the request back. Nothing is logged, since that could fail
            // again.
            return untouched(body, facts, BodyOutcome.FAULT);
        }
    }

    /** Logs a fault once for each dialect: it would come back with every request. */
    private void report(Dialect dialect, RuntimeException fault) {
        String kind = fault.getClass().getSimpleName();
        if (reported.add(dialect.id() + " " + kind)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a request body of dialect {0} was left as it is after a fault ({1}); the same fault is not logged again",
                    dialect.id(),
                    kind);
        }
    }

    /**
     * Loads what the first body would otherwise wait for, in the calling thread. Meant for start-up; calling it again does no harm.
     *
     * @param dialects the dialects that will be used
     */
    public void warmUp(List<? extends Dialect> dialects) {
        byte[] body = "{\"model\":\"m\",\"messages\":[],\"input\":[],\"contents\":[]}".getBytes(StandardCharsets.UTF_8);
        for (Dialect dialect : dialects) {
            try {
                BodyScan.read(body, dialect, reader);
            } catch (RuntimeException e) {
                report(dialect, e);
            }
        }
    }

    private static BodyOutcome untouched(byte[] body, Optional<Facts> facts, String why) {
        return new BodyOutcome(body, facts, List.of(), Optional.of(why));
    }

    private List<Block> decide(List<FoundText> texts, Mode mode, RetrievalChannel channel, Deadline deadline) {
        List<CompressionRequest> requests = new ArrayList<>(texts.size());
        for (FoundText text : texts) {
            requests.add(new CompressionRequest(new Content(text.span().text()), text.hint(), mode, channel));
        }
        List<Outcome> outcomes = engine.compressAll(requests, deadline);
        if (outcomes.size() != texts.size()) {
            throw new IllegalStateException(outcomes.size() + " outcomes for " + texts.size() + " texts");
        }
        List<Block> blocks = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            FoundText text = texts.get(i);
            blocks.add(new Block(text.span().start(), text.span().end(), text.hint(), outcomes.get(i)));
        }
        return blocks;
    }

    /** A body with its texts replaced, and how many bytes around them are not as they came. */
    private record Spliced(byte[] body, long strayBytes) {}

    private static Spliced spliced(byte[] body, List<FoundText> texts, List<Block> blocks) {
        Splice splice = new Splice(body);
        List<TextSpan> spans = new ArrayList<>();
        List<String> forms = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Outcome outcome = blocks.get(i).outcome();
            boolean changed = outcome.kind() == Outcome.Kind.COMPRESSED
                    && !outcome.form().equals(texts.get(i).span().text());
            if (changed) {
                splice.replace(texts.get(i).span(), outcome.form());
                spans.add(texts.get(i).span());
                forms.add(outcome.form());
            }
        }
        byte[] result = splice.apply();
        SpliceCheck check = new SpliceCheck(body, result);
        for (int i = 0; i < spans.size(); i++) {
            check.replaced(spans.get(i).start(), spans.get(i).end(), Math.toIntExact(JsonStrings.length(forms.get(i))));
        }
        return new Spliced(result, spans.isEmpty() ? 0 : check.strayBytes());
    }
}
