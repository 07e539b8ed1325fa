package io.headroom.compress.dialect;

import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.RequestSink;
import java.util.Optional;

/**
 * Reads tool definitions of the responses API: functions and custom tools by name, the provider's own tools by type, and namespaces,
 * which hold tools in turn.
 */
final class OfferedTools {
    private static final String MCP = "mcp__";

    private final JsonCursor body;
    private final RequestSink sink;

    OfferedTools(JsonCursor body, RequestSink sink) {
        this.body = body;
        this.sink = sink;
    }

    /** Reads the list ahead. */
    void read() {
        body.elements(() -> new Tool().read());
    }

    /** The name of a tool as policies know it: the server's name belongs to it for MCP tools, and for them alone. */
    static String qualified(Optional<String> namespace, String name) {
        return namespace
                .filter(space -> space.startsWith(MCP) && !name.startsWith(MCP))
                .map(space -> space.endsWith("__") ? space + name : space + "__" + name)
                .orElse(name);
    }

    private final class Tool {
        private Optional<String> type = Optional.empty();
        private Optional<String> name = Optional.empty();
        private boolean namespace;

        void read() {
            body.members(member -> {
                switch (member) {
                    case "type" -> type = body.string();
                    case "name" -> name = body.string();
                    case "tools" -> {
                        namespace = true;
                        nested();
                    }
                    default -> body.skip();
                }
            });
            if (!namespace) {
                name.or(() -> type).ifPresent(sink::offeredTool);
            }
        }

        private void nested() {
            body.elements(() -> body.members(member -> {
                if (member.equals("name")) {
                    body.string().ifPresent(inner -> sink.offeredTool(qualified(name, inner)));
                }
            }));
        }
    }
}
