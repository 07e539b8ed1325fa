package io.headroom.cli.mcp;

import io.headroom.cli.console.Console;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * How the tools look to an agent. Their descriptions stand in each of its requests, so every word has to earn its place; what happens
 * while a call runs becomes an answer, and never an exception.
 */
final class ToolCatalog {
    private static final String COMPRESS = "headroom_compress";
    private static final String STATS = "headroom_stats";

    private final Tools tools;
    private final McpJsonMapper json;
    private final Console console;

    ToolCatalog(Tools tools, McpJsonMapper json, Console console) {
        this.tools = tools;
        this.json = json;
        this.console = console;
    }

    List<SyncToolSpecification> tools() {
        return List.of(
                tool(
                        COMPRESS,
                        "Shrinks long tool output; the original stays retrievable by id.",
                        """
                        {"type":"object","properties":{"content":{"type":"string"},\
                        "tool":{"type":"string","description":"what printed it, e.g. Bash; if unknown nothing is left out"},\
                        "mode":{"type":"string","enum":["lossless","balanced","aggressive"]}},"required":["content"]}""",
                        arguments -> fields(tools.compress(arguments))),
                tool(
                        Tools.RETRIEVE,
                        "Returns what a [headroom: \u2026 left out] text lacks.",
                        """
                        {"type":"object","properties":{"id":{"type":"string"},\
                        "rows":{"type":"string","description":"1-based, e.g. 3-36,40"},"lines":{"type":"string"},"keys":{"type":"string"},\
                        "grep":{"type":"string","description":"RE2"},\
                        "path":{"type":"string","description":"JSON Pointer"},\
                        "max_tokens":{"type":"integer"}},"required":["id"]}""",
                        arguments -> text(tools.retrieve(arguments))),
                tool(
                        STATS,
                        "Compression figures.",
                        "{\"type\":\"object\",\"properties\":{}}",
                        arguments -> fields(tools.stats())));
    }

    private interface Call {
        CallToolResult answer(ToolArguments arguments) throws ToolFailure, IOException;
    }

    private SyncToolSpecification tool(String name, String description, String schema, Call call) {
        Tool definition = Tool.builder(name, json, schema)
                .description(description)
                // Clients run calls beside one another that change nothing which anybody could see.
                .annotations(ToolAnnotations.builder().readOnlyHint(true).build())
                .build();
        return SyncToolSpecification.builder()
                .tool(definition)
                .callHandler((exchange, request) -> {
                    Map<String, Object> given = request.arguments();
                    return guarded(() -> call.answer(ToolArguments.of(given == null ? Map.of() : given)));
                })
                .build();
    }

    private interface Guarded {
        CallToolResult answer() throws ToolFailure, IOException;
    }

    private CallToolResult guarded(Guarded call) {
        try {
            return call.answer();
        } catch (ToolFailure e) {
            return failure(e.getMessage());
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            if (console.debug()) {
                e.printStackTrace(console.err());
            }
            return failure("this failed, and should not have: " + e);
        }
    }

    private static CallToolResult failure(String message) {
        return CallToolResult.builder()
                .addTextContent("headroom: " + message)
                .isError(true)
                .build();
    }

    /** The source text alone in the first part, so that whoever wants it byte for byte has it. */
    private static CallToolResult text(Tools.Part part) {
        CallToolResult.Builder result = CallToolResult.builder().addTextContent(part.text());
        part.more().ifPresent(result::addTextContent);
        return result.isError(false).build();
    }

    /** As an object, and for clients that know texts only as the same object in a text. They show the model one of the two. */
    private CallToolResult fields(Map<String, Object> fields) throws IOException {
        return CallToolResult.builder()
                .addTextContent(json.writeValueAsString(fields))
                .structuredContent(fields)
                .isError(false)
                .build();
    }
}
