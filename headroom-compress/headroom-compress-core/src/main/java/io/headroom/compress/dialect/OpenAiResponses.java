package io.headroom.compress.dialect;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.OwnError;
import io.headroom.api.dialect.RequestSink;
import io.headroom.api.dialect.UsageSink;
import java.util.List;
import java.util.Set;

/** OpenAI's responses, as the platform and ChatGPT's backend serve them; frames of the WebSocket variant have the same members. */
public final class OpenAiResponses implements Dialect {
    private static final Set<String> PREFIXES = Set.of("", "/v1", "/v1/codex", "/backend-api", "/backend-api/codex");
    private static final Set<String> ENDINGS = Set.of("", "/compact", "/input_tokens");
    private static final String PATH = "/responses";

    private final ShellCommand commands = new ShellCommand();

    /** Creates the dialect. */
    public OpenAiResponses() {}

    @Override
    public String id() {
        return "openai-responses";
    }

    @Override
    public String upstream() {
        return "openai";
    }

    @Override
    public boolean accepts(String method, String rawPath) {
        int at = rawPath.indexOf(PATH);
        return method.equals("POST")
                && at >= 0
                && PREFIXES.contains(rawPath.substring(0, at))
                && ENDINGS.contains(rawPath.substring(at + PATH.length()));
    }

    @Override
    public void scan(JsonCursor body, RequestSink sink) {
        new OpenAiResponsesRequest(body, sink, commands).read();
    }

    @Override
    public void usage(JsonCursor answer, UsageSink sink) {
        answer.members(name -> {
            if (name.equals("usage")) {
                OpenAiUsage.responses(answer, sink);
            } else if (name.equals("response")) {
                // Events have the response, and its usage, inside.
                answer.members(inner -> {
                    if (inner.equals("usage")) {
                        OpenAiUsage.responses(answer, sink);
                    }
                });
            }
        });
    }

    @Override
    public List<String> prompt() {
        return List.of("tools", "instructions", "input");
    }

    @Override
    public String error(OwnError error) {
        return ErrorDocument.openAi(error);
    }
}
