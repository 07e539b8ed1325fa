package io.headroom.compress.dialect;

import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.RequestSink;
import io.headroom.api.dialect.TextSpan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one item of a responses input: a message, a call, the output of a call, or something that is left alone (reasoning, compaction,
 * references). Keys come in any order, so what the item is counts once it is complete.
 */
final class OpenAiItem {
    private static final Set<String> TEXT = Set.of("input_text", "output_text", "text");
    private static final String CALL = "_call";
    private static final String OUTPUT = "_call_output";

    private final JsonCursor body;
    private final RequestSink sink;
    private final ShellCommand commands;
    private final OfferedTools tools;
    private final ConversationDigest digest;

    private Optional<String> type = Optional.empty();
    private Optional<String> role = Optional.empty();
    private Optional<String> id = Optional.empty();
    private Optional<String> callId = Optional.empty();
    private Optional<String> name = Optional.empty();
    private Optional<String> namespace = Optional.empty();
    private Optional<String> command = Optional.empty();
    private List<TextSpan> content = List.of();
    private List<TextSpan> output = List.of();

    OpenAiItem(
            JsonCursor body, RequestSink sink, ShellCommand commands, OfferedTools tools, ConversationDigest digest) {
        this.body = body;
        this.sink = sink;
        this.commands = commands;
        this.tools = tools;
        this.digest = digest;
    }

    void read() {
        body.members(this::member);
        String kind = type.orElse("message");
        if (kind.endsWith(OUTPUT)) {
            output.forEach(text -> sink.toolResult(callId, Optional.empty(), false, text));
        } else if (kind.endsWith(CALL)) {
            callId.or(() -> id).ifPresent(call -> sink.toolCall(call, toolName(kind), command));
        } else if (kind.equals("message") && digest.wantsUser()) {
            message();
        }
    }

    private void member(String key) {
        switch (key) {
            case "type" -> type = body.string();
            case "role" -> role = body.string();
            case "id" -> id = body.string();
            case "call_id" -> callId = body.string();
            case "name" -> name = body.string();
            case "namespace" -> namespace = body.string();
            case "arguments" -> command = body.string().flatMap(commands::ofArguments);
            case "input" -> command = body.string().flatMap(ScriptCommands::of);
            case "action" -> action();
            case "tools" -> tools.read();
            case "content" -> {
                if (digest.wantsUser() && type.map("message"::equals).orElse(true)) {
                    content = TextBlocks.read(body, TEXT);
                }
            }
            case "output" -> {
                if (type.map(kind -> kind.endsWith(OUTPUT)).orElse(true)) {
                    output = TextBlocks.read(body, TEXT);
                }
            }
            default -> body.skip();
        }
    }

    /** What a shell tool of the provider was told to do: one list of arguments, or several command lines. */
    private void action() {
        body.members(key -> {
            if (key.equals("command")) {
                command = body.kind() == JsonCursor.Kind.ARRAY
                        ? ShellCommand.line(ShellCommand.strings(body))
                        : body.string();
            } else if (key.equals("commands")) {
                command = Optional.of(String.join("\n", ShellCommand.strings(body)))
                        .filter(lines -> !lines.isEmpty());
            }
        });
    }

    /** Tools of the provider have no name but their kind of call: {@code local_shell_call} is a call of {@code local_shell}. */
    private String toolName(String kind) {
        return name.map(own -> OfferedTools.qualified(namespace, own))
                .orElseGet(() -> kind.substring(0, kind.length() - CALL.length()));
    }

    private void message() {
        if (is("system") || is("developer")) {
            content.forEach(text -> digest.system(text.text()));
        } else if (is("user")) {
            content.forEach(text -> digest.user(text.text()));
            digest.userDone();
        }
    }

    private boolean is(String wanted) {
        return role.filter(wanted::equals).isPresent();
    }
}
