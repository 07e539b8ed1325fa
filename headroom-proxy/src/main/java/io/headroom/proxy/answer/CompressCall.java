package io.headroom.proxy.answer;

import io.headroom.api.dialect.Dialect;
import io.headroom.compress.Cancellation;
import io.headroom.compress.Outcome;
import io.headroom.compress.Reason;
import io.headroom.compress.message.BodyCompressor;
import io.headroom.compress.message.BodyOutcome;
import io.headroom.compress.message.DialectDetector;
import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.json.Json;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compresses messages for somebody who sends them on by himself (PX-315). Whatever fails here, the messages come back as they were sent,
 * with the reason. Thread-safe.
 */
public final class CompressCall {
    private static final Set<Reason> DEGRADED = EnumSet.of(
            Reason.DEADLINE, Reason.SATURATED, Reason.BREAKER, Reason.FAULT, Reason.STORE_FAILED, Reason.VERIFY_FAILED);

    private final BodyCompressor compressor;
    private final DialectDetector detector;

    /** Takes the engine's front, and the dialects to choose from. */
    public CompressCall(BodyCompressor compressor, List<? extends Dialect> dialects) {
        this.compressor = compressor;
        this.detector = new DialectDetector(dialects);
    }

    /** Answers a request. */
    public OwnAnswer answer(byte[] body) {
        CompressBody request;
        try {
            request = CompressBody.read(body);
        } catch (CompressBody.MalformedException wrong) {
            return Answers.json(400, malformed(wrong.getMessage()));
        }
        Optional<BodyOutcome> outcome = detector.detect(body)
                .map(dialect -> compressor.compress(body, dialect, request.options(), new Cancellation()));
        byte[] result = outcome.map(BodyOutcome::body).orElse(body);
        return Answers.json(200, document(CompressBody.messages(result), outcome));
    }

    private static String document(String messages, Optional<BodyOutcome> outcome) {
        List<Outcome> texts = outcome.stream()
                .flatMap(all -> all.blocks().stream())
                .map(BodyOutcome.Block::outcome)
                .toList();
        List<Outcome> changed = texts.stream()
                .filter(text -> text.kind() == Outcome.Kind.COMPRESSED)
                .toList();
        Map<String, Integer> summary = new TreeMap<>();
        changed.forEach(text -> summary.merge(text.compressor().orElse("unknown"), 1, Integer::sum));
        long before = texts.stream().mapToLong(text -> text.tokens().before()).sum();
        long after = texts.stream().mapToLong(text -> text.tokens().after()).sum();
        return Json.object(json -> {
            json.writeName("messages");
            json.writeRawValue(messages);
            json.writeNumberProperty("tokens_before", before);
            json.writeNumberProperty("tokens_after", after);
            json.writeNumberProperty("tokens_saved", before - after);
            json.writeNumberProperty("compression_ratio", before == 0 ? 1.0 : (double) after / before);
            json.writeName("transforms_applied");
            json.writeStartArray();
            summary.keySet().forEach(json::writeString);
            json.writeEndArray();
            json.writeName("transforms_summary");
            json.writeStartObject();
            summary.forEach(json::writeNumberProperty);
            json.writeEndObject();
            json.writeName("ccr_hashes");
            json.writeStartArray();
            changed.forEach(text -> text.id().ifPresent(json::writeString));
            json.writeEndArray();
            degraded(outcome, texts).ifPresent(why -> json.writeStringProperty("degraded", why));
        });
    }

    private static Optional<String> degraded(Optional<BodyOutcome> outcome, List<Outcome> texts) {
        return outcome.flatMap(BodyOutcome::bypassed)
                .filter(why -> why.equals(BodyOutcome.FAULT) || why.equals(BodyOutcome.INVALID_JSON))
                .or(() -> texts.stream()
                        .map(Outcome::reason)
                        .filter(DEGRADED::contains)
                        .map(Reason::key)
                        .findFirst());
    }

    private static String malformed(String message) {
        return Json.object(json -> {
            json.writeName("error");
            json.writeStartObject();
            json.writeStringProperty("type", "invalid_request");
            json.writeStringProperty("message", "Headroom: " + message);
            json.writeEndObject();
        });
    }
}
