package io.headroom.proxy.redeem;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lays out what a model answers, as Anthropic streams it or in one document. */
final class Model {
    private final List<String> blocks = new ArrayList<>();
    private final StringBuilder events = new StringBuilder();
    private final String id;

    Model(String id) {
        this.id = id;
        event(
                "message_start",
                "{\"type\":\"message_start\",\"message\":{\"id\":\"" + id
                        + "\",\"type\":\"message\",\"role\":\"assistant\","
                        + "\"model\":\"m\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
                        + "\"usage\":{\"input_tokens\":100,\"output_tokens\":1}}}");
        event("ping", "{\"type\": \"ping\"}");
    }

    Model text(String text) {
        start("{\"type\":\"text\",\"text\":\"\"}");
        delta("{\"type\":\"text_delta\",\"text\":" + JsonStrings.quote(text) + "}");
        return stop("{\"type\":\"text\",\"text\":" + JsonStrings.quote(text) + "}");
    }

    Model thinking(String text, String signature) {
        start("{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
        delta("{\"type\":\"thinking_delta\",\"thinking\":" + JsonStrings.quote(text) + "}");
        delta("{\"type\":\"signature_delta\",\"signature\":\"" + signature + "\"}");
        return stop("{\"type\":\"thinking\",\"thinking\":" + JsonStrings.quote(text) + ",\"signature\":\"" + signature
                + "\"}");
    }

    Model call(String callId, String tool, String input) {
        String head = "{\"type\":\"tool_use\",\"id\":\"" + callId + "\",\"name\":\"" + tool + "\",\"input\":";
        start(head + "{}}");
        int half = input.length() / 2;
        delta("{\"type\":\"input_json_delta\",\"partial_json\":" + JsonStrings.quote(input.substring(0, half)) + "}");
        delta("{\"type\":\"input_json_delta\",\"partial_json\":" + JsonStrings.quote(input.substring(half)) + "}");
        return stop(head + input + "}");
    }

    Model retrieve(String callId, String original, String more) {
        return call(callId, "headroom_retrieve", "{\"id\":\"" + original + "\"" + more + "}");
    }

    private void start(String block) {
        event(
                "content_block_start",
                "{\"type\":\"content_block_start\",\"index\":" + blocks.size() + ",\"content_block\":" + block + "}");
    }

    private void delta(String delta) {
        event(
                "content_block_delta",
                "{\"type\":\"content_block_delta\",\"index\":" + blocks.size() + ",\"delta\":" + delta + "}");
    }

    private Model stop(String block) {
        event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":" + blocks.size() + "}");
        blocks.add(block);
        return this;
    }

    private void event(String name, String data) {
        events.append(MockUpstream.event(name, data));
    }

    /** What was told so far. */
    String events() {
        return events.toString();
    }

    /** The whole stream. */
    String events(String stopReason) {
        return events
                + MockUpstream.event(
                        "message_delta",
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + stopReason
                                + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":10}}")
                + MockUpstream.event("message_stop", "{\"type\":\"message_stop\"}");
    }

    /** The whole document. */
    String document(String stopReason) {
        return "{\"id\":\"" + id + "\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":["
                + String.join(",", blocks) + "],\"stop_reason\":\"" + stopReason
                + "\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":100,\"output_tokens\":10}}";
    }

    /** Sends the stream, cut into pieces that end anywhere. */
    static void stream(Wire wire, String events) throws IOException {
        wire.respondChunked(200, "Content-Type: text/event-stream; charset=utf-8\r\n");
        for (int from = 0; from < events.length(); from += 97) {
            wire.chunk(events.substring(from, Math.min(events.length(), from + 97)));
        }
        wire.lastChunk();
    }

    static void respond(Wire wire, String document) throws IOException {
        wire.respond(200, "Content-Type: application/json\r\n", MockUpstream.bytes(document));
    }
}
