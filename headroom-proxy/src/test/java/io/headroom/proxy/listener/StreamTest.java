package io.headroom.proxy.listener;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.exchange.Usage;
import io.headroom.proxy.testing.Await;
import io.headroom.proxy.testing.Coded;
import io.headroom.proxy.testing.InParallel;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.RawClient;
import io.headroom.proxy.testing.Received;
import io.headroom.proxy.testing.TestProxy;
import io.headroom.proxy.testing.WireReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams: order, back pressure, many at once, and the reader of usage figures beside them. */
@Timeout(120)
class StreamTest {
    private static final byte[] BODY = MockUpstream.bytes("{}");

    private MockUpstream upstream;

    @BeforeEach
    void start() throws IOException {
        upstream = MockUpstream.start();
    }

    @AfterEach
    void stop() throws IOException {
        upstream.close();
    }

    @Test
    @DisplayName("PX-701: each event reaches the client before the next one is sent")
    void eventsAreNotHeldBack() throws IOException {
        List<CountDownLatch> seen = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            seen.add(new CountDownLatch(1));
        }
        upstream.script((request, wire) -> {
            wire.respondChunked(200, "Content-Type: text/event-stream\r\n");
            for (int i = 0; i < 20; i++) {
                wire.chunk("data: " + i + "\n\n").await(seen.get(i));
            }
            wire.lastChunk();
        });

