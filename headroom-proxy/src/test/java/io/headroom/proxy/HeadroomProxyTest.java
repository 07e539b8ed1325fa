package io.headroom.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.plugin.PluginSource;
import io.headroom.proxy.testing.Await;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.RawClient;
import io.headroom.proxy.testing.Received;
import io.headroom.proxy.testing.Resources;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole proxy as an application embeds it. */
class HeadroomProxyTest {
    private static final byte[] CALL = MockUpstream.bytes(
            "{\"model\":\"claude-opus-5-5\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_tokens\":1.0}");

    private MockUpstream upstream;

    @BeforeEach
    void start() throws IOException {
        upstream = MockUpstream.start();
    }

    @AfterEach
    void stop() throws IOException {
        upstream.close();
    }

    private HeadroomProxy.Builder proxy() {
        return HeadroomProxy.builder()
                .bind("127.0.0.1", 0)
                .upstream("anthropic", upstream.uri())
                .upstream("openai", upstream.uri())
                .stateless();
    }

    private static RawClient client(HeadroomProxy proxy) throws IOException {
        return new RawClient(
                new InetSocketAddress(proxy.baseUri().getHost(), proxy.baseUri().getPort()));
    }

    @Test
    void servesModelCallsAndItsOwnRoutes() throws Exception {
        try (HeadroomProxy proxy = proxy().start();
                RawClient client = client(proxy)) {
            Received answer = client.request("POST", "/v1/messages", "x-api-key: k\r\n", CALL)
                    .response();
            Received alive = client.request("GET", "/livez", "").response();
            Received stats = client.request("GET", "/stats", "").response();

            assertArrayEquals(CALL, answer.body());
            assertEquals("nothing_eligible", answer.header("x-headroom-bypassed"));
            assertEquals("0", answer.header("x-headroom-tokens-saved"));
            assertTrue(alive.text().contains("headroom-proxy"), alive.text());
            assertEquals(200, stats.status());
            assertEquals(ProxyState.RUNNING, proxy.status().state());
        }
    }

    @Test
    @DisplayName(
            "PX-1202: a large tool result that comes right after the start waits for the engine and is compressed on its way,"
                    + " once and for all, and everything around it stays")
    void compressesToolResults() throws Exception {
        StringBuilder rows = new StringBuilder("[");
        for (int i = 0; i < 400; i++) {
            rows.append(i == 0 ? "" : ",")
                    .append("{\\\"id\\\":")
                    .append(i)
                    .append(",\\\"state\\\":\\\"ready\\\",\\\"owner\\\":\\\"team-")
                    .append(i % 7)
                    .append("\\\"}");
        }
        String before =
                "{\"model\": \"claude-opus-5-5\",\"max_tokens\":1.50,\"messages\":[{\"role\":\"assistant\",\"content\":[{"
                        + "\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"Bash\",\"input\":{\"command\":\"list\"}}]},"
                        + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"content\":\"";
        String after = "\"}]}]  }";
        byte[] body = MockUpstream.bytes(before + rows + "]" + after);

        try (HeadroomProxy proxy =
                        proxy().set("compression.deadline-ms", "1000").start();
                RawClient client = client(proxy)) {
            Received first = client.request("POST", "/v1/messages", "x-api-key: k\r\n", body)
                    .response();
            client.request("POST", "/v1/messages", "x-api-key: k\r\n", body).response();

            String sent = upstream.received().get(0).text();
            assertTrue(sent.length() < body.length / 2, "sent " + sent.length() + " of " + body.length);
            assertTrue(sent.startsWith(before) && sent.endsWith(after));
            assertEquals(sent, upstream.received().get(1).text());
            assertTrue(Long.parseLong(first.header("x-headroom-tokens-saved")) > 0);
            assertFalse(first.header("x-headroom-transforms").isEmpty());
        }
    }

