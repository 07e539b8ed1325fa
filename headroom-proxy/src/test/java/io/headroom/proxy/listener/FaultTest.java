package io.headroom.proxy.listener;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.proxy.testing.Await;
import io.headroom.proxy.testing.FaultRelay;
import io.headroom.proxy.testing.FaultRelay.Fault;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.RawClient;
import io.headroom.proxy.testing.Received;
import io.headroom.proxy.testing.TestProxy;
import io.headroom.proxy.testing.Wire;
import io.headroom.proxy.testing.WireReader;
import io.headroom.proxy.upstream.UpstreamLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients see when an upstream fails them (PX-703 to PX-706). */
class FaultTest {
    private static final byte[] BODY = MockUpstream.bytes("{\"messages\":[]}");

    private MockUpstream upstream;
    private FaultRelay wire;

    @BeforeEach
    void start() throws IOException {
        upstream = MockUpstream.start();
        wire = FaultRelay.before(upstream.port());
    }

    @AfterEach
    void stop() throws IOException {
        wire.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/messages", "/v1/files"})
    @DisplayName("PX-703: nobody listens upstream: own 502 that names the host")
    void refusedConnectionIs502(String path) throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = socket.getLocalPort();
        }

        try (TestProxy proxy =
                        TestProxy.to(URI.create("http://localhost:" + unused)).start();
                RawClient client = proxy.client()) {
            Received answer = client.request("POST", path, "", BODY).response();

            assertEquals(502, answer.status());
            assertEquals("upstream_unreachable", answer.header("x-headroom-error"));
            assertEquals(
                    "upstream_unreachable",
                    proxy.journal().awaitFinished(1).error().orElseThrow());
        }
    }

    @Test
    @DisplayName("PX-703: the name has no address: own 502")
    void unknownHostIs502() throws IOException {
        try (TestProxy proxy =
                        TestProxy.to(URI.create("http://no-such-host.invalid")).start();
                RawClient client = proxy.client()) {
            Received answer = client.request("GET", "/v1/files", "").response();

            assertEquals(502, answer.status());
            assertTrue(answer.text().contains("no-such-host.invalid"), answer.text());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CUT", "RESET"})
    @DisplayName("PX-703: lost before a response header: own 502, and the request arrived once")
    void lostBeforeHeaderIs502(Fault fault) throws IOException {
        wire.response(fault, 10);

        try (TestProxy proxy = TestProxy.to(wire.uri()).start();
                RawClient client = proxy.client()) {
            Received answer = client.request("POST", "/v1/messages", "", BODY).response();

            assertEquals(502, answer.status());
            assertEquals("upstream_lost", answer.header("x-headroom-error"));
            assertEquals(1, upstream.received().size());
        }
    }

    @Test
    @DisplayName("PX-704: no response header in time: upstream cancelled, own 504")
    void silenceBeforeHeaderIs504() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        upstream.script((request, answer) -> {
            answer.awaitPeerClose();
            cancelled.countDown();
        });

        try (TestProxy proxy =
                        TestProxy.to(upstream.uri()).upstreamLimits(impatient()).start();
                RawClient client = proxy.client()) {
            Received answer = client.request("POST", "/v1/messages", "", BODY).response();

            assertEquals(504, answer.status());
            assertEquals("{\"plain\":\"TIMEOUT\"}", answer.text());
            assertTrue(cancelled.await(10, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CUT", "RESET"})
    @DisplayName("PX-705, PX-706: a stream that breaks off is passed on as a cut, with every byte before it")
    void cutStreamIsCut(Fault fault) throws IOException {
        String events = MockUpstream.event("message_start", "{}") + MockUpstream.event("ping", "{}");
        CountDownLatch seen = new CountDownLatch(1);
        upstream.script((request, answer) -> {
            answer.respondChunked(200, "Content-Type: text/event-stream\r\n")
                    .chunk(events)
                    .await(seen);
            if (fault == Fault.RESET) {
                answer.reset();
            } else {
                answer.close();
            }
        });

        try (TestProxy proxy = TestProxy.to(upstream.uri()).start();
                RawClient client = proxy.client()) {
            Received head = client.request("POST", "/v1/messages", "", BODY).responseHead();
            WireReader.BodyStream stream = client.reader().stream(head, false);
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            byte[] buffer = new byte[1000];
            while (got.size() < events.length()) {
                got.write(buffer, 0, stream.read(buffer));
            }
            seen.countDown();

            assertThrows(IOException.class, () -> stream.read(buffer));
            assertEquals(events, got.toString(StandardCharsets.UTF_8));
            assertEquals(
                    "upstream_cut", proxy.journal().awaitFinished(1).error().orElseThrow());
        }
    }

    @Test
    @DisplayName("PX-706: a body with a length that ends early is passed on as a cut")
    void shortBodyIsCut() throws IOException {
        upstream.script((request, answer) -> answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
                .close());

        try (TestProxy proxy = TestProxy.to(upstream.uri()).start();
                RawClient client = proxy.client()) {
            client.request("POST", "/v1/messages", "", BODY);

            assertThrows(IOException.class, client::response);
        }
    }

    @Test
    @DisplayName("PX-705: a stream that falls silent is cut, and its upstream cancelled")
    void silentStreamIsCut() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        upstream.script((request, answer) -> {
            answer.respondChunked(200, "Content-Type: text/event-stream\r\n").chunk("data: 1\n\n");
            answer.awaitPeerClose();
            cancelled.countDown();
        });

        try (TestProxy proxy = TestProxy.to(upstream.uri())
                        .limits(TestProxy.limits(Duration.ofSeconds(60), Duration.ofMillis(200), Duration.ofSeconds(1)))
                        .start();
                RawClient client = proxy.client()) {
            client.request("POST", "/v1/messages", "", BODY);

            assertThrows(IOException.class, client::response);
            assertTrue(cancelled.await(10, TimeUnit.SECONDS));
            assertTrue(proxy.journal().events().contains("timeout STREAM_IDLE"));
        }
    }

    @Test
    @DisplayName("PX-603: a pooled connection that died is replaced, and the request arrives once")
    void deadPooledConnectionIsReplaced() throws IOException {
        try (TestProxy proxy = TestProxy.to(wire.uri()).start();
                RawClient client = proxy.client()) {
            client.request("POST", "/v1/messages", "", BODY).response();
            wire.dropConnections();
            Received second = client.request("POST", "/v1/messages", "", BODY).response();

            assertEquals(200, second.status());
            assertArrayEquals(BODY, second.body());
            assertEquals(2, upstream.received().size());
            assertEquals(2, wire.connections());
        }
    }

    @Test
    @DisplayName("PX-701: a client that goes away cancels a silent upstream within 100 ms")
    void abortCancelsUpstream() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<Long> closedAt = new AtomicReference<>();
        CountDownLatch cancelled = new CountDownLatch(1);
        upstream.script((request, answer) -> {
            asked.countDown();
            answer.awaitPeerClose();
            closedAt.set(System.nanoTime());
            cancelled.countDown();
        });

        try (TestProxy proxy = TestProxy.to(upstream.uri()).start()) {
            RawClient client = proxy.client();
            client.request("POST", "/v1/messages", "", BODY);
            assertTrue(asked.await(10, TimeUnit.SECONDS));
            long abortedAt = System.nanoTime();
            client.close();

            assertTrue(cancelled.await(10, TimeUnit.SECONDS));
            assertTrue(closedAt.get() - abortedAt < 100_000_000L, "took " + (closedAt.get() - abortedAt) + " ns");
            assertEquals("client_gone", proxy.journal().awaitFinished(1).error().orElseThrow());
            assertTrue(proxy.journal().events().contains("aborted CLIENT"));
        }
    }

    @Test
    void abortInsideASilentStreamCancelsUpstream() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        upstream.script((request, answer) -> {
            answer.respondChunked(200, "").chunk("data: 1\n\n");
            answer.awaitPeerClose();
            cancelled.countDown();
        });

        try (TestProxy proxy = TestProxy.to(upstream.uri()).start()) {
            RawClient client = proxy.client();
            client.request("POST", "/v1/messages", "", BODY).responseHead();
            client.close();

            assertTrue(cancelled.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName("PX-703: an upstream that answers no packet is given up after the connect timeout: own 502")
    void blackHoleIs502() throws Exception {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket hole = new ServerSocket(0, 1, here)) {
            // Nobody accepts, and the queue is full: from now on the system drops whoever knocks.
            while (knock(hole, waiting)) {
                assertTrue(waiting.size() < 100, "the queue of the system is never full");
            }
            try (TestProxy proxy = TestProxy.to(URI.create("http://127.0.0.1:" + hole.getLocalPort()))
                            .upstreamLimits(impatient())
                            .start();
                    RawClient client = proxy.client()) {
                Received answer =
                        client.request("POST", "/v1/messages", "", BODY).response();

                assertEquals(502, answer.status());
                assertEquals("upstream_unreachable", answer.header("x-headroom-error"));
                assertTrue(
                        proxy.journal().events().contains("timeout CONNECT"),
                        () -> proxy.journal().events().toString());
            }
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    private static boolean knock(ServerSocket hole, List<Socket> waiting) throws IOException {
        Socket socket = new Socket();
        waiting.add(socket);
        try {
            socket.connect(hole.getLocalSocketAddress(), 200);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000000000", "Transfer-Encoding: chunked"})
    @DisplayName("PX-606: an upload that an upstream does not take ends with its client, and nothing of it stays")
    void clientLeavesDuringABlockedUpload(String framing) throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        upstream.answerEarly().script((request, answer) -> {
            Await.until("the proxy gave up", () -> gone(answer));
            answer.close();
            closed.countDown();
        });
        byte[] piece = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);

        try (TestProxy proxy =
                TestProxy.to(upstream.uri()).upstreamLimits(impatient()).start()) {
            RawClient client = proxy.client();
            client.send("POST /v1/files HTTP/1.1\r\nHost: x\r\n" + framing + "\r\n\r\n");
            Thread sender = new Thread(() -> sendForEver(client, piece), "sender");
            sender.start();
            Await.until("the upload has begun", () -> !upstream.received().isEmpty());
            client.reset();
            sender.join(20_000);

            Await.until("the exchange is over", () -> proxy.listener().active() == 0);
            assertEquals(0, proxy.listener().heldBytes());
            assertTrue(closed.await(20, TimeUnit.SECONDS));
        }
    }

    private static void sendForEver(RawClient client, byte[] piece) {
        try {
            while (true) {
                client.send(piece);
            }
        } catch (IOException e) {
            // The client was closed, as the test wants it.
            return;
        }
    }

    private static boolean gone(Wire wire) {
        try {
            wire.raw("HTTP/1.1 100 Continue\r\n\r\n");
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static UpstreamLimits impatient() {
        UpstreamLimits standard = UpstreamLimits.defaults();
        return new UpstreamLimits(
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                Duration.ofMillis(500),
                standard.requestBody(),
                standard.keepAlive(),
                standard.connections(),
                standard.idle(),
                standard.attempts(),
                standard.silence());
    }

    @Test
    @DisplayName("PX-604: connections from before a sleep of the machine are not used again")
    void connectionsDoNotOutliveASleep() throws IOException {
        AtomicLong slept = new AtomicLong();
        try (MockUpstream awake = MockUpstream.start();
                TestProxy sleeper = TestProxy.to(awake.uri())
                        .clock(() -> Instant.now().plusSeconds(slept.get()))
                        .start();
                RawClient client = sleeper.client()) {
            for (long seconds : new long[] {0, 5, 20, 20, 3600}) {
                slept.set(seconds);
                assertEquals(
                        200, client.request("GET", "/v1/files", "").response().status());
            }

            assertEquals(
                    List.of(1, 1, 2, 2, 3),
                    awake.received().stream().map(Received::connection).toList());
        }
    }
}
