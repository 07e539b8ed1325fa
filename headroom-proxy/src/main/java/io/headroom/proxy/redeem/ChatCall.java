package io.headroom.proxy.redeem;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.redeem.JsonParts.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A call of which a stream of chat completions tells piece by piece. */
final class ChatCall {
    private final Map<String, String> members = new LinkedHashMap<>();
    private final Map<String, String> inner = new LinkedHashMap<>();
    private final StringBuilder input = new StringBuilder();
    private final String kind;
    private final int shownIndex;

    /** Begins with the first piece; {@code shownIndex} is the index that the client knows it by, if it is shown. */
    ChatCall(Map<String, Part> piece, int shownIndex) {
        this.kind = piece.containsKey("custom") ? "custom" : "function";
        this.shownIndex = shownIndex;
        add(piece);
    }

    /** Adds a piece; what is told once, in whichever piece, stays. */
    void add(Map<String, Part> piece) {
        piece.forEach((name, value) -> {
            if (!name.equals(kind) && !name.equals("index") && !value.isNull()) {
                members.put(name, value.raw());
            }
        });
        String pieces = inputName();
        Members.inner(piece, kind).forEach((name, value) -> {
            if (name.equals(pieces)) {
                value.string().ifPresent(input::append);
            } else if (!value.isNull()) {
                inner.put(name, value.raw());
            }
        });
    }

    private String inputName() {
        return kind.equals("custom") ? "input" : "arguments";
    }

    /** Whether a piece begins another call, although it has the same index. */
    boolean endsBefore(Map<String, Part> piece) {
        Optional<String> id = Members.part(piece, "id").map(Part::raw).filter(text -> !text.equals("\"\""));
        return id.isPresent() && members.containsKey("id") && !id.get().equals(members.get("id"));
    }

    /** Whether it is a call of Headroom's tool. */
    boolean own() {
        return JsonStrings.quote(ToolOffer.NAME).equals(inner.get("name"));
    }

    int shownIndex() {
        return shownIndex;
    }

    /** The call as it is now. */
    Block block(JsonParts parts) {
        Map<String, String> told = new LinkedHashMap<>(inner);
        told.put(inputName(), JsonStrings.quote(input.toString()));
        Map<String, String> all = new LinkedHashMap<>(members);
        all.put(kind, Members.object(told));
        return ChatCompletions.call(parts.of(Members.object(all)));
    }
}
