package io.headroom.compress.dialect;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.OwnError;
import io.headroom.api.dialect.RequestSink;
import io.headroom.api.dialect.UsageSink;
import java.util.List;

/**
 * Anthropic's Messages API. Token counts go through unread: clients decide with them how much of a text to send, so they have to count
 * the original.
 */
public final class AnthropicMessages implements Dialect {
    private final ShellCommand commands = new ShellCommand();

    /** Creates the dialect. */
    public AnthropicMessages() {}

    @Override
    public String id() {
        return "anthropic-messages";
    }

    @Override
    public String upstream() {
        return "anthropic";
    }

    @Override
    public boolean accepts(String method, String rawPath) {
        return method.equals("POST") && rawPath.equals("/v1/messages");
    }

    @Override
    public void scan(JsonCursor body, RequestSink sink) {
        new AnthropicRequest(body, sink, commands).read();
    }

    @Override
    public void usage(JsonCursor answer, UsageSink sink) {
        answer.members(name -> {
            if (name.equals("usage")) {
                figures(answer, sink);
            } else if (name.equals("message")) {
                // The first event of a stream has the message, and its usage, inside.
                answer.members(inner -> {
                    if (inner.equals("usage")) {
                        figures(answer, sink);
                    }
                });
            }
        });
    }

    @Override
    public List<String> prompt() {
        return List.of("tools", "system", "messages");
    }

    @Override
    public String error(OwnError error) {
        return ErrorDocument.anthropic(error);
    }

    private static void figures(JsonCursor usage, UsageSink sink) {
        usage.members(name -> {
            switch (name) {
                case "input_tokens" -> usage.integer().ifPresent(sink::freshInput);
                case "cache_read_input_tokens" -> usage.integer().ifPresent(sink::cacheRead);
                case "cache_creation_input_tokens" -> usage.integer().ifPresent(sink::cacheWrite);
                case "output_tokens" -> usage.integer().ifPresent(sink::output);
                default -> usage.skip();
            }
        });
    }
}
