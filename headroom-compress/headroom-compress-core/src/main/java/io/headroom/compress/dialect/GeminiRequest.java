package io.headroom.compress.dialect;

import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.RequestSink;
import io.headroom.api.dialect.TextSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one request body of Gemini. Calls often have no id; then the n-th response of a function answers its n-th call, which is the
 * order that the API asks for. Both spellings of member names are read, since the API takes both.
 */
final class GeminiRequest {
    private static final Set<String> TEXT = Set.of("text");

    private final JsonCursor body;
    private final RequestSink sink;
    private final ShellCommand commands;
    private final ConversationDigest digest = new ConversationDigest();
    private final Map<String, Deque<String>> open = new HashMap<>();
    private int unnamed;

    GeminiRequest(JsonCursor body, RequestSink sink, ShellCommand commands) {
        this.body = body;
        this.sink = sink;
        this.commands = commands;
    }

    void read() {
        body.members(this::requestMember);
        digest.key().ifPresent(sink::conversationKey);
    }

    private void requestMember(String name) {
        switch (name) {
            case "contents" -> body.elements(() -> new Turn().read());
            case "tools" -> body.elements(() -> body.members(this::toolMember));
            case "systemInstruction", "system_instruction" -> body.members(this::systemMember);
            // Counting tokens may wrap the request.
            case "generateContentRequest", "generate_content_request" -> body.members(this::wrappedMember);
            default -> body.skip();
        }
    }

    private void wrappedMember(String name) {
        if (name.equals("model")) {
            body.string().ifPresent(sink::model);
        } else {
            requestMember(name);
        }
    }

    private void toolMember(String name) {
        if (name.equals("functionDeclarations") || name.equals("function_declarations")) {
            body.elements(() -> body.members(member -> {
                if (member.equals("name")) {
                    body.string().ifPresent(sink::offeredTool);
                }
            }));
        }
    }

    private void systemMember(String name) {
        if (name.equals("parts")) {
            body.elements(() -> body.members(member -> {
                if (member.equals("text")) {
                    body.string().ifPresent(digest::system);
                }
            }));
        }
    }

    private final class Turn {
        private boolean user = true;
        private final List<String> texts = new ArrayList<>();

        void read() {
            body.members(name -> {
                switch (name) {
                    case "role" -> user = body.string().map("user"::equals).orElse(true);
                    case "parts" -> body.elements(() -> body.members(this::part));
                    default -> body.skip();
                }
            });
            if (user && digest.wantsUser()) {
                texts.forEach(digest::user);
                digest.userDone();
            }
        }

        private void part(String name) {
            switch (name) {
                case "functionCall", "function_call" -> new Call().read();
                case "functionResponse", "function_response" -> new Response().read();
                case "text" -> {
                    if (user && digest.wantsUser()) {
                        body.string().ifPresent(texts::add);
                    }
                }
                default -> body.skip();
            }
        }
    }

    private final class Call {
        private Optional<String> id = Optional.empty();
        private String function = "";
        private Optional<String> command = Optional.empty();

        void read() {
            body.members(name -> {
                switch (name) {
                    case "id" -> id = body.string();
                    case "name" -> function = body.string().orElse("");
                    case "args" -> command = commands.of(body);
                    default -> body.skip();
                }
            });
            sink.toolCall(id.orElseGet(this::ownId), function, command);
        }

        private String ownId() {
            // No id of a client has a NUL in it.
            String own = "\0" + unnamed++;
            open.computeIfAbsent(function, key -> new ArrayDeque<>()).add(own);
            return own;
        }
    }

    /** What a function gave back: its strings, and those within a list of text blocks as MCP tools give them. */
    private final class Response {
        private Optional<String> id = Optional.empty();
        private Optional<String> function = Optional.empty();
        private boolean error;
        private final List<TextSpan> texts = new ArrayList<>();

        void read() {
            body.members(name -> {
                switch (name) {
                    case "id" -> id = body.string();
                    case "name" -> function = body.string();
                    case "response" -> body.members(this::value);
                    default -> body.skip();
                }
            });
            Optional<String> call = id.or(this::answered);
            texts.forEach(text -> sink.toolResult(call, function, error, text));
        }

        private void value(String name) {
            if (name.equals("error") && body.kind() != JsonCursor.Kind.NULL) {
                error = true;
            }
            texts.addAll(TextBlocks.read(body, TEXT));
        }

        private Optional<String> answered() {
            return function.map(open::get).map(Deque::poll);
        }
    }
}
