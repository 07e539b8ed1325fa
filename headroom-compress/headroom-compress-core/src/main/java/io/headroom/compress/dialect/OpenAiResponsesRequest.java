package io.headroom.compress.dialect;

import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.RequestSink;
import java.util.Optional;

/** Reads one request body of the responses API: what belongs to the request as a whole. Its items are read one by one. */
final class OpenAiResponsesRequest {
    private final JsonCursor body;
    private final RequestSink sink;
    private final ShellCommand commands;
    private final OfferedTools tools;
    private final ConversationDigest digest = new ConversationDigest();
    private Optional<String> cacheKey = Optional.empty();
    private Optional<String> conversation = Optional.empty();

    OpenAiResponsesRequest(JsonCursor body, RequestSink sink, ShellCommand commands) {
        this.body = body;
        this.sink = sink;
        this.commands = commands;
        this.tools = new OfferedTools(body, sink);
    }

    void read() {
        body.members(name -> {
            switch (name) {
                case "model" -> body.string().ifPresent(sink::model);
                case "stream" -> body.bool().ifPresent(sink::streaming);
                case "tools" -> tools.read();
                case "prompt_cache_key" -> cacheKey = body.string();
                case "conversation" -> conversation();
                case "instructions" -> body.string().ifPresent(digest::system);
                case "input" -> input();
                default -> body.skip();
            }
        });
        conversation.or(() -> cacheKey).or(digest::key).ifPresent(sink::conversationKey);
    }

    /** An id, or an object that has one. */
    private void conversation() {
        if (body.kind() == JsonCursor.Kind.STRING) {
            conversation = body.string();
            return;
        }
        body.members(name -> {
            if (name.equals("id")) {
                conversation = body.string();
            }
        });
    }

    private void input() {
        if (body.kind() == JsonCursor.Kind.STRING) {
            body.string().ifPresent(digest::user);
            digest.userDone();
            return;
        }
        body.elements(() -> new OpenAiItem(body, sink, commands, tools, digest).read());
    }
}
