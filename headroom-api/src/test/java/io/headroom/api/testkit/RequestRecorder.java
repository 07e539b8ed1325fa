package io.headroom.api.testkit;

import io.headroom.api.dialect.RequestSink;
import io.headroom.api.dialect.TextSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what a dialect reports about a request. */
public final class RequestRecorder implements RequestSink {
    private final List<String> facts = new ArrayList<>();
    private final List<TextSpan> texts = new ArrayList<>();

    @Override
    public void model(String id) {
        facts.add("model " + id);
    }

    @Override
    public void streaming(boolean streaming) {
        facts.add("streaming " + streaming);
    }

    @Override
    public void offeredTool(String name) {
        facts.add("tool " + name);
    }

    @Override
    public void toolCall(String id, String name, Optional<String> command) {
        facts.add(
                "call " + id + " of " + name + command.map(line -> ": " + line).orElse(""));
    }

    @Override
    public void toolResult(Optional<String> callId, Optional<String> toolName, boolean error, TextSpan text) {
        facts.add("result of " + callId.orElse("?")
                + toolName.map(name -> " by " + name).orElse("") + (error ? ", failed" : ""));
        texts.add(text);
    }

    @Override
    public void conversationKey(String key) {
        facts.add("conversation " + key);
    }

    /**
     * All reports but the texts.
     *
     * @return one line for each call
     */
    public List<String> facts() {
        return List.copyOf(facts);
    }

    /**
     * The eligible texts.
     *
     * @return in the order of the calls
     */
    public List<TextSpan> texts() {
        return List.copyOf(texts);
    }
}
