package io.headroom.proxy.journal;

import io.headroom.compress.Outcome;
import io.headroom.compress.message.BodyOutcome;
import io.headroom.proxy.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The last texts that were replaced: figures and the names of tools, never the texts. Thread-safe. */
public final class TransformationFeed {
    /** No answer lists more than this. */
    public static final int MOST = 100;

    private final InstantSource clock;
    private final Ring<Change> changes = new Ring<>(MOST);

    private record Change(
            Instant at,
            String requestId,
            Optional<String> model,
            Optional<String> tool,
            String compressor,
            Outcome.Tokens tokens) {}

    /** Takes the clock that dates the changes. */
    public TransformationFeed(InstantSource clock) {
        this.clock = clock;
    }

    /** Notes the changes in a body. */
    public void compressed(String requestId, BodyOutcome outcome) {
        for (BodyOutcome.Block block : outcome.blocks()) {
            Outcome result = block.outcome();
            if (result.kind() == Outcome.Kind.COMPRESSED) {
                changes.add(new Change(
                        clock.instant(),
                        requestId,
                        block.hint().model(),
                        block.hint().tool(),
                        result.compressor().orElse(""),
                        result.tokens()));
            }
        }
    }

    /** The newest changes first. */
    public String json(int limit) {
        List<Change> newest = changes.newestFirst();
        return Json.object(json -> {
            json.writeName("transformations");
            json.writeStartArray();
            for (Change change : newest.subList(0, Math.min(limit, newest.size()))) {
                json.writeStartObject();
                json.writeStringProperty("at", change.at().toString());
                json.writeStringProperty("request_id", change.requestId());
                change.model().ifPresent(model -> json.writeStringProperty("model", model));
                change.tool().ifPresent(tool -> json.writeStringProperty("tool", tool));
                json.writeStringProperty("compressor", change.compressor());
                json.writeNumberProperty("tokens_before", change.tokens().before());
                json.writeNumberProperty("tokens_after", change.tokens().after());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
