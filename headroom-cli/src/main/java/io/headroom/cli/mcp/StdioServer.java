package io.headroom.cli.mcp;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.Version;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapperSupplier;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.io.IOException;

/** Joins the tools, the SDK's server and the console's streams. */
final class StdioServer {
    private StdioServer() {}

    /** Serves in this thread until the client closes its end. */
    static void serve(Console console, Tools tools) {
        McpJsonMapper json = new JacksonMcpJsonMapperSupplier().get();
        Thread warmUp = new Thread(tools::warmUp, "headroom-mcp-warm-up");
        warmUp.setDaemon(true);
        warmUp.start();
        try (StdioTransport transport = new StdioTransport(json, console)) {
            McpServer.sync(transport)
                    .serverInfo("headroom", Version.number())
                    .capabilities(ServerCapabilities.builder().tools(false).build())
                    .tools(new ToolCatalog(tools, json, console).tools())
                    .jsonMapper(json)
                    // Tools look at their arguments themselves, and say better what is wrong with them.
                    .validateToolInputs(false)
                    .jsonSchemaValidator((schema, value) -> ValidationResponse.asValid(null))
                    // A tool runs in the thread that the transport chose for its call.
                    .immediateExecution(true)
                    .build();
            transport.serve();
        } catch (IOException e) {
            console.err().println("headroom: the client's messages cannot be read any more: " + e.getMessage());
        } finally {
            warmUp.interrupt();
        }
    }
}
