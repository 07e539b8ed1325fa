package io.headroom.proxy.redeem;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.redeem.JsonParts.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** A content block of which a stream tells piece by piece. */
final class AnthropicDraft {
    private final JsonParts parts;
    private final Map<String, String> members = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private final StringBuilder signature = new StringBuilder();
    private final StringBuilder input = new StringBuilder();
    private final StringJoiner citations = new StringJoiner(",", "[", "]");
    private final boolean own;
    private boolean cited;
    private boolean understood = true;

    /** Begins with the block of a {@code content_block_start} event. */
    AnthropicDraft(JsonParts parts, Part start) {
        this.parts = parts;
        start.members().forEach((name, value) -> members.put(name, value.raw()));
        own = AnthropicMessages.block(start).own();
        begin("text", text);
        begin("thinking", thinking);
        begin("signature", signature);
    }

    private void begin(String name, StringBuilder pieces) {
        Optional.ofNullable(members.get(name))
                .flatMap(raw -> parts.of(raw).string())
                .ifPresent(pieces::append);
    }

    /** Whether the block is a call of Headroom's tool. */
    boolean own() {
        return own;
    }

    /** Whether all that was told is in {@link #block()}. */
    boolean understood() {
        return understood;
    }

    /** Adds the delta of a {@code content_block_delta} event. */
    void delta(Part delta) {
        Map<String, Part> told = delta.members();
        String type =
                Optional.ofNullable(told.get("type")).flatMap(Part::string).orElse("");
        switch (type) {
            case "text_delta" -> append(told.get("text"), text);
            case "thinking_delta" -> append(told.get("thinking"), thinking);
            case "signature_delta" -> append(told.get("signature"), signature);
            case "input_json_delta" -> append(told.get("partial_json"), input);
            case "citations_delta" -> {
                cited = true;
                Optional.ofNullable(told.get("citation")).ifPresent(citation -> citations.add(citation.raw()));
            }
            default -> understood = false;
        }
    }

    private static void append(@org.jspecify.annotations.Nullable Part piece, StringBuilder pieces) {
        if (piece != null) {
            piece.string().ifPresent(pieces::append);
        }
    }

    /** The block as it is now. */
    Block block() {
        set("text", text);
        set("thinking", thinking);
        set("signature", signature);
        if (!input.isEmpty()) {
            members.put("input", input.toString());
        }
        if (cited) {
            members.put("citations", citations.toString());
        }
        return AnthropicMessages.block(parts.of(Members.object(members)));
    }

    private void set(String name, StringBuilder pieces) {
        if (!pieces.isEmpty()) {
            members.put(name, JsonStrings.quote(pieces.toString()));
        }
    }
}
