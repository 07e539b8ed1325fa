package io.headroom.proxy.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.dialect.OwnError;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.RawClient;
import io.headroom.proxy.testing.Received;
import io.headroom.proxy.testing.TestProxy;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What never reaches an upstream. */
class RefusalTest {
    private MockUpstream upstream;

    @BeforeEach
    void start() throws IOException {
        upstream = MockUpstream.start();
    }

    @AfterEach
    void stop() throws IOException {
        assertEquals(0, upstream.received().size());
        upstream.close();
    }

    private TestProxy proxy() throws IOException {
        return TestProxy.to(upstream.uri()).start();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: -3\r\n\r\n",
                "GET http://elsewhere/ HTTP/1.1\r\nHost: elsewhere\r\n\r\n"
            })
    @DisplayName("PX-312: ambiguous bodies and absolute targets get 400, and the connection ends")
    void badRequests(String request) throws IOException {
        try (TestProxy proxy = proxy();
                RawClient client = proxy.client()) {
            Received answer = client.send(request).response();

            assertEquals(400, answer.status());
            assertEquals("close", answer.header("Connection").toLowerCase(java.util.Locale.ROOT));
            assertEquals(-1, client.reader().rawByte());
        }
    }

    @Test
    @DisplayName("PX-312: CONNECT gets 405")
    void connectIsRefused() throws IOException {
        try (TestProxy proxy = proxy();
                RawClient client = proxy.client()) {
            assertEquals(
                    405,
                    client.send("CONNECT elsewhere:443 HTTP/1.1\r\nHost: elsewhere:443\r\n\r\n")
                            .response()
                            .status());
        }
    }

    @Test
    @DisplayName("PX-406: too many or too large header fields get 431")
    void largeHeaders() throws IOException {
        try (TestProxy proxy = proxy();
                RawClient many = proxy.client();
                RawClient large = proxy.client()) {
            StringBuilder fields = new StringBuilder();
            for (int i = 0; i < 250; i++) {
                fields.append("x-").append(i).append(": 1\r\n");
            }

            assertEquals(
                    431, many.request("GET", "/x", fields.toString()).response().status());
            assertEquals(
                    431,
                    large.request("GET", "/x", "x-a: " + "y".repeat(70_000) + "\r\n")
                            .response()
                            .status());
        }
    }

    @Test
    void whatTheGateRefusesGoesNowhere() throws IOException {
        try (TestProxy proxy = TestProxy.to(upstream.uri())
                        .gate(head ->
                                Optional.of(new OwnError(OwnError.Kind.FORBIDDEN, "Headroom: no", head.requestId())))
                        .start();
                RawClient client = proxy.client()) {
            Received answer =
                    client.request("POST", "/v1/messages", "", new byte[100]).response();

            assertEquals(403, answer.status());
            assertEquals("forbidden", answer.header("x-headroom-error"));
        }
    }

    @Test
    @DisplayName("PX-709: a fault of ours is a 500, and the proxy goes on")
    void brokenRoute() throws IOException {
        try (TestProxy proxy = proxy();
                RawClient client = proxy.client()) {
            Received broken = client.request("GET", "/broken", "").response();
            Received next = client.request("GET", "/own", "").response();

            assertEquals(500, broken.status());
            assertEquals("internal", broken.header("x-headroom-error"));
            assertEquals("own 0", next.text());
            assertTrue(proxy.journal().events().stream().anyMatch(event -> event.startsWith("fault own_route")));
        }
    }

    @Test
    @DisplayName("a body over max-body-bytes gets 413 before it is read")
    void tooLargeBody() throws IOException {
        ListenerLimits standard = TestProxy.limits(
                java.time.Duration.ofSeconds(60), java.time.Duration.ofSeconds(300), java.time.Duration.ofSeconds(1));
        ListenerLimits tight = new ListenerLimits(
                standard.bufferedBody(),
                1000,
                standard.heldBodies(),
                standard.headerBytes(),
                standard.headerFields(),
                standard.exchanges(),
                standard.bodySilence(),
                standard.streamIdle(),
                standard.clientIdle(),
                standard.bodyStep());

        try (TestProxy proxy = TestProxy.to(upstream.uri()).limits(tight).start();
                RawClient client = proxy.client()) {
            client.send("POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n");

            assertEquals(413, client.response().status());
        }
    }
}
