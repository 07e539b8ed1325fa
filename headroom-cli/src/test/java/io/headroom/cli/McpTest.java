package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Mode;
import io.headroom.api.token.Tokenizer;
import io.headroom.cli.compress.LocalEngine;
import io.headroom.cli.console.Console;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** The MCP server in this JVM, at the ends of two pipes. */
class McpTest extends McpContract {
    private static final String HELLO = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
            "clientInfo":{"name":"test","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            """;

    @TempDir
    private Path workspace;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private McpSyncClient client;

    @Override
    McpSyncClient client() throws IOException {
        Pipe there = Pipe.open();
        Pipe back = Pipe.open();
        Console console = new Console(
                Channels.newInputStream(there.source()),
                new PrintStream(Channels.newOutputStream(back.sink()), false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("HEADROOM_WORKSPACE_DIR", workspace.toString()),
                false);
        Thread server = new Thread(
                () -> {
                    status.complete(CommandTree.run(console, "mcp", "serve"));
                    console.out().close();
                },
                "mcp-server");
        server.setDaemon(true);
        server.start();
        client = initialized(new PipeTransport(back, Channels.newOutputStream(there.sink())));
        return client;
    }

    @AfterEach
    void theServerEndsWithItsInput() throws Exception {
        client.closeGracefully();
        assertEquals(0, status.get(60, TimeUnit.SECONDS), err::toString);
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("C-1008: all three definitions together cost at most 260 tokens")
    void definitionsAreShort() throws Exception {
        TestConsole console =
                new TestConsole(workspace).input(HELLO + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}\n");
        assertEquals(0, console.run("mcp", "serve"), console.err());
        String answer = console.out().lines().skip(1).findFirst().orElseThrow();
        String definitions = answer.substring(answer.indexOf("[{"), answer.lastIndexOf("}]") + 2);

        try (LocalEngine local = LocalEngine.open(
                new Console(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(err),
                        new PrintStream(err),
                        Map.of("HEADROOM_WORKSPACE_DIR", workspace.toString()),
                        false),
                Mode.LOSSLESS)) {
            Tokenizer tokenizer = local.tokenizer("gpt-4o");
            assertTrue(
                    tokenizer.count(definitions) <= 260,
                    () -> tokenizer.count(definitions) + " tokens: " + definitions);
        }
    }

    @Test
    @DisplayName("C-1008: calls that were sent before the input ended are answered, and a line that is no message, too")
    void answersWhatItReadBeforeTheEnd() {
        StringBuilder input = new StringBuilder(HELLO).append("this is no message\n\n");
        for (int id = 10; id < 30; id++) {
            input.append("{\"jsonrpc\":\"2.0\",\"id\":")
                    .append(id)
                    .append(",\"method\":\"tools/call\",\"params\":{\"name\":\"headroom_stats\",\"arguments\":{}}}\n");
        }
        TestConsole console = new TestConsole(workspace).input(input.toString());

        assertEquals(0, console.run("mcp", "serve"), console.err());

        assertEquals(22, console.out().lines().count(), console.out());
        assertTrue(console.out().contains("\"id\":null,\"error\":{\"code\":-32700,"), console.out());
        for (int id = 10; id < 30; id++) {
            assertTrue(console.out().contains("\"id\":" + id + ",\"result\""), console.out());
        }
        assertEquals("", console.err());
    }

    @Test
    @DisplayName(
            "C-1008: a wrong setting ends the server before it speaks, with exit code 78 and a message on standard error")
    void refusesWrongSettings() {
        TestConsole console =
                new TestConsole(workspace).with("HEADROOM_MODE", "most").input(HELLO);

        assertEquals(78, console.run("mcp", "serve"));

        assertEquals("", console.out());
        assertTrue(console.err().contains("the settings are wrong"), console.err());
    }

    @Test
    @DisplayName("C-1005: a surrogate without a partner survives the way there and back")
    void keepsLoneSurrogates() {
        String text = "broken \ud83d name \ude00, whole \ud83d\ude00\n".repeat(300);

        Map<String, Object> answer = fields(call("headroom_compress", Map.of("content", text, "tool", "Bash")));

        assertEquals(text, retrieved(Map.of("id", answer.get("id"), "all", true)));
    }

    /** The client's end of the pipes. */
    private static final class PipeTransport implements McpClientTransport {
        private final Pipe in;
        private final OutputStream out;

        PipeTransport(Pipe in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        @Override
        public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
            return Mono.fromRunnable(() -> {
                Thread reader = new Thread(() -> read(handler), "mcp-client");
                reader.setDaemon(true);
                reader.start();
            });
        }

        private void read(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(Channels.newInputStream(in.source()), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Mono.just(McpSchema.deserializeJsonRpcMessage(JSON, line))
                            .transform(handler)
                            .subscribe();
                }
            } catch (IOException e) {
                throw new AssertionError("the server's answers cannot be read", e);
            }
        }

        @Override
        public Mono<Void> sendMessage(JSONRPCMessage message) {
            return Mono.fromRunnable(() -> {
                try {
                    // The SDK's own client would send lone surrogates as question marks.
                    byte[] line = (escaped(JSON.writeValueAsString(message)) + "\n").getBytes(StandardCharsets.UTF_8);
                    synchronized (out) {
                        out.write(line);
                        out.flush();
                    }
                } catch (IOException e) {
                    throw new AssertionError("the server does not listen", e);
                }
            });
        }

        @Override
        public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
            return JSON.convertValue(data, type);
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.fromRunnable(() -> {
                try {
                    out.close();
                } catch (IOException e) {
                    throw new AssertionError("the pipe cannot be closed", e);
                }
            });
        }

        private static String escaped(String json) {
            StringBuilder escaped = new StringBuilder();
            json.codePoints().forEach(c -> {
                if (c >= 0xd800 && c < 0xe000) {
                    escaped.append(String.format("\\u%04x", c));
                } else {
                    escaped.appendCodePoint(c);
                }
            });
            return escaped.toString();
        }
    }
}
