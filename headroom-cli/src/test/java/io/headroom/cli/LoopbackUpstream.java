package io.headroom.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A provider on loopback that answers everything with an empty JSON object and remembers how long the last body was. */
final class LoopbackUpstream implements AutoCloseable {
    private static final byte[] ANSWER = "{}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private volatile int lastLength;

    LoopbackUpstream() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    int lastLength() {
        return lastLength;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            lastLength = exchange.getRequestBody().readAllBytes().length;
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
