package io.headroom.proxy.listener;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.RawClient;
import io.headroom.proxy.testing.Received;
import io.headroom.proxy.testing.TestProxy;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes through, both ways. */
class RelayTest {
    private MockUpstream upstream;
    private TestProxy proxy;

    @BeforeEach
    void start() throws IOException {
        upstream = MockUpstream.start();
        proxy = TestProxy.to(upstream.uri()).start();
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        upstream.close();
    }

    @Test
    @DisplayName("P2: a model call that nothing changes arrives byte for byte, and so does its answer")
    void modelCallPassesUnchanged() throws IOException {
        byte[] body = MockUpstream.bytes("{\"n\": 1e5, \"s\":\"\\ud83d\"}");

        try (RawClient client = proxy.client()) {
            Received answer = client.request("POST", "/v1/messages?beta=true", "X-Api-Key: k\r\n", body)
                    .response();

            assertEquals(200, answer.status());
            assertArrayEquals(body, answer.body());
            assertEquals("/v1/messages?beta=true", upstream.onlyRequest().target());
            assertArrayEquals(body, upstream.onlyRequest().body());
            assertFalse(answer.header("x-headroom-request-id").isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%2Fb//c?q=%20&&=&alt=sse",
                "/c;x=1",
                "/c;x=1/y;z",
                "/x%2f%c3?a=%20%C3",
                "/caf\u00e9",
                "/x?y=?z",
                "/p/../q/./r",
                "/x?a=1;b=2",
                "/x?",
                "/x??",
                "/a%zz",
                "/a%",
                "/100%/b%2",
                "/%00%5c?%zz=%",
                "//x%2F%2f"
            })
    @DisplayName("PX-310: path and query go upstream byte for byte")
    void targetIsVerbatim(String target) throws IOException {
        try (RawClient client = proxy.client()) {
            Received answer = client.request("GET", target, "").response();

            assertEquals(200, answer.status());
            assertEquals(target, upstream.onlyRequest().target());
        }
    }

    @Test
    @DisplayName("PX-310: the same on a connection that is kept, byte by byte, with bodies between")
    void targetsStayVerbatimOnOneConnection() throws IOException {
        try (RawClient client = proxy.client()) {
            for (String target : List.of("/a%zz?", "/b", "/v1/messages?%zz", "/c?")) {
                byte[] body = MockUpstream.bytes("POST /%zz HTTP/1.1\r\n\r\n%");
                String head = "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nX-A: 100%\r\nContent-Length: "
                        + body.length + "\r\n\r\n";
                for (char single : head.toCharArray()) {
                    client.send(String.valueOf(single));
                }
                Received answer = client.send(body).response();

                Received request = upstream.received().get(upstream.received().size() - 1);
                assertEquals(target, request.target());
                assertEquals("100%", request.header("X-A"));
                assertArrayEquals(body, answer.body());
            }
        }
    }

    @Test
    void requestsSentAheadGoWhereTheyBelong() throws IOException {
        try (RawClient client = proxy.client()) {
            String one = "GET /%C3%A4?x=1 HTTP/1.1\r\nHost: localhost\r\n\r\n";
            client.send(one.replace("x=1", "first") + one + one + one.replace("x=1", "last"));
            for (int i = 0; i < 4; i++) {
                assertEquals(200, client.response().status());
            }
            assertEquals(200, client.request("GET", "/%zz?", "").response().status());

            assertEquals(
                    List.of("/%C3%A4?first", "/%C3%A4?x=1", "/%C3%A4?x=1", "/%C3%A4?last", "/%zz?"),
                    upstream.received().stream().map(Received::target).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PATCH", "OPTIONS", "DELETE", "PUT", "BREW", "PROPFIND"})
    void everyMethodIsRelayed(String method) throws IOException {
        byte[] body = MockUpstream.bytes("some body");

        try (RawClient client = proxy.client()) {
            Received answer = client.request(method, "/v1/files", "", body).response();

            assertEquals(method, upstream.onlyRequest().method());
            assertArrayEquals(body, answer.body());
        }
    }

    @Test
    void headGetsTheHeadAlone() throws IOException {
        upstream.script((request, wire) -> wire.raw("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\nX-A: b\r\n\r\n"));

        try (RawClient client = proxy.client()) {
            Received head = client.request("HEAD", "/v1/models", "").responseHead();
            Received next = client.request("HEAD", "/v1/models", "").responseHead();

            assertEquals("1234", head.header("Content-Length"));
            assertEquals("b", next.header("X-A"));
        }
    }

    @Test
    @DisplayName("PX-602: end-to-end fields pass with multiplicity, the others and ours do not, and nothing is added")
    void requestFieldsAreEndToEnd() throws IOException {
        String fields = "X-A: 1\r\nX-B: b\r\nx-a: 2\r\nConnection: keep-alive, X-Hop\r\nX-Hop: h\r\nTE: trailers\r\n"
                + "Keep-Alive: timeout=5\r\nProxy-Authorization: secret\r\nProxy-Connection: x\r\n"
                + "Upgrade: h2c\r\nx-headroom-session-id: s\r\nX-Headroom-Proxy-Token: t\r\n";

        try (RawClient client = proxy.client()) {
            client.request("POST", "/v1/files", fields, new byte[3]).response();

            Received request = upstream.onlyRequest();
            assertEquals(List.of("1", "2"), request.headers().all("X-A"));
            assertEquals("localhost:" + upstream.port(), request.header("Host"));
            assertEquals(
                    List.of("content-length", "host", "x-a", "x-a", "x-b"),
                    request.headers().fields().stream()
                            .map(field -> field.name().toLowerCase(java.util.Locale.ROOT))
                            .sorted()
                            .toList());
        }
    }

    @Test
    @DisplayName("PX-602: three Set-Cookie and a retry-after come back, hop-by-hop fields do not, and nothing is added")
    void responseFieldsAreEndToEnd() throws IOException {
        upstream.script((request, wire) -> wire.respond(
                429,
                "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nSet-Cookie: c=3\r\nRetry-After: 7\r\nx-should-retry: false\r\n"
                        + "Connection: X-A\r\nX-A: gone\r\nx-headroom-forged: 1\r\n",
                MockUpstream.bytes("{}")));

        try (RawClient client = proxy.client()) {
            Received answer = client.request("GET", "/v1/files", "").response();

            assertEquals("HTTP/1.1 429 Scripted", answer.startLine());
            assertEquals(List.of("a=1", "b=2", "c=3"), answer.headers().all("Set-Cookie"));
            assertEquals(
                    List.of(
                            "content-length",
                            "retry-after",
                            "set-cookie",
                            "set-cookie",
                            "set-cookie",
                            "x-headroom-request-id",
                            "x-should-retry"),
                    answer.headers().fields().stream()
                            .map(field -> field.name().toLowerCase(java.util.Locale.ROOT))
                            .sorted()
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 413, 429, 500, 529})
    @DisplayName("PX-707: an error of the upstream arrives once and passes byte for byte")
    void errorsPassVerbatim(int status) throws IOException {
        byte[] body = new byte[300_000];
        new Random(status).nextBytes(body);
        upstream.script((request, wire) -> wire.respond(status, "X-Why: because\r\n", body));

        try (RawClient client = proxy.client()) {
            Received answer = client.request("POST", "/v1/messages", "", new byte[] {'{', '}'})
                    .response();

            assertEquals(status, answer.status());
            assertEquals("because", answer.header("X-Why"));
            assertArrayEquals(body, answer.body());
            assertEquals(1, upstream.received().size());
        }
    }

    @Test
    void redirectsAreNotFollowed() throws IOException {
        upstream.script((request, wire) -> wire.respond(307, "Location: http://elsewhere/\r\n", new byte[0]));

        try (RawClient client = proxy.client()) {
            Received answer = client.request("GET", "/v1/files", "").response();

            assertEquals(307, answer.status());
            assertEquals("http://elsewhere/", answer.header("Location"));
        }
    }

    @Test
    void interimResponsesAreSkipped() throws IOException {
        upstream.script((request, wire) -> {
            wire.raw("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
            wire.respond(200, "", MockUpstream.bytes("final"));
        });

        try (RawClient client = proxy.client()) {
            assertEquals(
                    "final", client.request("GET", "/v1/files", "").response().text());
        }
    }

    @Test
    void connectionsAreReusedOnBothSides() throws IOException {
        try (RawClient client = proxy.client()) {
            for (int i = 0; i < 20; i++) {
                byte[] body = MockUpstream.bytes("body " + i);
                assertArrayEquals(
                        body,
                        client.request("POST", "/v1/messages", "", body)
                                .response()
                                .body());
            }
        }

        assertEquals(1, upstream.connections());
        assertEquals(20, proxy.journal().awaitFinished(20).status() / 10);
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (RawClient client = proxy.client()) {
            StringBuilder burst = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                burst.append("POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n")
                        .append(i);
            }
            client.send(burst.toString());

            for (int i = 0; i < 5; i++) {
                assertEquals(Integer.toString(i), client.response().text());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000_000})
    @DisplayName("PX-310: requests sent ahead go upstream byte for byte, however their bytes are cut")
    void pipelinedTargetsAreKeptAsTheyCame(int piece) throws IOException {
        List<String> targets = List.of("/a", "/b%zz?", "/c%?%zz=%", "/v1/messages?%", "/d%00?", "/e");
        StringBuilder burst = new StringBuilder();
        for (String target : targets) {
            burst.append("POST ").append(target).append(" HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n%zz");
        }

        try (RawClient client = proxy.client()) {
            for (int i = 0; i < burst.length(); i += piece) {
                client.send(burst.substring(i, Math.min(burst.length(), i + piece)));
            }

            for (int i = 0; i < targets.size(); i++) {
                assertEquals("%zz", client.response().text());
            }
        }
        assertEquals(targets, upstream.received().stream().map(Received::target).toList());
    }

    @Test
    @DisplayName("PX-502: Expect: 100-continue is answered and not passed on")
    void expectContinueIsAnswered() throws IOException {
        try (RawClient client = proxy.client()) {
            client.send("POST /v1/messages HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            Received interim = client.responseHead();
            Received answer = client.send("{}").response();

            assertEquals(100, interim.status());
            assertEquals("{}", answer.text());
            assertTrue(upstream.onlyRequest().headers().all("Expect").isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/messages", "/v1/files"})
    void chunkedRequestsArriveWhole(String path) throws IOException {
        try (RawClient client = proxy.client()) {
            client.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send("3\r\nabc\r\n").send("10;ext=1\r\n0123456789abcdef\r\n0\r\n\r\n");

            assertEquals("abc0123456789abcdef", client.response().text());
            assertEquals("abc0123456789abcdef", upstream.onlyRequest().text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/messages", "/v1/files", "/own"})
    @DisplayName("PX-303: max-body-bytes holds for chunked bodies, too, with a 413 of ours")
    void chunkedBodiesHaveALimit(String target) throws IOException {
        ListenerLimits standard = ListenerLimits.defaults(256L << 20);
        ListenerLimits limits = new ListenerLimits(
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
        String head = "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
        try (TestProxy limited = TestProxy.to(upstream.uri()).limits(limits).start();
                RawClient small = limited.client();
                RawClient large = limited.client()) {
            Received passed = small.send(head + "3e8\r\n" + "x".repeat(1000) + "\r\n0\r\n\r\n")
                    .response();
            Received refused = large.send(head + "3e8\r\n" + "x".repeat(1000) + "\r\n1\r\ny\r\n0\r\n\r\n")
                    .response();

            assertEquals(200, passed.status());
            assertEquals(413, refused.status());
            assertEquals("too_large", refused.header("x-headroom-error"));
            assertEquals(target.equals("/own") ? 0 : 1, upstream.received().size());
        }
    }
}
