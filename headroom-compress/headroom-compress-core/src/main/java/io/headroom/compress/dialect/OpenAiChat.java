package io.headroom.compress.dialect;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.OwnError;
import io.headroom.api.dialect.RequestSink;
import io.headroom.api.dialect.UsageSink;
import java.util.List;

/** OpenAI's chat completions, which many other providers speak, too. */
public final class OpenAiChat implements Dialect {
    private final ShellCommand commands = new ShellCommand();

    /** Creates the dialect. */
    public OpenAiChat() {}

    @Override
    public String id() {
        return "openai-chat";
    }

    @Override
    public String upstream() {
        return "openai";
    }

    @Override
    public boolean accepts(String method, String rawPath) {
        return method.equals("POST") && rawPath.equals("/v1/chat/completions");
    }

    @Override
    public void scan(JsonCursor body, RequestSink sink) {
        new OpenAiChatRequest(body, sink, commands).read();
    }

    @Override
    public void usage(JsonCursor answer, UsageSink sink) {
        answer.members(name -> {
            if (name.equals("usage")) {
                OpenAiUsage.chat(answer, sink);
            }
        });
    }

    @Override
    public List<String> prompt() {
        return List.of("tools", "messages");
    }

    @Override
    public String error(OwnError error) {
        return ErrorDocument.openAi(error);
    }
}
