package io.headroom.cli.mcp;

import io.headroom.cli.console.Console;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One MCP session over standard input and output: a message a line, see
 * https://modelcontextprotocol.io/specification/2025-06-18/basic/transports#stdio.
 *
 * <p>The SDK has a transport for this, too. It drops answers that are not written when the input ends, and ends at the first line that is
 * no message; this one answers both. Calls of tools run in a few threads of its own; all else is done in the order in which it comes.
 */
final class StdioTransport implements McpServerTransportProvider, McpServerTransport, AutoCloseable {
    private static final int THREADS = 4;
    private static final long LAST_ANSWERS_SECONDS = 60;
    private static final int PARSE_ERROR = -32700;

    private final McpJsonMapper json;
    private final Console console;
    private final ExecutorService calls;
    private @Nullable McpServerSession session;

    StdioTransport(McpJsonMapper json, Console console) {
        this.json = json;
        this.console = console;
        AtomicInteger number = new AtomicInteger();
        this.calls = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "headroom-mcp-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Answers messages until the input ends and all of them are answered. */
    void serve() throws IOException {
        MessageLines lines = new MessageLines(console.in());
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            if (!line.get().isBlank()) {
                take(line.get());
            }
        }
        finish();
    }

    private void take(String line) {
        JSONRPCMessage message;
        try {
            message = McpSchema.deserializeJsonRpcMessage(json, line);
        } catch (IOException | RuntimeException e) {
            refuse("a message is one JSON object in one line, with up to " + MessageLines.MOST_MEBIBYTES + " MiB");
            return;
        }
        if (message instanceof JSONRPCRequest request && McpSchema.METHOD_TOOLS_CALL.equals(request.method())) {
            calls.execute(() -> handle(message));
        } else {
            handle(message);
        }
    }

    /** The session answers errors of its own; what is left is a client that does not listen any more. */
    private void handle(JSONRPCMessage message) {
        McpServerSession current = session;
        if (current == null) {
            throw new IllegalStateException("the server was not built");
        }
        try {
            current.handle(message).block();
        } catch (RuntimeException e) {
            console.err().println("headroom: a message was not answered: " + e.getMessage());
        }
    }

    private void finish() {
        calls.shutdown();
        try {
            if (!calls.awaitTermination(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS)) {
                console.err().println("headroom: calls are still running after a minute, and are given up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** JSON-RPC wants an id of null here, which the SDK's answers cannot have. */
    private void refuse(String why) {
        write("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":" + PARSE_ERROR + ",\"message\":\"" + why + "\"}}");
    }

    private void write(String message) {
        byte[] line = (Surrogates.escaped(message) + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (console.out()) {
            console.out().write(line, 0, line.length);
            console.out().flush();
        }
    }

    @Override
    public List<String> protocolVersions() {
        return List.of(
                ProtocolVersions.MCP_2024_11_05,
                ProtocolVersions.MCP_2025_03_26,
                ProtocolVersions.MCP_2025_06_18,
                ProtocolVersions.MCP_2025_11_25);
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        session = factory.create(this);
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromRunnable(() -> {
            try {
                write(json.writeValueAsString(message));
            } catch (IOException e) {
                throw new IllegalStateException("an answer cannot be written as JSON", e);
            }
        });
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return json.convertValue(data, type);
    }

    @Override
    public Mono<Void> notifyClients(String method, @Nullable Object parameters) {
        return Mono.defer(() -> session == null ? Mono.empty() : session.sendNotification(method, parameters));
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::close);
    }

    @Override
    public void close() {
        calls.shutdown();
    }
}
