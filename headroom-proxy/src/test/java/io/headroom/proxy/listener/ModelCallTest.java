package io.headroom.proxy.listener;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.compress.message.BodyOutcome;
import io.headroom.proxy.testing.Await;
import io.headroom.proxy.testing.Coded;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.RawClient;
import io.headroom.proxy.testing.Received;
import io.headroom.proxy.testing.TestProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the body of a model call. */
class ModelCallTest {
    private static final byte[] BODY = MockUpstream.bytes("{\"messages\":[\"" + "text ".repeat(2000) + "\"]}");
    private static final byte[] SHORT = MockUpstream.bytes("{\"short\":1}");

    private MockUpstream upstream;

    @BeforeEach
    void start() throws IOException {
        upstream = MockUpstream.start();
    }

    @AfterEach
    void stop() throws IOException {
        upstream.close();
    }

    private TestProxy.Builder proxy() {
        return TestProxy.to(upstream.uri());
    }

    private static Received call(TestProxy proxy, String headers, byte[] body) throws IOException {
        try (RawClient client = proxy.client()) {
            return client.request("POST", "/v1/messages", headers, body).response();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "raw-deflate", "zstd", "br"})
    @DisplayName("PX-501: an encoded body is decoded for the step and goes out as received where nothing changes")
    void encodedBodyIsReadAndKept(String coding) throws IOException {
        AtomicReference<byte[]> seen = new AtomicReference<>();
        byte[] coded = Coded.encode(coding, BODY);
        String name = coding.replace("raw-", "");

        try (TestProxy proxy = proxy().step((body, dialect, options, cancellation) -> {
                    seen.set(body);
                    return new BodyOutcome(body, Optional.empty(), List.of(), Optional.empty());
                })
                .start()) {
            call(proxy, "Content-Encoding: " + name + "\r\n", coded);
        }

        assertArrayEquals(BODY, seen.get());
        assertArrayEquals(coded, upstream.onlyRequest().body());
        assertEquals(name, upstream.onlyRequest().header("Content-Encoding"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd", "br", "identity"})
    @DisplayName("PX-501: a replaced body goes out as identity with its new length")
    void replacedBodyIsIdentity(String coding) throws IOException {
        byte[] coded = coding.equals("identity") ? BODY : Coded.encode(coding, BODY);

        try (TestProxy proxy = proxy().replaceBodies(SHORT).start()) {
            call(proxy, "Content-Encoding: " + coding + "\r\n", coded);
        }

        assertArrayEquals(SHORT, upstream.onlyRequest().body());
        assertEquals("", upstream.onlyRequest().header("Content-Encoding"));
        assertEquals(Integer.toString(SHORT.length), upstream.onlyRequest().header("Content-Length"));
    }

    @Test
    @DisplayName("PX-501: truncated gzip, unknown codings, three codings and bombs go out as they came")
    void whatCannotBeDecodedGoesOutAsItCame() throws IOException {
        byte[] whole = Coded.encode("gzip", BODY);
        byte[] bomb = Coded.encode("gzip", new byte[30 << 20]);
        List<String> codings = List.of("gzip", "x-unknown", "gzip, gzip, gzip", "gzip", "zstd", "br");
        List<byte[]> bodies = List.of(
                Arrays.copyOf(whole, whole.length - 9), whole, whole, bomb, MockUpstream.bytes("nonsense"), whole);
        List<String> reasons = new ArrayList<>();

        try (TestProxy proxy = proxy().replaceBodies(SHORT).start()) {
            for (int i = 0; i < codings.size(); i++) {
                reasons.add(call(proxy, "Content-Encoding: " + codings.get(i) + "\r\n", bodies.get(i))
                        .header("x-headroom-bypassed"));

                assertArrayEquals(bodies.get(i), upstream.received().get(i).body());
                assertEquals(codings.get(i), upstream.received().get(i).header("Content-Encoding"));
            }
        }

        assertEquals(
                List.of(
                        "corrupt_coding",
                        "unknown_coding",
                        "too_many_codings",
                        "coding_limit",
                        "corrupt_coding",
                        "corrupt_coding"),
                reasons);
    }

    @Test
    void twoCodingsAreDecoded() throws IOException {
        byte[] coded = Coded.encode("zstd", Coded.encode("gzip", BODY));

        try (TestProxy proxy = proxy().replaceBodies(SHORT).start()) {
            call(proxy, "Content-Encoding: gzip, zstd\r\n", coded);
        }

        assertArrayEquals(SHORT, upstream.onlyRequest().body());
    }

    @Test
    @DisplayName("P1: a step that throws, or overflows the stack, costs nothing but its own work")
    void faultySteps() throws IOException {
        for (Throwable fault : List.of(new IllegalStateException(), new StackOverflowError(), new OutOfMemoryError())) {
            try (TestProxy proxy = proxy().step((body, dialect, options, cancellation) -> {
                        if (fault instanceof RuntimeException unchecked) {
                            throw unchecked;
                        }
                        throw (Error) fault;
                    })
                    .start()) {
                Received answer = call(proxy, "", BODY);

                assertArrayEquals(BODY, answer.body());
                assertEquals("fault", answer.header("x-headroom-bypassed"));
            }
        }
    }

    @Test
    @DisplayName("P1: a step that never ends is cancelled, and the original goes out")
    void endlessStep() throws IOException {
        AtomicBoolean cancelled = new AtomicBoolean();

        try (TestProxy proxy = proxy().limits(
                        TestProxy.limits(Duration.ofSeconds(60), Duration.ofSeconds(300), Duration.ofMillis(100)))
                .step((body, dialect, options, cancellation) -> {
                    while (!cancellation.cancelled()) {
                        Thread.onSpinWait();
                    }
                    cancelled.set(true);
                    return new BodyOutcome(SHORT, Optional.empty(), List.of(), Optional.empty());
                })
                .start()) {
            Received answer = call(proxy, "", BODY);

            assertArrayEquals(BODY, answer.body());
            assertEquals("deadline", answer.header("x-headroom-bypassed"));
            Await.until("cancelled", cancelled::get);
        }
    }

    @Test
    @DisplayName("PX-505: no free worker: the body goes on at once as it is")
    void saturatedWorkers() throws Exception {
        CountDownLatch busy = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);

        try (TestProxy proxy = proxy().queue(1)
                        .step((body, dialect, options, cancellation) -> {
                            busy.countDown();
                            awaitUninterrupted(release);
                            return new BodyOutcome(body, Optional.empty(), List.of(), Optional.empty());
                        })
                        .start();
                RawClient first = proxy.client();
                RawClient second = proxy.client();
                RawClient queued = proxy.client()) {
            first.request("POST", "/v1/messages", "", BODY);
            second.request("POST", "/v1/messages", "", BODY);
            assertTrue(busy.await(10, TimeUnit.SECONDS));
            queued.request("POST", "/v1/messages", "", BODY);
            Await.until("one waits", () -> proxy.waitingBodies() == 1);
            Received answer = call(proxy, "", BODY);
            release.countDown();

            assertEquals("saturated", answer.header("x-headroom-bypassed"));
            assertArrayEquals(BODY, answer.body());
            first.response();
            second.response();
            queued.response();
        }
    }

    @Test
    @DisplayName("PX-505: a client that goes away cancels the step, and nothing is sent")
    void abortCancelsStep() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);

        try (TestProxy proxy = proxy().step((body, dialect, options, cancellation) -> {
                    started.countDown();
                    while (!cancellation.cancelled()) {
                        Thread.onSpinWait();
                    }
                    cancelled.countDown();
                    return new BodyOutcome(body, Optional.empty(), List.of(), Optional.empty());
                })
                .start()) {
            RawClient client = proxy.client();
            client.request("POST", "/v1/messages", "", BODY);
            assertTrue(started.await(10, TimeUnit.SECONDS));
            client.close();

            assertTrue(cancelled.await(10, TimeUnit.SECONDS));
            assertEquals("client_gone", proxy.journal().awaitFinished(1).error().orElseThrow());
            assertEquals(0, upstream.received().size());
            assertEquals(0, proxy.listener().heldBytes());
        }
    }

