package io.headroom.proxy.redeem;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.redeem.JsonParts.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A message that a client of the responses API sees grow, so that it can be ended where the stream breaks off. */
final class ResponsesDraft {
    private final JsonParts parts;
    private final Map<String, Part> item;
    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();

    /**
     * An event of our own.
     *
     * @param type its type
     * @param members its members, but for its type and its numbers
     */
    record Event(String type, String members) {}

    /** Begins with an item as it was told at its beginning. */
    ResponsesDraft(JsonParts parts, Map<String, Part> item) {
        this.parts = parts;
        this.item = item;
    }

    /** Takes an event of the item. */
    void grow(Map<String, Part> event) {
        if (Members.string(event, "type")
                .filter("response.output_text.delta"::equals)
                .isPresent()) {
            StringBuilder text = texts.computeIfAbsent(
                    Members.part(event, "content_index").map(Part::raw).orElse("0"), index -> new StringBuilder());
            Members.string(event, "delta").ifPresent(text::append);
        }
    }

    /** The message as far as it was told; empty for an item of another kind, which is worth nothing in part. */
    Optional<Block> item() {
        return isMessage() ? Optional.of(Responses.block(parts.of(json()))) : Optional.empty();
    }

    /** The events that end the message. */
    List<Event> endings() {
        List<Event> events = new ArrayList<>();
        if (isMessage()) {
            String id = "\"item_id\":" + Members.part(item, "id").map(Part::raw).orElse("\"\"");
            texts.forEach((index, text) -> {
                String place = id + ",\"content_index\":" + index;
                events.add(new Event(
                        "response.output_text.done",
                        place + ",\"text\":" + JsonStrings.quote(text.toString()) + ",\"logprobs\":[]"));
                events.add(new Event("response.content_part.done", place + ",\"part\":" + part(text)));
            });
            events.add(new Event("response.output_item.done", "\"item\":" + json()));
        }
        return events;
    }

    private boolean isMessage() {
        return Members.string(item, "type").filter("message"::equals).isPresent();
    }

    private String json() {
        Map<String, String> members = Members.raw(item);
        members.put("status", "\"completed\"");
        members.put(
                "content",
                Members.array(texts.values().stream().map(ResponsesDraft::part).toList()));
        return Members.object(members);
    }

    private static String part(StringBuilder text) {
        return "{\"type\":\"output_text\",\"text\":" + JsonStrings.quote(text.toString())
                + ",\"annotations\":[],\"logprobs\":[]}";
    }
}