        try (TestProxy proxy = TestProxy.to(upstream.uri()).start();
                RawClient client = proxy.client()) {
            Received head = client.request("POST", "/v1/messages", "", BODY).responseHead();
            WireReader.BodyStream stream = client.reader().stream(head, false);
            byte[] buffer = new byte[100];
            for (int i = 0; i < 20; i++) {
                int count = stream.read(buffer);

                assertEquals("data: " + i + "\n\n", new String(buffer, 0, count, StandardCharsets.UTF_8));
                seen.get(i).countDown();
            }
            assertEquals(-1, stream.read(buffer));
        }
    }

    @Test
    @DisplayName("PX-701: the head goes out before the first event comes")
    void headIsNotHeldBack() throws IOException {
        CountDownLatch seen = new CountDownLatch(1);
        upstream.script((request, wire) ->
                wire.respondChunked(200, "").await(seen).chunk("late").lastChunk());

        try (TestProxy proxy = TestProxy.to(upstream.uri()).start();
                RawClient client = proxy.client()) {
            Received head = client.request("POST", "/v1/messages", "", BODY).responseHead();
            seen.countDown();

            assertEquals("late", client.reader().body(head, false, true).text());
        }
    }

    @Test
    @DisplayName("PX-18: 50 parallel streams get each their own answer and no other byte")
    void parallelStreamsDoNotMix() throws Exception {
        upstream.script((request, wire) -> {
            wire.respondChunked(200, "Content-Type: text/event-stream\r\n");
            for (int i = 0; i < 50; i++) {
                wire.chunk("data: " + request.text() + " " + i + "\n\n");
            }
            wire.lastChunk();
        });

        try (TestProxy proxy = TestProxy.to(upstream.uri()).start()) {
            List<Received> answers = InParallel.run(50, number -> {
                try (RawClient client = proxy.client()) {
                    return client.request("POST", "/v1/messages", "", MockUpstream.bytes("stream-" + number))
                            .response();
                }
            });

            for (int number = 0; number < 50; number++) {
                StringBuilder expected = new StringBuilder();
                for (int i = 0; i < 50; i++) {
                    expected.append("data: stream-")
                            .append(number)
                            .append(' ')
                            .append(i)
                            .append("\n\n");
                }
                assertEquals(expected.toString(), answers.get(number).text());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"500, 64", "1000, 16"})
    @DisplayName("PX-16: with default limits, many slow streams at once lose no event, and nothing stays held")
    void manySlowStreamsLoseNothing(int streams, int events) throws Exception {
        CountDownLatch all = new CountDownLatch(streams);
        upstream.script((request, wire) -> {
            wire.respondChunked(200, "Content-Type: text/event-stream\r\n").chunk("data: 0\n\n");
            all.countDown();
            wire.await(all);
            for (int i = 1; i < events; i++) {
                wire.chunk("data: " + i + "\n\n");
            }
            wire.lastChunk();
        });
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < events; i++) {
            expected.append("data: ").append(i).append("\n\n");
        }

        try (TestProxy proxy = TestProxy.to(upstream.uri()).readUsage().start()) {
            List<Received> answers = InParallel.run(streams, number -> {
                try (RawClient client = proxy.client()) {
                    return client.request("POST", "/v1/messages", "", BODY).response();
                }
            });

            assertEquals(streams, answers.size());
            assertTrue(answers.stream().allMatch(answer -> answer.text().contentEquals(expected)));
            Await.until("all over", () -> proxy.listener().active() == 0);
            assertEquals(0, proxy.listener().heldBytes());
            proxy.journal().awaitFinished(streams);
        }
    }

    @Test
    @DisplayName("PX-701: a client that does not read slows the upstream down, and then gets every byte")
    void backPressureOnResponses() throws Exception {
        byte[] piece = new byte[64 * 1024];
        new Random(3).nextBytes(piece);
        int pieces = 100 << 4;
        AtomicLong sent = new AtomicLong();
        upstream.script((request, wire) -> {
            wire.raw("HTTP/1.1 200 OK\r\nContent-Length: " + (long) piece.length * pieces + "\r\n\r\n");
            for (int i = 0; i < pieces; i++) {
                wire.raw(piece);
                sent.addAndGet(piece.length);
            }
        });

        try (TestProxy proxy = TestProxy.to(upstream.uri()).start();
                RawClient client = new RawClient(proxy.address(), 64 * 1024)) {
            client.request("GET", "/v1/files", "");
            long stalled = Await.stall(sent);
            Received answer = client.reader().body(client.responseHead(), false, false);

            assertTrue(stalled < 32L << 20, "the upstream could send " + stalled + " bytes");
            assertEquals((long) piece.length * pieces, answer.bodyLength());
        }
    }

    @Test
    @DisplayName("PX-502: an upload is streamed with back pressure, and arrives whole")
    void backPressureOnUploads() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        byte[] piece = new byte[1 << 20];
        new Random(4).nextBytes(piece);
        int pieces = 100;
        AtomicLong sent = new AtomicLong();
        ExecutorService sender = Executors.newSingleThreadExecutor();
        upstream.dropBodies()
                .script((request, wire) -> wire.respond(200, "", MockUpstream.bytes(request.bodySha256())));

        try (TestProxy proxy = TestProxy.to(upstream.uri()).start();
                RawClient client = proxy.client()) {
            client.send("POST /v1/files HTTP/1.1\r\nHost: x\r\nContent-Length: " + (long) piece.length * pieces
                    + "\r\n\r\n");
            Future<?> sending = sender.submit(() -> {
                for (int i = 0; i < pieces; i++) {
                    client.send(piece);
                    sent.addAndGet(piece.length);
                }
                read.countDown();
                return null;
            });
            Received answer = client.response();
            sending.get(20, TimeUnit.SECONDS);

            java.security.MessageDigest digest = java.security.MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < pieces; i++) {
                digest.update(piece);
            }
            assertEquals(java.util.HexFormat.of().formatHex(digest.digest()), answer.text());
            assertEquals(0, proxy.listener().heldBytes());
        } finally {
            sender.shutdownNow();
        }
    }

    @Test
    @DisplayName("an upstream that answers before it has read the body is heard, and the answer passes whole")
    void earlyAnswerPasses() throws Exception {
        upstream.answerEarly().script((request, wire) -> {
            wire.respond(413, "Connection: close\r\n", MockUpstream.bytes("too large for me"));
            wire.awaitPeerClose();
        });

        try (TestProxy proxy = TestProxy.to(upstream.uri()).start();
                RawClient client = proxy.client()) {
            client.send("POST /v1/files HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n")
                    .send(new byte[1000]);
            Received answer = client.response();

            assertEquals(413, answer.status());
            assertEquals("too large for me", answer.text());
            assertEquals("close", answer.header("Connection"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip", "deflate", "br", "zstd"})
    @DisplayName("PX-702: the figures of a stream are read along, whatever its coding, and the bytes pass as they are")
    void usageIsReadAlong(String coding) throws IOException {
        byte[] events = MockUpstream.bytes(
                ": hello\r\n\r\nevent: a\r\ndata: {\"output\":1}\r\n\r\ndata: {\"output\":\ndata: 42}\n\n"
                        + "data: broken{\n\ndata: [DONE]\n\n");
        byte[] coded = coding.equals("identity") ? events : Coded.encode(coding, events);
        upstream.script((request, wire) -> {
            wire.respondChunked(200, "Content-Type: text/event-stream\r\nContent-Encoding: " + coding + "\r\n");
            for (byte one : coded) {
                wire.chunk(new byte[] {one});
            }
            wire.lastChunk();
        });

        try (TestProxy proxy = TestProxy.to(upstream.uri()).readUsage().start();
                RawClient client = proxy.client()) {
            Received answer = client.request("POST", "/v1/messages", "", BODY).response();

            assertArrayEquals(coded, answer.body());
            assertEquals(
                    OptionalLong.of(42),
                    proxy.journal().awaitFinished(1).usage().output());
        }
    }

    @Test
    void usageOfADocumentIsReadAlong() throws IOException {
        upstream.script((request, wire) -> wire.respond(
                200, "Content-Type: application/json\r\n", MockUpstream.bytes("{\"a\":[1,2],\"output\":7}")));

        try (TestProxy proxy = TestProxy.to(upstream.uri()).readUsage().start();
                RawClient client = proxy.client()) {
            client.request("POST", "/v1/messages", "", BODY).response();

            assertEquals(
                    OptionalLong.of(7), proxy.journal().awaitFinished(1).usage().output());
        }
    }

    @Test
    @DisplayName("PX-708: a dialect that throws changes nothing for the client; the figures are unknown")
    void brokenReaderIsNotNoticed() throws IOException {
        upstream.script((request, wire) ->
                wire.respond(200, "Content-Type: application/json\r\n", MockUpstream.bytes("[".repeat(100_000))));

        try (TestProxy proxy = TestProxy.to(upstream.uri()).readUsage().start();
                RawClient client = proxy.client()) {
            Received answer = client.request("POST", "/v1/messages", "", BODY).response();

            assertEquals(100_000, answer.body().length);
            assertEquals(Usage.unknown(), proxy.journal().awaitFinished(1).usage());
        }
    }

    @Test
    void bodiesThatEndWithTheirConnectionPass() throws IOException {
        upstream.script((request, wire) ->
                wire.raw("HTTP/1.0 200 OK\r\n\r\nuntil the end").close());

        try (TestProxy proxy = TestProxy.to(upstream.uri()).start();
                RawClient client = proxy.client()) {
            Received answer = client.request("GET", "/v1/files", "").response();

            assertEquals("until the end", answer.text());
            assertEquals("chunked", answer.header("Transfer-Encoding"));
        }
    }
}