    @Test
    @DisplayName("PX-502: a body over the limit goes on unread, announced or not")
    void largeBodiesAreStreamed() throws IOException {
        byte[] large = new byte[40 << 20];
        new Random(1).nextBytes(large);

        try (TestProxy proxy = proxy().replaceBodies(SHORT).start()) {
            Received announced = call(proxy, "", large);
            try (RawClient client = proxy.client()) {
                client.send("POST /v1/messages HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
                for (int at = 0; at < large.length; at += 1 << 20) {
                    client.send("100000\r\n")
                            .send(Arrays.copyOfRange(large, at, at + (1 << 20)))
                            .send("\r\n");
                }
                Received chunked = client.send("0\r\n\r\n").response();

                assertEquals("body_size", chunked.header("x-headroom-bypassed"));
            }

            assertEquals("body_size", announced.header("x-headroom-bypassed"));
            assertEquals(Received.sha256(large), upstream.received().get(0).bodySha256());
            assertEquals(Received.sha256(large), upstream.received().get(1).bodySha256());
            assertEquals("chunked", upstream.received().get(1).header("Transfer-Encoding"));
        }
    }

    @Test
    @DisplayName("PX-406: when bodies fill their share of memory, model calls go on unread")
    void memoryGovernorStreams() throws IOException {
        ListenerLimits tight = new ListenerLimits(
                32 << 20,
                0,
                200_000,
                65_536,
                200,
                4096,
                Duration.ofSeconds(60),
                Duration.ofSeconds(300),
                Duration.ofSeconds(900),
                Duration.ofSeconds(2));
        byte[] large = new byte[1 << 20];
        new Random(2).nextBytes(large);

        try (TestProxy proxy = proxy().limits(tight).replaceBodies(SHORT).start()) {
            Received answer = call(proxy, "", large);

            assertEquals("memory", answer.header("x-headroom-bypassed"));
            assertArrayEquals(large, answer.body());
            Await.until("all given back", () -> proxy.listener().heldBytes() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-headroom-bypass: true", "x-headroom-mode: off", "X-Headroom-Mode: passthrough"})
    @DisplayName("PX-314: a request may ask to be left alone")
    void requestedBypass(String control) throws IOException {
        try (TestProxy proxy = proxy().replaceBodies(SHORT).start()) {
            Received answer = call(proxy, control + "\r\n", BODY);

            assertEquals("requested", answer.header("x-headroom-bypassed"));
            assertArrayEquals(BODY, upstream.onlyRequest().body());
        }
    }

    @Test
    @DisplayName("PX-314: model calls carry the figures, streams too")
    void figuresAreInTheHead() throws IOException {
        upstream.script((request, wire) -> wire.respondChunked(200, "Content-Type: text/event-stream\r\n")
                .chunk("data: 1\n\n")
                .lastChunk());

        try (TestProxy proxy = proxy().start()) {
            Received answer = call(proxy, "", BODY);

            assertEquals("0", answer.header("x-headroom-tokens-before"));
            assertEquals("0", answer.header("x-headroom-tokens-saved"));
            assertTrue(answer.header("x-headroom-overhead-ms").matches("\\d+\\.\\d{3}"));
            assertNotEquals("", answer.header("x-headroom-request-id"));
        }
    }

    @Test
    @DisplayName("PX-406: a client that stops sending its body gets 408")
    void silentBody() throws IOException {
        try (TestProxy proxy = proxy().limits(TestProxy.limits(
                                Duration.ofMillis(150), Duration.ofSeconds(300), Duration.ofSeconds(1)))
                        .start();
                RawClient client = proxy.client()) {
            client.send("POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nonly this");
            Received answer = client.response();

            assertEquals(408, answer.status());
            assertEquals(0, upstream.received().size());
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
