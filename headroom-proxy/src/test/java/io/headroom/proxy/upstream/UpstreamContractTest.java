package io.headroom.proxy.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.exchange.Header;
import io.headroom.proxy.testing.Await;
import io.headroom.proxy.testing.Certificates;
import io.headroom.proxy.testing.ConnectProxy;
import io.headroom.proxy.testing.FaultRelay;
import io.headroom.proxy.testing.FaultRelay.Fault;
import io.headroom.proxy.testing.InParallel;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.RawClient;
import io.headroom.proxy.testing.Received;
import io.headroom.proxy.testing.TestProxy;
import io.headroom.proxy.testing.WireReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What every way to speak to an upstream has to do, whatever the protocol (PX-601), with each row of the faults (PX-710). */
class UpstreamContractTest {
    private static final byte[] BODY = MockUpstream.bytes("{\"messages\":[]}");

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static SSLContext server;

    /** A protocol towards the upstream. */
    enum Protocol {
        HTTP_1_1,
        HTTP_2
    }

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = Certificates.in(folder);
        server = certificates.server("dns:localhost");
    }

    private static MockUpstream upstream(Protocol protocol) throws IOException {
        return protocol == Protocol.HTTP_2 ? MockUpstream.startHttp2(server) : MockUpstream.startSecure(server);
    }

    private static TestProxy.Builder proxy(URI upstream, Protocol protocol) {
        TestProxy.Builder builder = TestProxy.to(upstream).trust(Trust.of(List.of(certificates.authority())));
        return protocol == Protocol.HTTP_2 ? builder.http2() : builder;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("PX-602: fields pass both ways with multiplicity and the order of equal names, and nothing is added")
    void fieldsPassBothWays(Protocol protocol) throws IOException {
        try (MockUpstream upstream = upstream(protocol);
                TestProxy proxy = proxy(upstream.uri(), protocol).start();
                RawClient client = proxy.client()) {
            upstream.script((request, wire) -> wire.respond(
                    201,
                    "Set-Cookie: a=1\r\nX-One: eins\r\nSet-Cookie: b=2\r\nset-cookie: c=3\r\nRetry-After: 7\r\n"
                            + "X-Long: " + "y".repeat(30_000) + "\r\n",
                    BODY));
            Received answer = client.request(
                            "POST",
                            "/v1/files?alt=sse&key=%zz&x=1",
                            "X-Api-Key: secret\r\nAccept: a\r\nX-Custom: ä%\r\nAccept: b\r\nConnection: x-drop\r\n"
                                    + "X-Drop: 1\r\nTE: trailers\r\nAccept: a\r\nX-Wide: " + "z".repeat(40_000)
                                    + "\r\n",
                            BODY)
                    .response();

            Received arrived = upstream.onlyRequest();
            assertEquals("POST", arrived.method());
            assertEquals("/v1/files?alt=sse&key=%zz&x=1", arrived.target());
            assertEquals(List.of("a", "b", "a"), arrived.headers().all("Accept"));
            assertEquals("\u00e4%", arrived.header("X-Custom"));
            assertEquals(40_000, arrived.header("X-Wide").length());
            assertEquals(
                    Set.of("host", "x-api-key", "accept", "x-custom", "x-wide", "content-length"),
                    Set.copyOf(names(arrived)));
            assertEquals("localhost:" + upstream.port(), arrived.header("Host"));
            assertArrayEquals(BODY, arrived.body());
            assertEquals(201, answer.status());
            assertEquals(List.of("a=1", "b=2", "c=3"), answer.headers().all("Set-Cookie"));
            assertEquals("7", answer.header("Retry-After"));
            assertEquals(30_000, answer.header("X-Long").length());
            assertEquals(Integer.toString(BODY.length), answer.header("Content-Length"));
            assertEquals("", answer.header("Transfer-Encoding"));
            assertArrayEquals(BODY, answer.body());
        }
    }

    private static List<String> names(Received request) {
        return request.headers().fields().stream()
                .map(Header::name)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("PX-602: bytes above ASCII in fields pass as they are")
    void fieldsAreBytes(Protocol protocol) throws IOException {
        String value = "\u00e9\u00ff \u0080x";
        try (MockUpstream upstream = upstream(protocol);
                TestProxy proxy = proxy(upstream.uri(), protocol).start();
                RawClient client = proxy.client()) {
            upstream.script(
                    (request, wire) -> wire.respond(200, "X-Back: " + request.header("X-There") + "\r\n", BODY));
            Received answer = client.request("GET", "/v1/files", "X-There: " + value + "\r\n")
                    .response();

            assertEquals(value, upstream.onlyRequest().header("X-There"));
            assertEquals(value, answer.header("X-Back"));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("PX-601: bodies of megabytes arrive whole both ways, streamed or not, on one connection")
    void largeBodiesPass(Protocol protocol) throws IOException {
        byte[] body = new byte[3_000_000];
        new Random(5).nextBytes(body);
        try (MockUpstream upstream = upstream(protocol);
                TestProxy proxy = proxy(upstream.uri(), protocol).start();
                RawClient client = proxy.client()) {
            for (String path : List.of("/v1/messages", "/v1/files", "/v1/messages")) {
                Received answer = client.request("PUT", path, "", body).response();

                assertArrayEquals(body, answer.body());
            }
            client.send("POST /v1/files HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send("3\r\nabc\r\n").send("10;ext=1\r\n0123456789abcdef\r\n0\r\n\r\n");
            assertEquals("abc0123456789abcdef", client.response().text());
            assertEquals(Received.sha256(body), upstream.received().get(0).bodySha256());
            assertEquals(1, upstream.connections());
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1, GET", "HTTP_1_1, DELETE", "HTTP_1_1, HEAD", "HTTP_2, GET", "HTTP_2, DELETE", "HTTP_2, HEAD"})
    void requestsWithoutABodyHaveNoLength(Protocol protocol, String method) throws IOException {
        try (MockUpstream upstream = upstream(protocol);
                TestProxy proxy = proxy(upstream.uri(), protocol).start();
                RawClient client = proxy.client()) {
            upstream.script((request, wire) -> wire.respond(200, "", new byte[0]));
            Received answer = client.request(method, "/v1/models", "").responseHead();

            assertEquals(200, answer.status());
            assertEquals(method, upstream.onlyRequest().method());
            assertEquals("", upstream.onlyRequest().header("Content-Length"));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("PX-701: pieces of a stream reach the client as they come")
    void piecesPassAsTheyCome(Protocol protocol) throws IOException {
        List<CountDownLatch> seen = List.of(new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1));
        try (MockUpstream upstream = upstream(protocol);
                TestProxy proxy = proxy(upstream.uri(), protocol).start();
                RawClient client = proxy.client()) {
            upstream.script((request, wire) -> {
                wire.respondChunked(200, "Content-Type: text/event-stream\r\n");
                for (int i = 0; i < 3; i++) {
                    wire.chunk("data: " + i + "\n\n").await(seen.get(i));
                }
                wire.lastChunk();
            });
            Received head = client.request("POST", "/v1/messages", "", BODY).responseHead();
            WireReader.BodyStream stream = client.reader().stream(head, false);
            byte[] buffer = new byte[100];
            for (int i = 0; i < 3; i++) {
                int count = stream.read(buffer);

                assertEquals("data: " + i + "\n\n", new String(buffer, 0, count, StandardCharsets.UTF_8));
                seen.get(i).countDown();
            }
            assertEquals(-1, stream.read(buffer));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("PX-707: an error passes unchanged and arrives once")
    void errorsPass(Protocol protocol) throws IOException {
        byte[] wording = MockUpstream.bytes("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}");
        try (MockUpstream upstream = upstream(protocol);
                TestProxy proxy = proxy(upstream.uri(), protocol).start();
                RawClient client = proxy.client()) {
            upstream.script((request, wire) -> wire.respond(529, "", wording));
            Received answer = client.request("POST", "/v1/messages", "", BODY).response();

            assertEquals(529, answer.status());
            assertArrayEquals(wording, answer.body());
            assertEquals(1, upstream.received().size());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_1_1, CUT, /v1/messages",
        "HTTP_1_1, RESET, /v1/files",
        "HTTP_2, CUT, /v1/messages",
        "HTTP_2, RESET, /v1/files",
        "HTTP_2, CUT, /v1/files",
        "HTTP_2, RESET, /v1/messages"
    })
    @DisplayName("PX-703: lost before a response header: own 502, and the request arrived once")
    void lostBeforeHeaderIs502(Protocol protocol, Fault fault, String path) throws IOException {
        try (MockUpstream upstream = upstream(protocol);
                TestProxy proxy = proxy(upstream.uri(), protocol).start();
                RawClient client = proxy.client()) {
            upstream.script((request, wire) -> {
                if (fault == Fault.RESET) {
                    wire.reset();
                } else {
                    wire.close();
                }
            });
            Received answer = client.request("POST", path, "", BODY).response();

            assertEquals(502, answer.status());
            assertEquals("upstream_lost", answer.header("x-headroom-error"));
            assertEquals(1, upstream.received().size());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("PX-703: an unknown authority is refused, and the answer names it")
    void unknownAuthorityIs502(Protocol protocol) throws IOException {
        try (MockUpstream upstream = upstream(protocol);
                TestProxy proxy = proxy(upstream.uri(), protocol)
                        .trust(Trust.of(List.of()))
                        .start();
                RawClient client = proxy.client()) {
            Received answer = client.request("GET", "/v1/files", "").response();

            assertEquals(502, answer.status());
            assertEquals("upstream_unreachable", answer.header("x-headroom-error"));
            assertTrue(answer.text().contains("CN=Test Authority"), answer.text());
            assertEquals(0, upstream.received().size());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("PX-704: no response header in time: upstream cancelled, own 504")
    void silenceBeforeHeaderIs504(Protocol protocol) throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (MockUpstream upstream = upstream(protocol);
                TestProxy proxy = proxy(upstream.uri(), protocol)
                        .upstreamLimits(impatient())
                        .start();
                RawClient client = proxy.client()) {
            upstream.script((request, wire) -> {
                wire.awaitPeerClose();
                cancelled.countDown();
            });
            Received answer = client.request("POST", "/v1/messages", "", BODY).response();

            assertEquals(504, answer.status());
            assertTrue(cancelled.await(10, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("PX-704: an upstream behind a black hole: own 504")
    void blackHoleIs504(Protocol protocol) throws Exception {
        try (MockUpstream upstream = upstream(protocol);
                FaultRelay wire = FaultRelay.before(upstream.port());
                TestProxy proxy = proxy(wire.secureUri(), protocol)
                        .upstreamLimits(impatient())
                        .start();
                RawClient client = proxy.client()) {
            client.request("POST", "/v1/messages", "", BODY).response();
            wire.response(Fault.BLACK_HOLE, 0);
            client.request("POST", "/v1/messages", "", BODY);
            Received answer = client.response();

            assertEquals(504, answer.status());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_1_1, CUT, /v1/messages",
        "HTTP_1_1, RESET, /v1/files",
        "HTTP_2, CUT, /v1/messages",
        "HTTP_2, RESET, /v1/files",
        "HTTP_2, CUT, /v1/files",
        "HTTP_2, RESET, /v1/messages"
    })
    @DisplayName("PX-705, PX-706: a stream that breaks off is passed on as a cut, with every byte before it")
    void cutStreamIsCut(Protocol protocol, Fault fault, String path) throws IOException {
        String events = MockUpstream.event("message_start", "{}") + MockUpstream.event("ping", "{}");
        CountDownLatch seen = new CountDownLatch(1);
        try (MockUpstream upstream = upstream(protocol);
                TestProxy proxy = proxy(upstream.uri(), protocol).start();
                RawClient client = proxy.client()) {
            upstream.script((request, wire) -> {
                wire.respondChunked(200, "Content-Type: text/event-stream\r\n")
                        .chunk(events)
                        .await(seen);
                if (fault == Fault.RESET) {
                    wire.reset();
                } else {
                    wire.close();
                }
            });
            Received head = client.request("POST", path, "", BODY).responseHead();
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

    @ParameterizedTest
    @EnumSource
    @DisplayName("PX-706: a body with a length that ends early is passed on as a cut")
    void shortBodyIsCut(Protocol protocol) throws IOException {
        try (MockUpstream upstream = upstream(protocol);
                TestProxy proxy = proxy(upstream.uri(), protocol).start();
                RawClient client = proxy.client()) {
            upstream.script((request, wire) -> wire.respondShort(200, 100, BODY));
            client.request("POST", "/v1/messages", "", BODY);

            assertThrows(IOException.class, client::response);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("PX-705: a stream that falls silent is cut, and its upstream cancelled")
    void silentStreamIsCut(Protocol protocol) throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (MockUpstream upstream = upstream(protocol);
                TestProxy proxy = proxy(upstream.uri(), protocol)
                        .limits(TestProxy.limits(Duration.ofSeconds(60), Duration.ofMillis(200), Duration.ofSeconds(1)))
                        .start();
                RawClient client = proxy.client()) {
            upstream.script((request, wire) -> {
                wire.respondChunked(200, "Content-Type: text/event-stream\r\n").chunk("data: 1\n\n");
                wire.awaitPeerClose();
                cancelled.countDown();
            });
            client.request("POST", "/v1/messages", "", BODY);

            assertThrows(IOException.class, client::response);
            assertTrue(cancelled.await(10, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1, false", "HTTP_1_1, true", "HTTP_2, false", "HTTP_2, true"})
    @DisplayName("PX-701: a client that goes away cancels a silent upstream within 100 ms, inside a stream or before")
    void abortCancelsUpstream(Protocol protocol, boolean inStream) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<Long> closedAt = new AtomicReference<>();
        CountDownLatch cancelled = new CountDownLatch(1);
        try (MockUpstream upstream = upstream(protocol);
                TestProxy proxy = proxy(upstream.uri(), protocol).start()) {
            upstream.script((request, wire) -> {
                if (inStream) {
                    wire.respondChunked(200, "").chunk("data: 1\n\n");
                }
                asked.countDown();
                wire.awaitPeerClose();
                closedAt.set(System.nanoTime());
                cancelled.countDown();
            });
            RawClient client = proxy.client();
            client.request("POST", "/v1/messages", "", BODY);
            if (inStream) {
                client.responseHead();
            }
            assertTrue(asked.await(10, TimeUnit.SECONDS));
            long abortedAt = System.nanoTime();
            client.close();

            assertTrue(cancelled.await(10, TimeUnit.SECONDS));
            assertTrue(closedAt.get() - abortedAt < 100_000_000L, "took " + (closedAt.get() - abortedAt) + " ns");
            assertEquals("client_gone", proxy.journal().awaitFinished(1).error().orElseThrow());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("PX-701: 50 parallel streams: each its own answer and no other byte")
    void parallelStreamsAreKeptApart(Protocol protocol) throws Exception {
        try (MockUpstream upstream = upstream(protocol);
                TestProxy proxy = proxy(upstream.uri(), protocol).start()) {
            upstream.script((request, wire) -> {
                wire.respondChunked(200, "Content-Type: text/event-stream\r\n");
                for (int i = 0; i < 50; i++) {
                    wire.chunk(request.text() + ":" + i + "\n");
                }
                wire.lastChunk();
            });

            List<Received> answers = InParallel.run(50, number -> {
                try (RawClient client = proxy.client()) {
                    return client.request("POST", "/v1/messages", "", MockUpstream.bytes("own " + number))
                            .response();
                }
            });

            for (int number = 0; number < 50; number++) {
                StringBuilder own = new StringBuilder();
                for (int i = 0; i < 50; i++) {
                    own.append("own ").append(number).append(':').append(i).append('\n');
                }
                assertEquals(own.toString(), answers.get(number).text());
            }
            if (protocol == Protocol.HTTP_2) {
                // One for each I/O thread.
                assertTrue(upstream.connections() <= 2, "connections: " + upstream.connections());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("PX-701: a client that does not read stalls its upstream, and no other client")
    void backPressureReachesTheUpstream(Protocol protocol) throws Exception {
        AtomicLong sent = new AtomicLong();
        byte[] piece = new byte[16_000];
        try (MockUpstream upstream = upstream(protocol);
                TestProxy proxy = proxy(upstream.uri(), protocol).start();
                RawClient stuck = new RawClient(proxy.address(), 8 * 1024)) {
            upstream.script((request, wire) -> {
                if (request.target().equals("/v1/files")) {
                    wire.respond(200, "", BODY);
                    return;
                }
                wire.respondChunked(200, "");
                while (true) {
                    wire.chunk(piece);
                    sent.addAndGet(piece.length);
                }
            });
            stuck.request("POST", "/v1/messages", "", BODY).responseHead();
            long stalledAt = Await.stall(sent);

            for (int i = 0; i < 20; i++) {
                try (RawClient other = proxy.client()) {
                    assertArrayEquals(
                            BODY,
                            other.request("GET", "/v1/files", "").response().body());
                }
            }
            assertTrue(stalledAt < 20_000_000, "sent " + stalledAt);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("PX-603: a pooled connection that died is replaced, and each request arrives once")
    void deadPooledConnectionIsReplaced(Protocol protocol) throws IOException {
        try (MockUpstream upstream = upstream(protocol);
                FaultRelay wire = FaultRelay.before(upstream.port());
                TestProxy proxy = proxy(wire.secureUri(), protocol).start();
                RawClient client = proxy.client()) {
            client.request("POST", "/v1/messages", "", BODY).response();
            wire.dropConnections();
            Await.until("the upstream knows", () -> upstream.openConnections() == 0);
            Received second = client.request("POST", "/v1/messages", "", BODY).response();

            assertEquals(200, second.status());
            assertEquals(2, upstream.received().size());
            assertEquals(2, wire.connections());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("PX-606: an upstream that stops reading is a lost connection, and an early answer is relayed")
    void earlyAnswerIsRelayed(Protocol protocol) throws Exception {
        byte[] refusal = MockUpstream.bytes("{\"error\":\"too large\"}");
        try (MockUpstream upstream = upstream(protocol);
                TestProxy proxy = proxy(upstream.uri(), protocol).start();
                RawClient client = proxy.client()) {
            upstream.answerEarly().script((request, wire) -> wire.respond(413, "", refusal));
            client.send("POST /v1/files HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n" + "x".repeat(1000));
            Received answer = client.response();

            assertEquals(413, answer.status());
            assertArrayEquals(refusal, answer.body());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("PX-606: the way leads through a proxy that wants Basic credentials")
    void tunnelsWithCredentials(Protocol protocol) throws Exception {
        SSLContext elsewhere = certificates.server("dns:api.example.test");
        try (MockUpstream upstream = protocol == Protocol.HTTP_2
                        ? MockUpstream.startHttp2(elsewhere)
                        : MockUpstream.startSecure(elsewhere);
                ConnectProxy tunnels = new ConnectProxy("dTpw", upstream.port());
                TestProxy proxy = proxy(URI.create("https://api.example.test"), protocol)
                        .proxy(ProxyRoute.of("http://u:p@localhost:" + tunnels.port(), List.of()))
                        .start();
                RawClient client = proxy.client()) {
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(
                        BODY,
                        client.request("POST", "/v1/files", "", BODY).response().body());
            }
            assertEquals(List.of("CONNECT api.example.test:443 HTTP/1.1"), tunnels.tunnels());
            assertEquals("api.example.test", upstream.received().get(0).header("Host"));
            assertEquals("", upstream.received().get(0).header("Proxy-Authorization"));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("PX-604: other local addresses than before, and no connection from before is used")
    void otherAddressesDropTheIdlePool(Protocol protocol) throws Exception {
        AtomicReference<Set<InetAddress>> addresses = new AtomicReference<>(Set.of(InetAddress.getByName("192.0.2.1")));
        try (MockUpstream upstream = upstream(protocol);
                TestProxy proxy = proxy(upstream.uri(), protocol)
                        .localAddresses(addresses::get)
                        .start();
                RawClient client = proxy.client()) {
            client.request("GET", "/v1/files", "").response();
            long first = System.nanoTime();
            Await.until("a look at the addresses changes nothing", () -> {
                request(client);
                return System.nanoTime() - first > 1_500_000_000L;
            });
            assertEquals(1, upstream.connections());

            addresses.set(Set.of(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("198.51.100.7")));
            Await.until("a new connection", () -> {
                request(client);
                return upstream.connections() == 2;
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("PX-601: nothing of a closed proxy stays, neither connections nor threads")
    void nothingStays(Protocol protocol) throws IOException {
        try (MockUpstream upstream = upstream(protocol)) {
            upstream.script((request, wire) -> {
                if (request.target().equals("/v1/files")) {
                    wire.respond(200, "", BODY);
                } else {
                    wire.awaitPeerClose();
                }
            });
            TestProxy proxy = proxy(upstream.uri(), protocol).start();
            try (RawClient idle = proxy.client();
                    RawClient busy = proxy.client()) {
                idle.request("GET", "/v1/files", "").response();
                busy.request("POST", "/v1/messages", "", BODY);
                Await.until("both arrived", () -> upstream.received().size() == 2);
                proxy.close();
            }

            Await.until("no connection is open", () -> upstream.openConnections() == 0);
            Await.until("no thread is left", () -> threadsOf(proxy).isEmpty());
        }
    }

    private static List<String> threadsOf(TestProxy proxy) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name ->
                        name.startsWith(proxy.name() + "-") && !name.contains("errand") && !name.contains("body"))
                .toList();
    }

    private static void request(RawClient client) {
        try {
            assertEquals(200, client.request("GET", "/v1/files", "").response().status());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static UpstreamLimits impatient() {
        UpstreamLimits standard = UpstreamLimits.defaults();
        return new UpstreamLimits(
                Duration.ofSeconds(5),
                Duration.ofMillis(300),
                Duration.ofMillis(500),
                standard.requestBody(),
                standard.keepAlive(),
                standard.connections(),
                standard.idle(),
                standard.attempts(),
                standard.silence());
    }
}
