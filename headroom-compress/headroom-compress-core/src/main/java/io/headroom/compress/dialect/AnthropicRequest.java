package io.headroom.compress.dialect;

import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.RequestSink;
import io.headroom.api.dialect.TextSpan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one request body of Anthropic's Messages API. Keys come in any order: real clients vary it from block to block. */
final class AnthropicRequest {
    private static final Set<String> TEXT = Set.of("text");

    private final JsonCursor body;
    private final RequestSink sink;
    private final ShellCommand commands;
    private final ConversationDigest digest = new ConversationDigest();

    AnthropicRequest(JsonCursor body, RequestSink sink, ShellCommand commands) {
        this.body = body;
        this.sink = sink;
        this.commands = commands;
    }

    void read() {
        body.members(name -> {
            switch (name) {
                case "model" -> body.string().ifPresent(sink::model);
                case "stream" -> body.bool().ifPresent(sink::streaming);
                case "system" -> TextBlocks.read(body, TEXT).forEach(span -> digest.system(span.text()));
                case "tools" -> body.elements(this::tool);
                case "messages" -> body.elements(() -> new Message().read());
                default -> body.skip();
            }
        });
        digest.key().ifPresent(sink::conversationKey);
    }

    private void tool() {
        body.members(name -> {
            if (name.equals("name")) {
                body.string().ifPresent(sink::offeredTool);
            }
        });
    }

    /** A message; only the first of the user is looked at for its texts, and that for the conversation's key alone. */
    private final class Message {
        private boolean user;

        void read() {
            body.members(name -> {
                switch (name) {
                    case "role" -> user = body.string().filter("user"::equals).isPresent();
                    case "content" -> content();
                    default -> body.skip();
                }
            });
            if (user) {
                digest.userDone();
            }
        }

        private void content() {
            boolean first = user && digest.wantsUser();
            if (body.kind() == JsonCursor.Kind.STRING) {
                if (first) {
                    body.string().ifPresent(digest::user);
                }
            } else {
                body.elements(() -> new Block(first).read());
            }
        }
    }

    /** A block of any type; what it is counts once it is complete. */
    private final class Block {
        private final boolean digested;
        private Optional<String> type = Optional.empty();
        private Optional<String> id = Optional.empty();
        private Optional<String> name = Optional.empty();
        private Optional<String> command = Optional.empty();
        private Optional<String> callId = Optional.empty();
        private boolean error;
        private List<TextSpan> texts = List.of();

        Block(boolean digested) {
            this.digested = digested;
        }

        void read() {
            body.members(this::member);
            if (is("tool_use")) {
                id.ifPresent(call -> name.ifPresent(tool -> sink.toolCall(call, tool, command)));
            } else if (is("tool_result")) {
                texts.forEach(text -> sink.toolResult(callId, Optional.empty(), error, text));
            }
        }

        private void member(String key) {
            switch (key) {
                case "type" -> type = body.string();
                case "id" -> id = body.string();
                case "name" -> name = body.string();
                case "tool_use_id" -> callId = body.string();
                case "is_error" -> error = body.bool().orElse(false);
                case "text" -> text();
                case "input" -> {
                    if (may("tool_use")) {
                        command = commands.of(body);
                    }
                }
                case "content" -> {
                    if (may("tool_result")) {
                        texts = TextBlocks.read(body, TEXT);
                    }
                }
                default -> body.skip();
            }
        }

        private void text() {
            if (digested && is("text")) {
                body.string().ifPresent(digest::user);
            }
        }

        private boolean is(String wanted) {
            return type.filter(wanted::equals).isPresent();
        }

        /** Whether the block is, or may turn out to be, of that type. */
        private boolean may(String wanted) {
            return type.isEmpty() || is(wanted);
        }
    }
}
