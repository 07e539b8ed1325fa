package io.headroom.compress.message;

import io.headroom.api.compress.Hint;
import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.api.dialect.RequestSink;
import io.headroom.api.dialect.TextSpan;
import io.headroom.compress.message.BodyOutcome.Facts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects what a dialect finds in one body, and then joins results with the calls that they answer, which may stand anywhere. It
 * believes no dialect: a span that is no string of the body, or out of order, is a fault. One object reads one body.
 */
final class BodyScan implements RequestSink {
    private record Call(String name, Optional<String> command) {}

    private record Result(Optional<String> callId, Optional<String> toolName, boolean error, TextSpan text) {}

    private final byte[] body;
    private final List<String> offeredTools = new ArrayList<>();
    private final Map<String, Call> calls = new HashMap<>();
    private final List<Result> results = new ArrayList<>();
    private Optional<String> model = Optional.empty();
    private Optional<String> conversationKey = Optional.empty();
    private boolean streaming;
    private int last;

    private BodyScan(byte[] body) {
        this.body = body;
    }

    /**
     * Reads a body.
     *
     * @throws MalformedJsonException if the body is no JSON object that Headroom touches
     */
    static ScannedBody read(byte[] body, Dialect dialect, JsonReader reader) {
        BodyScan scan = new BodyScan(body);
        reader.read(body, cursor -> {
            if (cursor.kind() != JsonCursor.Kind.OBJECT) {
                throw new MalformedJsonException("no JSON object at byte 0");
            }
            dialect.scan(cursor, scan);
        });
        return scan.joined();
    }

    @Override
    public void model(String id) {
        model = Optional.of(id);
    }

    @Override
    public void streaming(boolean value) {
        streaming = value;
    }

    @Override
    public void offeredTool(String name) {
        offeredTools.add(name);
    }

    @Override
    public void toolCall(String id, String name, Optional<String> command) {
        // Of two calls with one id the first counts: what follows in a longer conversation must not change what was.
        calls.putIfAbsent(id, new Call(name, command));
    }

    @Override
    public void toolResult(Optional<String> callId, Optional<String> toolName, boolean error, TextSpan text) {
        if (text.start() < last
                || text.end() > body.length
                || body[text.start()] != '"'
                || body[text.end() - 1] != '"') {
            throw new IllegalArgumentException("no string of the body at byte " + text.start());
        }
        last = text.end();
        results.add(new Result(callId, toolName, error, text));
    }

    @Override
    public void conversationKey(String key) {
        if (conversationKey.isEmpty()) {
            conversationKey = Optional.of(key);
        }
    }

    private ScannedBody joined() {
        List<FoundText> texts = new ArrayList<>(results.size());
        for (Result result : results) {
            texts.add(new FoundText(result.text(), hint(result)));
        }
        return new ScannedBody(new Facts(model, streaming, offeredTools, conversationKey), List.copyOf(texts));
    }

    private Hint hint(Result result) {
        Optional<Call> call = result.callId().map(calls::get);
        Optional<String> tool = result.toolName().or(() -> call.map(Call::name));
        return new Hint(tool, call.flatMap(Call::command), result.error(), model);
    }
}
