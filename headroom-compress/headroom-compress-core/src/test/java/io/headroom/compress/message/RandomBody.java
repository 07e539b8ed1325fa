package io.headroom.compress.message;

import io.headroom.api.dialect.Dialect;
import io.headroom.compress.dialect.AnthropicMessages;
import io.headroom.compress.dialect.Gemini;
import io.headroom.compress.dialect.OpenAiChat;
import io.headroom.compress.dialect.OpenAiResponses;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A random request body of one dialect, written as no client would, that knows its own eligible texts. Members stand in any order, and
 * members that nobody knows stand between them.
 */
final class RandomBody {
    /** An eligible text, and the offsets of its string in the body. */
    record Expected(int start, int end, String text) {}

    private record Member(String key, Runnable value) {}

    private final Random random;
    private final RandomJson json;
    private final StringBuilder out = new StringBuilder();
    private final List<Expected> expected = new ArrayList<>();
    private int noise;

    private RandomBody(Random random) {
        this.random = random;
        this.json = new RandomJson(random);
    }

    static List<Dialect> dialects() {
        return List.of(new AnthropicMessages(), new Gemini(), new OpenAiChat(), new OpenAiResponses());
    }

    static RandomBody of(Dialect dialect, Random random) {
        RandomBody body = new RandomBody(random);
        if (random.nextInt(4) == 0) {
            body.out.append('\uFEFF');
        }
        body.out.append(body.json.space());
        switch (dialect.id()) {
            case "anthropic-messages" -> body.anthropic();
            case "openai-chat" -> body.chat();
            case "openai-responses" -> body.responses();
            default -> body.gemini();
        }
        body.out.append(body.json.space());
        return body;
    }

    byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    List<Expected> expected() {
        return expected;
    }

    private void anthropic() {
        object(
                text("model", "m"),
                plain("system"),
                member(
                        "messages",
                        () -> array(() ->
                                object(text("role", "user"), member("content", () -> array(this::anthropicBlock))))));
    }

    private void anthropicBlock() {
        switch (random.nextInt(3)) {
            case 0 ->
                object(
                        text("type", "tool_result"),
                        text("tool_use_id", "t"),
                        member("content", () -> content("text")),
                        value("cache_control"));
            case 1 -> object(text("type", "text"), value("text"));
            default ->
                object(
                        text("type", "search_result"),
                        member("content", () -> array(() -> object(text("type", "text"), value("text")))));
        }
    }

    private void chat() {
        object(
                text("model", "m"),
                member(
                        "messages",
                        () -> array(() -> {
                            if (random.nextBoolean()) {
                                object(
                                        text("role", "tool"),
                                        text("tool_call_id", "t"),
                                        member("content", () -> content("text")));
                            } else {
                                object(text("role", random.nextBoolean() ? "user" : "assistant"), plain("content"));
                            }
                        })));
    }

    private void responses() {
        object(
                text("model", "m"),
                value("instructions"),
                member(
                        "input",
                        () -> array(() -> {
                            String kind = random.nextBoolean() ? "function" : "custom_tool";
                            switch (random.nextInt(3)) {
                                case 0 ->
                                    object(
                                            text("type", kind + "_call_output"),
                                            text("call_id", "c"),
                                            member("output", () -> content("input_text")));
                                case 1 -> object(text("type", "mcp_call"), text("id", "x"), plain("output"));
                                default -> object(text("type", "message"), text("role", "user"), plain("content"));
                            }
                        })));
    }

    private void gemini() {
        object(
                value("cachedContent"),
                member(
                        "contents",
                        () -> array(() -> object(
                                text("role", "user"),
                                member(
                                        "parts",
                                        () -> array(() -> {
                                            if (random.nextBoolean()) {
                                                object(member(
                                                        "functionResponse",
                                                        () -> object(
                                                                text("name", "f"),
                                                                member(
                                                                        "response",
                                                                        () -> bare(member(
                                                                                "output", () -> content("text")))),
                                                                value("parts"))));
                                            } else {
                                                object(value("text"));
                                            }
                                        }))))));
    }

    /** A tool's result: a string, or a list of text blocks between blocks of other types. */
    private void content(String type) {
        if (random.nextBoolean()) {
            eligible();
            return;
        }
        array(() -> {
            if (random.nextInt(3) > 0) {
                object(text("type", type), member("text", this::eligible));
            } else {
                object(text("type", "image"), value("text"), value("source"));
            }
        });
    }

    private void eligible() {
        String text = RandomJson.text(random);
        int start = bytesSoFar();
        out.append(json.string(text));
        expected.add(new Expected(start, bytesSoFar(), text));
    }

    private int bytesSoFar() {
        return out.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private Member member(String key, Runnable value) {
        return new Member(key, value);
    }

    private Member text(String key, String value) {
        return member(key, () -> out.append(json.string(value)));
    }

    private Member value(String key) {
        return member(key, () -> out.append(json.value(0)));
    }

    /** A member that the dialect may have to look into before it knows what it is for, so without doubled keys. */
    private Member plain(String key) {
        return member(key, () -> out.append(random.nextInt(4) == 0 ? "null" : json.string(RandomJson.text(random))));
    }

    private void object(Member... members) {
        List<Member> all = new ArrayList<>(Arrays.asList(members));
        for (int i = random.nextInt(3); i > 0; i--) {
            all.add(value("x_" + noise++));
        }
        Collections.shuffle(all, random);
        bare(all.toArray(Member[]::new));
    }

    private void bare(Member... members) {
        out.append('{').append(json.space());
        for (int i = 0; i < members.length; i++) {
            out.append(i > 0 ? "," + json.space() : "").append(json.string(members[i].key()));
            out.append(json.space()).append(':').append(json.space());
            members[i].value().run();
            out.append(json.space());
        }
        out.append('}');
    }

    private void array(Runnable element) {
        out.append('[').append(json.space());
        for (int i = random.nextInt(4); i > 0; i--) {
            element.run();
            out.append(json.space()).append(i > 1 ? "," + json.space() : "");
        }
        out.append(']');
    }
}
