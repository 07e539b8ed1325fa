package io.headroom.compress.dialect;

import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.RequestSink;
import io.headroom.api.dialect.TextSpan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one request body of chat completions. */
final class OpenAiChatRequest {
    private static final Set<String> TEXT = Set.of("text");

    private final JsonCursor body;
    private final RequestSink sink;
    private final ShellCommand commands;
    private final ConversationDigest digest = new ConversationDigest();
    private Optional<String> key = Optional.empty();

    OpenAiChatRequest(JsonCursor body, RequestSink sink, ShellCommand commands) {
        this.body = body;
        this.sink = sink;
        this.commands = commands;
    }

    void read() {
        body.members(name -> {
            switch (name) {
                case "model" -> body.string().ifPresent(sink::model);
                case "stream" -> body.bool().ifPresent(sink::streaming);
                case "tools" -> body.elements(() -> body.members(this::toolMember));
                case "prompt_cache_key" -> key = body.string();
                case "messages" -> body.elements(() -> new Message().read());
                default -> body.skip();
            }
        });
        key.or(digest::key).ifPresent(sink::conversationKey);
    }

    private void toolMember(String name) {
        if (name.equals("function") || name.equals("custom")) {
            body.members(inner -> {
                if (inner.equals("name")) {
                    body.string().ifPresent(sink::offeredTool);
                }
            });
        }
    }

    private final class Message {
        private Optional<String> role = Optional.empty();
        private Optional<String> callId = Optional.empty();
        private List<TextSpan> texts = List.of();

        void read() {
            body.members(name -> {
                switch (name) {
                    case "role" -> role = body.string();
                    case "tool_call_id" -> callId = body.string();
                    case "tool_calls" -> body.elements(() -> new Call().read());
                    case "content" -> {
                        if (wanted()) {
                            texts = TextBlocks.read(body, TEXT);
                        }
                    }
                    default -> body.skip();
                }
            });
            deliver();
        }

        /** Whether somebody may need the texts; a role that is not known yet may be any. */
        private boolean wanted() {
            return role.isEmpty() || is("tool") || (digest.wantsUser() && !is("assistant"));
        }

        private void deliver() {
            if (is("tool")) {
                texts.forEach(text -> sink.toolResult(callId, Optional.empty(), false, text));
            } else if (digest.wantsUser() && (is("system") || is("developer"))) {
                texts.forEach(text -> digest.system(text.text()));
            } else if (digest.wantsUser() && is("user")) {
                texts.forEach(text -> digest.user(text.text()));
                digest.userDone();
            }
        }

        private boolean is(String wanted) {
            return role.filter(wanted::equals).isPresent();
        }
    }

    private final class Call {
        private Optional<String> id = Optional.empty();
        private Optional<String> name = Optional.empty();
        private Optional<String> command = Optional.empty();

        void read() {
            body.members(member -> {
                switch (member) {
                    case "id" -> id = body.string();
                    case "function", "custom" -> body.members(this::inner);
                    default -> body.skip();
                }
            });
            id.ifPresent(call -> name.ifPresent(tool -> sink.toolCall(call, tool, command)));
        }

        private void inner(String member) {
            switch (member) {
                case "name" -> name = body.string();
                case "arguments" -> command = body.string().flatMap(commands::ofArguments);
                case "input" -> command = body.string().flatMap(ScriptCommands::of);
                default -> body.skip();
            }
        }
    }
}
