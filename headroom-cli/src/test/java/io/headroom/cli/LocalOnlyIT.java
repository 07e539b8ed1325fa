package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.SystemCallTrace.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No host but the configured upstreams: the kernel is asked what every process of a whole session connected to. */
@Tag("P7")
class LocalOnlyIT {
    private static final String TEXT = testRun();
    private static final List<String> UPSTREAMS = List.of("anthropic", "openai", "chatgpt", "gemini", "cloudcode");

    /** A model call of each dialect, by its path. */
    private static final Map<String, String> MODEL_CALLS = Map.of(
            "/v1/messages",
            "{\"model\":\"claude-sonnet-5-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":"
                    + "[{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"content\":\"" + TEXT + "\"}]}]}",
            "/v1/chat/completions",
            "{\"model\":\"gpt-5\",\"messages\":[{\"role\":\"tool\",\"tool_call_id\":\"t1\",\"content\":\"" + TEXT
                    + "\"}]}",
            "/v1/responses",
            "{\"model\":\"gpt-5\",\"input\":[{\"type\":\"function_call_output\",\"call_id\":\"t1\",\"output\":\"" + TEXT
                    + "\"}]}",
            "/v1beta/models/gemini-2.5-pro:generateContent",
            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"shell\",\"response\":"
                    + "{\"output\":\"" + TEXT + "\"}}}]}]}");

    @TempDir
    private Path home;

    private Distribution distribution;
    private Process running;

    @BeforeEach
    void findDistribution() throws Exception {
        SystemCallTrace.assumeAvailable();
        distribution = Distribution.built(home);
    }

    @AfterEach
    void endAll() {
        if (running != null) {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        }
    }

    @Test
    void theProxyConnectsToItsUpstreamsOnly() throws Exception {
        SystemCallTrace trace = new SystemCallTrace(home.resolve("trace"));
        try (LoopbackUpstream upstream = new LoopbackUpstream()) {
            URI base = start(trace, upstream.uri());
            ProcessHandle proxy =
                    running.descendants().reduce((first, last) -> last).orElseThrow();

            wholeSession(base, upstream);
            proxy.destroy();
            assertTrue(running.waitFor(60, TimeUnit.SECONDS), "ends by itself");
            assertEquals(0, running.exitValue());

            // The proxy asks itself now and then whether it still answers.
            Peer itself = new Peer("127.0.0.1", base.getPort());
            Peer configured = new Peer("127.0.0.1", upstream.uri().getPort());
            Set<Peer> others =
                    trace.peers().stream().filter(peer -> !peer.equals(itself)).collect(Collectors.toSet());
            assertEquals(Set.of(configured), others);
        }
    }

    @Test
    void theDemonstrationStaysOnLoopback() throws Exception {
        SystemCallTrace trace = new SystemCallTrace(home.resolve("trace"));

        Distribution.Result result = distribution.finish(
                distribution.prepare(
                        Path.of("strace"),
                        trace.arguments(List.of(distribution.script().toString(), "demo"))),
                new byte[0]);

        assertEquals(0, result.status(), result.toString());
        Set<Peer> peers = trace.peers();
        assertEquals(2, peers.size(), "the proxy and the stand-in: " + peers);
        assertTrue(peers.stream().allMatch(peer -> peer.host().equals("127.0.0.1")), peers.toString());
        assertFalse(peers.stream().anyMatch(peer -> peer.port() == 53), peers.toString());
    }

    private static void wholeSession(URI base, LoopbackUpstream upstream) throws IOException {
        get(base, "/livez");
        get(base, "/health");
        for (Map.Entry<String, String> call : MODEL_CALLS.entrySet()) {
            HttpURLConnection connection = open(base, call.getKey());
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            connection.getOutputStream().write(call.getValue().getBytes(StandardCharsets.UTF_8));
            assertEquals(200, connection.getResponseCode(), call.getKey());
            connection.getInputStream().readAllBytes();
            int arrived = upstream.lastLength();
            assertTrue(arrived > 0 && arrived < call.getValue().length(), call.getKey() + " shrinks: " + arrived);
        }
        get(base, "/v1/models");
        get(base, "/stats");
        assertTrue(get(base, "/metrics").contains("headroom"), "metrics");
    }

    private static String get(URI base, String path) throws IOException {
        HttpURLConnection connection = open(base, path);
        assertEquals(200, connection.getResponseCode(), path);
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static HttpURLConnection open(URI base, String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) base.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
        // Several providers have the same paths; a key tells which one is meant.
        connection.setRequestProperty("Authorization", "Bearer sk-of-nobody");
        connection.setConnectTimeout(60_000);
        connection.setReadTimeout(60_000);
        return connection;
    }

    private URI start(SystemCallTrace trace, URI upstream) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                distribution.script().toString(), "proxy", "--port", "0", "--compression-deadline-ms", "30000"));
        for (String name : UPSTREAMS) {
            command.addAll(List.of("--" + name + "-api-url", upstream.toString()));
        }
        running = distribution
                .prepare(Path.of("strace"), trace.arguments(command))
                .redirectError(home.resolve("proxy.err").toFile())
                .start();
        String line =
                new BufferedReader(new InputStreamReader(running.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertTrue(line != null && line.contains("http://"), () -> "no start line: " + line);
        return URI.create(line.replaceAll(".*(http://\\S+).*", "$1"));
    }

    /** The output of a test run, as it stands inside a JSON string. */
    private static String testRun() {
        StringBuilder text = new StringBuilder();
        for (int test = 0; test < 200; test++) {
            text.append(String.format(
                    Locale.ROOT, "tests/unit/test_orders.py::test_case_%d PASSED [%3d%%]\\n", test, test / 2));
        }
        return text.toString();
    }
}
