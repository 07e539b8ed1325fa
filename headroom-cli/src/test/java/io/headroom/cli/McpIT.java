package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.Distribution.Result;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The MCP server of the distribution, started by the SDK's client as agents start it. */
class McpIT extends McpContract {
    private static final String HELLO = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"test","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"headroom_stats","arguments":{}}}
            """;

    /** The SDK tells every step of its client; the name has to be held, or the level is forgotten. */
    private static final Logger SDK = Logger.getLogger("io.modelcontextprotocol");

    @TempDir
    private static Path home;

    private static McpSyncClient client;

    @BeforeAll
    static void startServer() {
        SDK.setLevel(Level.WARNING);
        Distribution distribution = Distribution.built(home);
        ServerParameters parameters = ServerParameters.builder(
                        distribution.script().toString())
                .args("mcp", "serve")
                .build();
        client = initialized(new StdioClientTransport(parameters, JSON) {
            @Override
            protected ProcessBuilder getProcessBuilder() {
                return distribution.prepare(distribution.script(), List.of());
            }
        });
    }

    @AfterAll
    static void stopServer() {
        client.closeGracefully();
        SDK.setLevel(null);
    }

    @Override
    McpSyncClient client() {
        return client;
    }

    @Test
    @DisplayName(
            "C-1008: standard output holds nothing but the protocol, and the process ends with its input, exit code 0")
    void writesNothingButTheProtocol() throws Exception {
        Result result = Distribution.built(home).pipe(HELLO.getBytes(StandardCharsets.UTF_8), "mcp", "serve");

        assertEquals(0, result.status(), result.toString());
        List<String> lines = result.out().lines().toList();
        assertEquals(2, lines.size(), result.toString());
        assertTrue(lines.stream().allMatch(line -> line.startsWith("{\"jsonrpc\":\"2.0\",\"id\":")), result.toString());
        assertEquals("", result.err());
    }

    @Test
    @DisplayName("C-1008: a later server knows what an earlier one kept")
    void survivesARestart() throws Exception {
        Distribution distribution = Distribution.built(home);
        String content = "{\\\"id\\\":1,\\\"name\\\":\\\"one of many\\\"}\\n".repeat(400);
        String call = HELLO.replace(
                "\"headroom_stats\",\"arguments\":{}",
                "\"headroom_compress\",\"arguments\":{\"tool\":\"Bash\",\"content\":\"" + content + "\"}");
        Result kept = distribution.pipe(call.getBytes(StandardCharsets.UTF_8), "mcp", "serve");
        String id = kept.out().replaceAll("(?s).*\"id\":\"([0-9a-f-]{33})\".*", "$1");

        Result found = distribution.run("retrieve", id, "--chars", "1-9");

        assertEquals("{\"id\":1,\"", found.out(), kept.toString() + found);
    }

    @Test
    @DisplayName("C-1008: without the launcher the command says what is missing")
    void saysThatItNeedsItsLauncher() throws Exception {
        Distribution distribution = Distribution.built(home);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder process =
                distribution.prepare(java, List.of("-p", "lib", "-m", "io.headroom.cli", "mcp", "serve"));
        process.directory(distribution.root().toFile());

        Result result = distribution.finish(process, new byte[0]);

        assertEquals(1, result.status(), result.toString());
        assertEquals("", result.out());
        assertTrue(result.err().contains("Start bin/headroom, which adds lib/mcp"), result.toString());
    }

    @Test
    void explainsItself() throws Exception {
        Result result = Distribution.built(home).run("mcp", "serve", "--help");

        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().contains("claude mcp add headroom -- headroom mcp serve"), result.toString());
    }
}
