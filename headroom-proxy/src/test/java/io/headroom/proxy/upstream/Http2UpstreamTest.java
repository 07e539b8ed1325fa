package io.headroom.proxy.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.proxy.testing.Await;
import io.headroom.proxy.testing.Certificates;
import io.headroom.proxy.testing.FaultRelay;
import io.headroom.proxy.testing.FaultRelay.Fault;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.RawClient;
import io.headroom.proxy.testing.Received;
import io.headroom.proxy.testing.StreamWire;
import io.headroom.proxy.testing.TestProxy;
import io.headroom.proxy.testing.WireReader;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.util.Headers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only HTTP/2 has: streams, refusals, farewells, pings, and the choice of the protocol (PX-601, PX-603, PX-604). */
class Http2UpstreamTest {
    private static final byte[] BODY = MockUpstream.bytes("{\"messages\":[]}");
    private static final int REFUSED_STREAM = 7;
    private static final int HTTP_1_1_REQUIRED = 13;
    private static final int NO_ERROR = 0;

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static SSLContext server;

    private MockUpstream upstream;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = Certificates.in(folder);
        server = certificates.server("dns:localhost");
    }

    @BeforeEach
    void start() throws IOException {
        upstream = MockUpstream.startHttp2(server);
    }

    @AfterEach
    void stop() throws IOException {
        upstream.close();
    }

    private static TestProxy.Builder proxy(URI uri) {
        return TestProxy.to(uri)
                .trust(Trust.of(List.of(certificates.authority())))
                .http2();
    }

    @Test
    @DisplayName("PX-601: an upstream that does not choose HTTP/2 is spoken to in HTTP/1.1, on the same connection")
    void otherUpstreamsGetHttp1() throws IOException {
        try (MockUpstream old = MockUpstream.startSecure(server);
                TestProxy proxy = proxy(old.uri()).start();
                RawClient client = proxy.client()) {
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(
                        BODY,
                        client.request("POST", "/v1/messages", "", BODY)
                                .response()
                                .body());
            }
            assertEquals(1, old.connections());
            assertTrue(old.received().get(0).startLine().endsWith("HTTP/1.1"));
        }
    }

    @Test
    @DisplayName("PX-601: without TLS there is no HTTP/2, and nothing asks for it")
    void clearTextIsHttp1() throws IOException {
        try (MockUpstream clear = MockUpstream.start();
                TestProxy proxy = proxy(clear.uri()).start();
                RawClient client = proxy.client()) {
            client.request("POST", "/v1/messages", "", BODY).response();

            assertTrue(clear.onlyRequest().startLine().endsWith("HTTP/1.1"));
            assertEquals("", clear.onlyRequest().header("Upgrade"));
        }
    }

    @Test
    @DisplayName("PX-601: it speaks HTTP/2 only when switched on")
    void offByDefault() throws IOException {
        try (TestProxy proxy = TestProxy.to(upstream.uri())
                        .trust(Trust.of(List.of(certificates.authority())))
                        .start();
                RawClient client = proxy.client()) {
            assertEquals(200, client.request("GET", "/v1/files", "").response().status());
            assertTrue(upstream.onlyRequest().startLine().endsWith("HTTP/1.1"));
        }
    }

    @Test
    @DisplayName("PX-601: at the peer's stream limit a second connection is opened")
    void streamLimitOpensAnotherConnection() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        upstream.mostStreams(3).script((request, wire) -> {
            wire.respondChunked(200, "").chunk("x").await(go);
            wire.chunk(request.body()).lastChunk();
        });

        try (TestProxy proxy = proxy(upstream.uri()).start()) {
            List<RawClient> clients = new ArrayList<>();
            List<Received> heads = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                RawClient client = proxy.client();
                clients.add(client);
                heads.add(client.request("POST", "/v1/messages", "", MockUpstream.bytes("own " + i))
                        .responseHead());
            }
            go.countDown();
            for (int i = 0; i < 10; i++) {
                Received answer = clients.get(i).reader().body(heads.get(i), false, true);
                assertEquals("xown " + i, answer.text());
                clients.get(i).close();
            }
            assertTrue(upstream.connections() >= 4, "connections: " + upstream.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/messages", "/v1/files"})
    @DisplayName("PX-603: a refused stream is sent again, unless its body is gone")
    void refusedStreamsAreSentAgain(String path) throws IOException {
        AtomicInteger arrivals = new AtomicInteger();
        upstream.script((request, wire) -> {
            if (arrivals.incrementAndGet() == 1) {
                ((StreamWire) wire).resetStream(REFUSED_STREAM);
            } else {
                wire.respond(200, "", request.body());
            }
        });

        try (TestProxy proxy = proxy(upstream.uri()).start();
                RawClient client = proxy.client()) {
            Received answer = client.request("POST", path, "", BODY).response();

            boolean kept = path.equals("/v1/messages");
            assertEquals(kept ? 200 : 502, answer.status());
            assertEquals(kept ? 2 : 1, arrivals.get());
        }
    }

    @Test
    @DisplayName("PX-603: refused for ever: tried three times, then own 502")
    void refusedForEverIs502() throws IOException {
        upstream.script((request, wire) -> ((StreamWire) wire).resetStream(REFUSED_STREAM));

        try (TestProxy proxy = proxy(upstream.uri()).start();
                RawClient client = proxy.client()) {
            Received answer = client.request("POST", "/v1/messages", "", BODY).response();

            assertEquals(502, answer.status());
            assertEquals("upstream_lost", answer.header("x-headroom-error"));
            assertEquals(3, upstream.received().size());
        }
    }

    @Test
    @DisplayName("PX-603: a farewell below our stream: sent again on another connection")
    void farewellBelowTheStreamIsSentAgain() throws IOException {
        AtomicInteger arrivals = new AtomicInteger();
        upstream.script((request, wire) -> {
            if (arrivals.incrementAndGet() == 1) {
                ((StreamWire) wire).goAwayBeforeThis();
            } else {
                wire.respond(200, "", request.body());
            }
        });

        try (TestProxy proxy = proxy(upstream.uri()).start();
                RawClient client = proxy.client()) {
            Received answer = client.request("GET", "/v1/files", "").response();

            assertEquals(200, answer.status(), answer::text);
            assertEquals(2, upstream.connections());
            assertNotEquals(
                    upstream.received().get(0).connection(),
                    upstream.received().get(1).connection());
        }
    }

    @ParameterizedTest
    @CsvSource({"true, /v1/messages, 200", "false, /v1/messages, 200", "true, /v1/files, 502", "false, /v1/files, 502"})
    @DisplayName(
            "PX-603: who wants HTTP/1.1 for a stream or a connection gets it, from then on, unless the body is gone")
    void asksOverHttp1WhoRequiresIt(boolean byStream, String path, int status) throws IOException {
        upstream.script((request, wire) -> {
            if (!(wire instanceof StreamWire stream)) {
                wire.respond(200, "", request.body());
            } else if (byStream) {
                stream.resetStream(HTTP_1_1_REQUIRED);
            } else {
                stream.goAwayBeforeThis(HTTP_1_1_REQUIRED);
            }
        });

        try (TestProxy proxy = proxy(upstream.uri()).start();
                RawClient client = proxy.client()) {
            assertEquals(
                    status, client.request("POST", path, "", BODY).response().status());
            assertEquals(
                    "{\"messages\":[]}",
                    client.request("POST", "/v1/messages", "", BODY).response().text());

            List<String> protocols = upstream.received().stream()
                    .map(request -> request.startLine().replaceAll(".* ", ""))
                    .toList();
            assertEquals(
                    status == 200 ? List.of("HTTP/2", "HTTP/1.1", "HTTP/1.1") : List.of("HTTP/2", "HTTP/1.1"),
                    protocols);
        }
    }

    @Test
    @DisplayName("PX-603: a farewell that counts our stream lets it finish; the next request gets another connection")
    void farewellLetsStreamsFinish() throws IOException {
        upstream.script((request, wire) -> {
            ((StreamWire) wire).goAwayAfterThis();
            wire.respondChunked(200, "").chunk("after ").chunk("the farewell").lastChunk();
        });

        try (TestProxy proxy = proxy(upstream.uri()).start();
                RawClient client = proxy.client()) {
            for (int i = 1; i <= 3; i++) {
                assertEquals(
                        "after the farewell",
                        client.request("GET", "/v1/files", "").response().text());
                assertEquals(i, upstream.connections());
            }
            Await.until("connections after a farewell are closed", () -> upstream.openConnections() == 0);
        }
    }

    @Test
    @DisplayName("PX-604: a connection that was silent is pinged before it is used")
    void silentConnectionsArePinged() throws IOException {
        try (TestProxy proxy = proxy(upstream.uri())
                        .upstreamLimits(silence(Duration.ZERO))
                        .start();
                RawClient client = proxy.client()) {
            for (int i = 0; i < 4; i++) {
                client.request("POST", "/v1/messages", "", BODY).response();
            }

            assertEquals(3, upstream.pings());
            assertEquals(1, upstream.connections());
        }
    }

    @Test
    @DisplayName("PX-604: behind a black hole the next request succeeds within 6 s")
    void blackHoleIsLeft() throws Exception {
        try (FaultRelay wire = FaultRelay.before(upstream.port());
                TestProxy proxy = proxy(wire.secureUri())
                        .upstreamLimits(silence(Duration.ZERO))
                        .start();
                RawClient client = proxy.client()) {
            client.request("POST", "/v1/messages", "", BODY).response();
            wire.response(Fault.BLACK_HOLE, 0);
            RawClient second = proxy.client();
            long start = System.nanoTime();
            second.request("POST", "/v1/messages", "", BODY);
            client.request("POST", "/v1/messages", "", BODY);
            Await.until("the ping is under way", () -> System.nanoTime() - start > 500_000_000L);
            wire.response(Fault.NONE, 0);

            assertEquals(200, client.response().status());
            assertEquals(200, second.response().status());
            // 6 s is the figure; an assertion has room for a busy machine, and is far from the minutes of a timeout.
            assertTrue(System.nanoTime() - start < 30_000_000_000L);
            second.close();
        }
    }

    @Test
    @DisplayName("PX-701: a client that leaves while its upload is blocked cancels the upstream within 100 ms")
    void leavingDuringABlockedUploadIsNoticed() throws Exception {
        AtomicReference<Long> cancelledAt = new AtomicReference<>();
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        upstream.answerEarly().script((request, wire) -> {
            arrived.countDown();
            wire.awaitPeerClose();
            cancelledAt.set(System.nanoTime());
            cancelled.countDown();
        });

        try (TestProxy proxy = proxy(upstream.uri()).start()) {
            RawClient client = proxy.client();
            // The window of the mock is 64 KiB, and it never opens it again.
            client.send("POST /v1/files HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n");
            client.send(new byte[200_000]);
            assertTrue(arrived.await(10, TimeUnit.SECONDS));
            long left = System.nanoTime();
            client.close();

            assertTrue(cancelled.await(20, TimeUnit.SECONDS));
            assertTrue(cancelledAt.get() - left < 100_000_000L, "took " + (cancelledAt.get() - left) + " ns");
            assertEquals("client_gone", proxy.journal().awaitFinished(1).error().orElseThrow());
        }
    }

    @Test
    @DisplayName("PX-606: an upload that the upstream does not take is given up")
    void blockedUploadIsGivenUp() throws Exception {
        upstream.answerEarly().script((request, wire) -> wire.awaitPeerClose());

        try (TestProxy proxy = proxy(upstream.uri())
                        .upstreamLimits(new UpstreamLimits(
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(5),
                                Duration.ofMillis(300),
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(60),
                                100,
                                100,
                                3,
                                Duration.ofSeconds(10)))
                        .start();
                RawClient client = proxy.client()) {
            Received answer = client.request("POST", "/v1/messages", "", new byte[500_000])
                    .response();

            assertEquals(502, answer.status());
            assertEquals("upstream_lost", answer.header("x-headroom-error"));
            assertTrue(proxy.journal().events().contains("timeout UPSTREAM_WRITE"));
        }
    }

    @Test
    void aCompleteAnswerMayStopTheUpload() throws Exception {
        upstream.answerEarly().script((request, wire) -> {
            wire.respond(413, "", BODY);
            ((StreamWire) wire).resetStream(NO_ERROR);
        });

        try (TestProxy proxy = proxy(upstream.uri()).start();
                RawClient client = proxy.client()) {
            Received answer = client.request("POST", "/v1/messages", "", new byte[500_000])
                    .response();

            assertEquals(413, answer.status());
            assertArrayEquals(BODY, answer.body());
        }
    }

    @Test
    void interimResponsesAndTrailersAreNotRelayed() throws IOException {
        upstream.script((request, wire) -> {
            ((StreamWire) wire).interim(103);
            wire.respondChunked(200, "").chunk("final");
            ((StreamWire) wire).trailers("x-checksum: 1");
        });

        try (TestProxy proxy = proxy(upstream.uri()).start();
                RawClient client = proxy.client()) {
            Received answer = client.request("GET", "/v1/files", "").response();

            assertEquals("final", answer.text());
            assertEquals("", answer.header("Link"));
            assertEquals("", answer.header("x-checksum"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X Evil: a", "X-Null: a\0b"})
    @DisplayName("PX-601: fields that would mean something else in HTTP/1.1 are no response")
    void dangerousFieldsAreRefused(String field) throws IOException {
        upstream.script((request, wire) -> wire.respond(200, field + "\r\n", BODY));

        try (TestProxy proxy = proxy(upstream.uri()).start();
                RawClient client = proxy.client()) {
            Received answer = client.request("GET", "/v1/files", "").response();

            assertEquals(502, answer.status());
            assertEquals("upstream_lost", answer.header("x-headroom-error"));
        }
    }

    @Test
    @DisplayName("PX-601: one of many streams that is cancelled leaves the others alone, and the connection is kept")
    void cancelledStreamsLeaveOthersAlone() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        upstream.script((request, wire) -> {
            wire.respondChunked(200, "").chunk("first ").await(go);
            wire.chunk("second").lastChunk();
        });

        try (TestProxy proxy = proxy(upstream.uri()).start()) {
            List<RawClient> clients = new ArrayList<>();
            List<Received> heads = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                clients.add(proxy.client());
                heads.add(
                        clients.get(i).request("POST", "/v1/messages", "", BODY).responseHead());
            }
            for (int i = 0; i < 12; i += 2) {
                clients.get(i).reset();
            }
            proxy.journal().awaitFinished(6);
            go.countDown();

            for (int i = 1; i < 12; i += 2) {
                assertEquals(
                        "first second",
                        clients.get(i).reader().body(heads.get(i), false, true).text());
                clients.get(i).close();
            }
            Set<Integer> used =
                    upstream.received().stream().map(Received::connection).collect(Collectors.toSet());
            assertTrue(used.size() <= 2, "connections: " + used);
        }
    }

    @Test
    @DisplayName("PX-601: speaks with a server of another make: megabytes both ways, in parallel")
    void speaksWithUndertow() throws Exception {
        byte[] body = new byte[2_000_000];
        new Random(11).nextBytes(body);
        Undertow undertow = Undertow.builder()
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .addHttpsListener(0, "localhost", server)
                .setHandler(exchange -> exchange.getRequestReceiver().receiveFullBytes((received, bytes) -> {
                    received.getResponseHeaders()
                            .put(Headers.SERVER, received.getProtocol().toString());
                    received.getResponseSender().send(ByteBuffer.wrap(bytes));
                }))
                .build();
        undertow.start();
        int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();

        try (TestProxy proxy = proxy(URI.create("https://localhost:" + port)).start()) {
            for (int round = 0; round < 3; round++) {
                List<RawClient> clients = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    clients.add(proxy.client());
                    clients.get(i).request("POST", i % 2 == 0 ? "/v1/messages" : "/v1/files", "", body);
                }
                for (RawClient client : clients) {
                    Received answer = client.response();

                    assertEquals("HTTP/2.0", answer.header("Server"));
                    assertArrayEquals(body, answer.body());
                    client.close();
                }
            }
        } finally {
            undertow.stop();
        }
    }

    private static UpstreamLimits silence(Duration silence) {
        UpstreamLimits standard = UpstreamLimits.defaults();
        return new UpstreamLimits(
                standard.connect(),
                standard.responseHeader(),
                standard.write(),
                standard.requestBody(),
                standard.keepAlive(),
                standard.connections(),
                standard.idle(),
                standard.attempts(),
                silence);
    }

    @Test
    void idleConnectionsAreClosedAfterAWhile() throws IOException {
        UpstreamLimits standard = UpstreamLimits.defaults();
        UpstreamLimits brief = new UpstreamLimits(
                standard.connect(),
                standard.responseHeader(),
                standard.write(),
                standard.requestBody(),
                Duration.ofMillis(200),
                standard.connections(),
                standard.idle(),
                standard.attempts(),
                standard.silence());
        try (TestProxy proxy = proxy(upstream.uri()).upstreamLimits(brief).start();
                RawClient client = proxy.client()) {
            Received head = client.request("POST", "/v1/messages", "", BODY).responseHead();
            WireReader.BodyStream body = client.reader().stream(head, false);

            assertEquals(BODY.length, body.read(new byte[100]));
            Await.until("it is closed", () -> upstream.openConnections() == 0);
        }
    }
}
