package io.headroom.cli;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

/**
 * A provider on loopback that works through a script: it has the client run one command after the other, and says a sentence when it
 * has seen the output of all. It speaks Anthropic's Messages, OpenAI's Responses and Chat Completions, and Gemini.
 */
final class ScriptedUpstream implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScriptedAnswers answers;
    private final UnaryOperator<InputStream> zstd;
    private final List<ClientRequest> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile IntConsumer beforeTurn = turn -> {};
    private volatile Refusal refusal = new Refusal(0, Map.of(), "");
    private volatile int cuts;

    /**
     * What it says instead of an answer.
     *
     * @param status the status; 0 for none
     * @param headers further headers
     * @param body the body
     */
    record Refusal(int status, Map<String, String> headers, String body) {}

    /**
     * Starts it.
     *
     * @param commands the commands, in order
     * @param sentence what it says in the end
     * @param zstd decodes bodies in that coding
     */
    ScriptedUpstream(List<String> commands, String sentence, UnaryOperator<InputStream> zstd) throws IOException {
        this.answers = new ScriptedAnswers(commands, sentence);
        this.zstd = zstd;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Refuses every question from now on. */
    void refuse(Refusal instead) {
        refusal = instead;
    }

    /** Breaks the connection in the middle of the sentence, so many times. */
    void cut(int times) {
        cuts = times;
    }

    /** Waits after the first piece of the sentence until {@link #goOn}. */
    void hold() {
        held = new CountDownLatch(1);
    }

    void goOn() {
        held.countDown();
    }

    /** Does something when a turn's question is there, before it is answered; the first turn is 0. */
    void beforeTurn(IntConsumer action) {
        beforeTurn = action;
    }

    /** The questions to a model since the last call; what else came since is forgotten, too. */
    List<ClientRequest> take() {
        synchronized (requests) {
            List<ClientRequest> questions = requests.stream()
                    .filter(request -> request.method().equals("POST")
                            && request.path()
                                    .matches(".*/(messages|responses|chat/completions)|.*:streamGenerateContent"))
                    .toList();
            requests.clear();
            return questions;
        }
    }

    /** Everything that came. */
    List<ClientRequest> all() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            ClientRequest request = read(exchange);
            requests.add(request);
            if (exchange.getRequestHeaders().containsKey("Upgrade")) {
                send(exchange, 426, "{\"error\":{\"message\":\"no WebSocket here\"}}");
            } else if (request.path().endsWith("/count_tokens")) {
                send(exchange, 200, "{\"input_tokens\":1000}");
            } else if (!request.method().equals("POST")) {
                send(exchange, 200, "{\"object\":\"list\",\"data\":[]}");
            } else if (refusal.status() > 0) {
                refusal.headers().forEach(exchange.getResponseHeaders()::set);
                send(exchange, refusal.status(), refusal.body());
            } else {
                int turn = request.toolResults().size();
                beforeTurn.accept(turn);
                speak(exchange, request, answers.to(request, turn));
            }
        }
    }

    private void speak(HttpExchange exchange, ClientRequest request, List<String> pieces) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("request-id", "req_script");
        if (!request.streams()) {
            send(exchange, 200, String.join("", pieces));
            return;
        }
        headers.set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        boolean waited = false;
        for (String piece : pieces) {
            out.write(piece.getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (!waited && ScriptedAnswers.isText(piece)) {
                waited = true;
                if (cuts > 0) {
                    cuts--;
                    // Not the end of the body: closing the exchange now breaks the connection.
                    return;
                }
                await();
            }
        }
        out.close();
    }

    private void await() throws IOException {
        try {
            if (!held.await(60, TimeUnit.SECONDS)) {
                throw new IOException("nobody saw the first piece of the answer before the second was sent");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private ClientRequest read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        byte[] body = exchange.getRequestBody().readAllBytes();
        InputStream plain = new ByteArrayInputStream(body);
        String coding = headers.getOrDefault("content-encoding", "identity");
        if (coding.equals("zstd")) {
            plain = zstd.apply(plain);
        } else if (coding.equals("gzip")) {
            plain = new GZIPInputStream(plain);
        }
        return new ClientRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                new String(plain.readAllBytes(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        held.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
