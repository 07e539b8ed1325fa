package io.headroom.compress.dialect;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.RequestSink;
import io.headroom.api.dialect.TextSpan;
import io.headroom.compress.message.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down, in one line each, what a dialect finds in a body. */
final class Seen implements RequestSink {
    private final String body;
    private final List<String> lines = new ArrayList<>();
    private Optional<String> key = Optional.empty();

    private Seen(String body) {
        this.body = body;
    }

    static List<String> in(Dialect dialect, String body) {
        return scan(dialect, body).lines;
    }

    static Optional<String> keyOf(Dialect dialect, String body) {
        return scan(dialect, body).key;
    }

    private static Seen scan(Dialect dialect, String body) {
        Seen seen = new Seen(body);
        new JsonReader().read(body.getBytes(StandardCharsets.UTF_8), cursor -> dialect.scan(cursor, seen));
        return seen;
    }

    @Override
    public void model(String id) {
        lines.add("model " + id);
    }

    @Override
    public void streaming(boolean streaming) {
        lines.add("streaming " + streaming);
    }

    @Override
    public void offeredTool(String name) {
        lines.add("tool " + name);
    }

    @Override
    public void toolCall(String id, String name, Optional<String> command) {
        lines.add("call " + id.replace('\0', '#') + " " + name
                + command.map(c -> " > " + c).orElse(""));
    }

    @Override
    public void toolResult(Optional<String> callId, Optional<String> toolName, boolean error, TextSpan text) {
        // The bodies of these tests are ASCII, so bytes are characters.
        String raw = body.substring(text.start(), text.end());
        lines.add("result " + callId.orElse("-").replace('\0', '#') + " " + toolName.orElse("-")
                + (error ? " failed " : " ") + raw);
    }

    @Override
    public void conversationKey(String value) {
        key = Optional.of(value);
    }
}
