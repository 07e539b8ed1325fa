package io.headroom.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Stands in for a provider on a free loopback port: keeps the body of every request and answers like Anthropic's messages API. It is no
 * model, so its answers mean nothing. Thread-safe.
 */
public final class StandInUpstream implements AutoCloseable {
    private final HttpServer server;
    private final List<byte[]> received = new ArrayList<>();

    /**
     * Begins to listen.
     *
     * @throws IOException if there is no port to be had
     */
    public StandInUpstream() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Its base URL. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The bodies so far, in the order of their arrival. */
    public synchronized List<byte[]> received() {
        return List.copyOf(received);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            synchronized (this) {
                received.add(body);
            }
            // About four bytes make a token; the figure only has to look like one.
            byte[] answer = String.format(
                            Locale.ROOT,
                            "{\"id\":\"msg_demo\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"%s\",\"content\":"
                                    + "[{\"type\":\"text\",\"text\":\"Received.\"}],\"stop_reason\":\"end_turn\",\"usage\":"
                                    + "{\"input_tokens\":%d,\"output_tokens\":3}}",
                            DemoSession.MODEL,
                            body.length / 4)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