    @Test
    @DisplayName("PX-404: listens on ::1, too, where there is IPv6")
    void listensOnBothLoopbacks() throws Exception {
        InetAddress second = InetAddress.getByName("::1");
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(second, 0));
        } catch (IOException e) {
            System.out.println("skipped: this machine has no IPv6");
            return;
        }

        try (HeadroomProxy proxy = proxy().start();
                RawClient client = new RawClient(
                        new InetSocketAddress(second, proxy.baseUri().getPort()))) {
            assertEquals(200, client.request("GET", "/livez", "").response().status());
        }
    }

    @Test
    @DisplayName("PX-107: a port that is taken is named, and nothing is left behind")
    void takenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            HeadroomProxy.Builder builder = proxy().bind("127.0.0.1", taken.getLocalPort());

            ProxyStartException fault = assertThrows(ProxyStartException.class, builder::start);

            assertEquals(ProxyStartException.Reason.PORT_IN_USE, fault.reason());
            assertEquals("Address already in use: 127.0.0.1:" + taken.getLocalPort(), fault.getMessage());
            Await.until("no threads", () -> Resources.threads("headroom-").isEmpty());
        }
    }

    @Test
    @DisplayName("PX-107: an upstream that is the proxy itself is refused")
    void loopIsRefused() {
        ProxySettings settings = ProxySettings.builder()
                .bind("127.0.0.1", 0)
                .upstream("openai", URI.create("http://localhost:4711"))
                .build();
        ProxyBinding binding = new ProxyBinding(settings.proxy());

        ProxyStartException fault =
                assertThrows(ProxyStartException.class, () -> binding.checkLoop(settings.upstream(), 4711));

        assertEquals(ProxyStartException.Reason.UPSTREAM_LOOP, fault.reason());
    }

    @Test
    @DisplayName("PX-201: a listener sees each state once, and the end is idempotent")
    void statesComeInOrder() throws Exception {
        List<ProxyState> seen = new CopyOnWriteArrayList<>();
        HeadroomProxy proxy = proxy().stateListener(seen::add).start();

        proxy.close();
        proxy.close();
        proxy.drain(Duration.ofSeconds(1));

        assertEquals(List.of(ProxyState.STARTING, ProxyState.RUNNING, ProxyState.DRAINING, ProxyState.STOPPED), seen);
        assertTrue(proxy.awaitTermination(Duration.ZERO));
    }

    @Test
    @DisplayName("PX-202: draining frees the port at once and lets a stream finish")
    void drainLetsStreamsFinish() throws Exception {
        CountDownLatch finish = new CountDownLatch(1);
        upstream.script((request, wire) -> wire.respondChunked(200, "Content-Type: text/event-stream\r\n")
                .chunk("data: 1\n\n")
                .await(finish)
                .chunk("data: 2\n\n")
                .lastChunk());
        HeadroomProxy proxy = proxy().start();
        int port = proxy.baseUri().getPort();

        try (RawClient client = client(proxy);
                RawClient idle = client(proxy)) {
            idle.request("GET", "/livez", "").response();
            Received head = client.request("POST", "/v1/messages", "x-api-key: k\r\n", CALL)
                    .responseHead();
            CompletableFuture<DrainReport> report =
                    CompletableFuture.supplyAsync(() -> proxy.drain(Duration.ofSeconds(20)));
            Await.until("port closed", () -> refuses(port));
            new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")).close();
            finish.countDown();
            Received whole = client.reader().body(head, false, true);

            assertEquals("data: 1\n\ndata: 2\n\n", whole.text());
            assertEquals(-1, idle.reader().rawByte());
            assertEquals(0, report.get(20, TimeUnit.SECONDS).cut());
            assertEquals(1, report.get().finished());
        }
    }

    @Test
    @DisplayName("PX-202: what outlives the patience is cut, upstream and client, and counted")
    void drainCutsWhatDoesNotFinish() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        upstream.script((request, wire) -> {
            wire.respondChunked(200, "").chunk("data: 1\n\n");
            wire.awaitPeerClose();
            cancelled.countDown();
        });
        HeadroomProxy proxy = proxy().start();

        try (RawClient client = client(proxy)) {
            Received head = client.request("POST", "/v1/messages", "x-api-key: k\r\n", CALL)
                    .responseHead();
            DrainReport report = proxy.drain(Duration.ofMillis(50));

            assertEquals(1, report.cut());
            assertThrows(IOException.class, () -> client.reader().body(head, false, true));
            assertTrue(cancelled.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    @DisplayName("PX-104: two instances share no byte and no counter")
    void instancesAreSeparate() throws Exception {
        try (MockUpstream other = MockUpstream.start();
                HeadroomProxy first = proxy().start();
                HeadroomProxy second =
                        proxy().upstream("anthropic", other.uri()).start();
                RawClient toFirst = client(first);
                RawClient toSecond = client(second)) {
            for (int i = 0; i < 10; i++) {
                toFirst.request("POST", "/v1/messages", "x-api-key: a\r\n", CALL)
                        .response();
                toSecond.request("POST", "/v1/messages", "x-api-key: b\r\n", CALL)
                        .response();
            }

            assertEquals(10, upstream.received().size());
            assertEquals(10, other.received().size());
            assertTrue(upstream.received().stream()
                    .allMatch(request -> request.header("x-api-key").equals("a")));
            assertTrue(other.received().stream()
                    .allMatch(request -> request.header("x-api-key").equals("b")));
        }
    }

    @Test
    @DisplayName("PX-105: start, serve and stop leave no thread and no descriptor")
    void cyclesLeaveNothingBehind(@TempDir Path workspace) throws Exception {
        cycle(workspace);
        long descriptors = Resources.descriptors();

        for (int i = 0; i < 20; i++) {
            cycle(workspace);
        }

        Await.until(
                "no threads: " + Resources.threads("headroom-"),
                () -> Resources.threads("headroom-").isEmpty());
        Await.until("descriptors back to " + descriptors, () -> descriptorsNow() <= descriptors);
    }

    @Test
    @DisplayName("PX-107, PX-303: plugins.dir is searched, and a broken jar in it is named and skipped")
    void pluginFolderOfTheSettingsIsSearched(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("broken-plugin.jar"), "no jar");
        try (HeadroomProxy proxy = proxy().set("plugins.dir", folder.toString()).start();
                HeadroomProxy other = proxy().set("plugins.dir", folder.toString())
                        .plugins(PluginSource.of(HeadroomProxy.class.getClassLoader()))
                        .start();
                RawClient client = client(proxy);
                RawClient toOther = client(other)) {
            String found = client.request("GET", "/health", "").response().text();
            String told = toOther.request("GET", "/health", "").response().text();

            assertTrue(found.contains("broken-plugin.jar"), found);
            assertFalse(told.contains("broken-plugin.jar"), told);
        }
    }

    @Test
    @DisplayName("PX-105: an end right after the start does not wait for the warm-up, and throws into no thread")
    void endsWhileItWarmsUp() throws Exception {
        List<String> uncaught = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(thread.getName() + ": " + e));
        try {
            for (int i = 0; i < 10; i++) {
                HeadroomProxy proxy = proxy().start();
                try (RawClient one = client(proxy);
                        RawClient two = client(proxy)) {
                    one.request("POST", "/v1/messages", "x-api-key: k\r\n", CALL);
                    two.request("POST", "/v1/messages", "x-api-key: k\r\n", CALL);
                    long start = System.nanoTime();
                    proxy.close();
                    long millis = (System.nanoTime() - start) / 1_000_000;

                    // Less than a warm-up may take: it is interrupted, not waited for.
                    assertTrue(millis < 2900, millis + " ms");
                }
            }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertEquals(List.of(), uncaught);
        Await.until(
                "no threads: " + Resources.threads("headroom-"),
                () -> Resources.threads("headroom-").isEmpty());
    }

    private void cycle(Path workspace) throws Exception {
        try (HeadroomProxy proxy = HeadroomProxy.builder()
                        .bind("127.0.0.1", 0)
                        .upstream("anthropic", upstream.uri())
                        .workspace(workspace)
                        .start();
                RawClient client = client(proxy)) {
            assertEquals(
                    200,
                    client.request("POST", "/v1/messages", "x-api-key: k\r\n", CALL)
                            .response()
                            .status());
        }
        Await.until("upstream connections closed", () -> upstream.openConnections() == 0);
    }

    @Test
    @DisplayName("PX-106: threads are daemons with the instance's name")
    void threadsAreNamed() throws Exception {
        try (HeadroomProxy proxy = proxy().start();
                RawClient client = client(proxy)) {
            client.request("POST", "/v1/messages", "x-api-key: k\r\n", CALL).response();

            List<Thread> ours = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("headroom-"))
                    .toList();
            assertTrue(ours.stream().anyMatch(thread -> thread.getName().matches("headroom-[0-9a-f]{6}-io-1")));
            for (Thread thread : ours) {
                assertTrue(thread.isDaemon(), thread.getName());
                assertTrue(thread.getName().matches("headroom-[0-9a-f]{6}-[a-z-]+-[0-9]+"), thread.getName());
            }
            assertTrue(Resources.threads("XNIO").isEmpty());
        }
    }

    @Test
    void systemPropertiesAreLeftAlone() throws Exception {
        String before = System.getProperties().toString();

        try (HeadroomProxy proxy = proxy().start();
                RawClient client = client(proxy)) {
            client.request("POST", "/v1/messages", "x-api-key: k\r\n", CALL).response();
        }

        assertEquals(before, System.getProperties().toString());
    }

    private static boolean refuses(int port) {
        try (RawClient client = new RawClient(new InetSocketAddress("127.0.0.1", port))) {
            assertFalse(client.toString().isEmpty());
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static long descriptorsNow() {
        try {
            return Resources.descriptors();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("PX-1302: the stages of an exchange are timed, and refusals are counted by reason")
    void timesStages() throws Exception {
        try (HeadroomProxy proxy = proxy().start();
                RawClient client = client(proxy)) {
            client.request("POST", "/v1/messages", "x-api-key: k\r\n", CALL).response();
            client.request("GET", "/stats", "Origin: https://evil.example\r\n").response();
            Await.until("both are counted", () -> metrics(proxy).contains("headroom_requests_refused_total{"));

            String metrics = metrics(proxy);

            for (String stage :
                    java.util.List.of("gate", "body", "decode", "scan", "engine", "splice", "upstream", "relay")) {
                assertTrue(metrics.contains("headroom_stage_seconds_count{stage=\"" + stage + "\"}"), stage + metrics);
            }
            assertTrue(metrics.contains("headroom_requests_refused_total{reason=\"forbidden\"} 1"), metrics);
            assertTrue(metrics.contains("headroom_passthrough_bytes_modified_total 0"), metrics);
        }
    }

    private static String metrics(HeadroomProxy proxy) {
        try (RawClient client = client(proxy)) {
            return client.request("GET", "/metrics", "").response().text();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
