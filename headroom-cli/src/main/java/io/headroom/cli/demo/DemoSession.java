package io.headroom.cli.demo;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The requests of the demonstration: one conversation in the shape of Anthropic's messages API, each request with one call more. */
final class DemoSession {
    static final String MODEL = "claude-sonnet-5-5";

    private final List<ToolCall> calls;

    DemoSession(List<ToolCall> calls) {
        this.calls = List.copyOf(calls);
    }

    List<ToolCall> calls() {
        return calls;
    }

    /** The bodies in the order in which an agent sends them: first the question alone, then with one tool result, and so on. */
    List<byte[]> bodies() {
        List<byte[]> bodies = new ArrayList<>();
        for (int known = 0; known <= calls.size(); known++) {
            bodies.add(body(known));
        }
        return bodies;
    }

    private byte[] body(int known) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            out.writeStringProperty("model", MODEL);
            out.writeNumberProperty("max_tokens", 4096);
            out.writeStringProperty("system", "You are a careful engineer. Answer briefly.");
            out.writeName("tools");
            out.writeStartArray();
            tool(out, "Bash", "command");
            tool(out, "Read", "file_path");
            tool(out, "mcp__tracker__list_issues", "query");
            out.writeEndArray();
            out.writeName("messages");
            out.writeStartArray();
            message(out, "user", () -> text(out, "Why does one refund test fail since the retries were changed?"));
            for (int call = 0; call < known; call++) {
                exchange(out, call);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void exchange(JsonGenerator out, int number) {
        ToolCall call = calls.get(number);
        String id = "toolu_demo_" + number;
        message(out, "assistant", () -> {
            out.writeStartObject();
            out.writeStringProperty("type", "tool_use");
            out.writeStringProperty("id", id);
            out.writeStringProperty("name", call.tool());
            out.writeName("input");
            out.writeStartObject();
            out.writeStringProperty(call.argument(), call.value());
            out.writeEndObject();
            out.writeEndObject();
        });
        message(out, "user", () -> {
            out.writeStartObject();
            out.writeStringProperty("type", "tool_result");
            out.writeStringProperty("tool_use_id", id);
            out.writeStringProperty("content", call.output());
            out.writeEndObject();
        });
    }

    private static void message(JsonGenerator out, String role, Runnable block) {
        out.writeStartObject();
        out.writeStringProperty("role", role);
        out.writeName("content");
        out.writeStartArray();
        block.run();
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void text(JsonGenerator out, String words) {
        out.writeStartObject();
        out.writeStringProperty("type", "text");
        out.writeStringProperty("text", words);
        out.writeEndObject();
    }

    private static void tool(JsonGenerator out, String name, String argument) {
        out.writeStartObject();
        out.writeStringProperty("name", name);
        out.writeStringProperty("description", "Runs " + name + ".");
        out.writeName("input_schema");
        out.writeStartObject();
        out.writeStringProperty("type", "object");
        out.writeName("properties");
        out.writeStartObject();
        out.writeName(argument);
        out.writeStartObject();
        out.writeStringProperty("type", "string");
        out.writeEndObject();
        out.writeEndObject();
        out.writeEndObject();
        out.writeEndObject();
    }
}
