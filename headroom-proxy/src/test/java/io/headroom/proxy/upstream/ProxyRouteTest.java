package io.headroom.proxy.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.proxy.testing.Certificates;
import io.headroom.proxy.testing.ConnectProxy;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.RawClient;
import io.headroom.proxy.testing.Received;
import io.headroom.proxy.testing.TestProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way through an HTTP proxy (PX-606). */
class ProxyRouteTest {
    @ParameterizedTest
    @CsvSource({
        "api.anthropic.com, '', true",
        "api.anthropic.com, '*', false",
        "api.anthropic.com, '.anthropic.com', false",
        "api.anthropic.com, 'anthropic.com', false",
        "notanthropic.com, 'anthropic.com', true",
        "API.Corp.Example, 'corp.example:443', false",
        "10.1.2.3, '10.0.0.0/8', false",
        "11.1.2.3, '10.0.0.0/8', true",
        "10.1.2.3, '10.1.2.3', false",
        "fd00::1, 'fd00::/8', false",
        "localhost, '', false",
        "127.0.0.1, '', false",
        "::1, '', false"
    })
    void knowsItsExceptions(String host, String exception, boolean through) {
        ProxyRoute route = ProxyRoute.of("http://proxy:3128", List.of(exception));

        assertEquals(through, route.leadsTo(new Origin(true, host, 443)));
    }

    @Test
    @DisplayName("PX-606: the tunnel is asked for with Basic credentials, and the request goes through it")
    void tunnelsWithCredentials() throws IOException {
        // The same mock is proxy and upstream: what comes behind the CONNECT is in the tunnel.
        byte[] body = MockUpstream.bytes("through the tunnel");
        try (MockUpstream both = MockUpstream.start().script((request, wire) -> {
                    if (request.method().equals("CONNECT")) {
                        wire.raw("HTTP/1.1 200 Connection established\r\n\r\n");
                    } else {
                        wire.respond(200, "", request.body());
                    }
                });
                TestProxy proxy = TestProxy.to(URI.create("http://api.example.test"))
                        .proxy(ProxyRoute.of("http://user:pass%20word@127.0.0.1:" + both.port(), List.of()))
                        .start();
                RawClient client = proxy.client()) {
            Received answer = client.request("POST", "/v1/files", "", body).response();

            assertArrayEquals(body, answer.body());
            Received connect = both.received().get(0);
            assertEquals("api.example.test:80", connect.target());
            assertEquals("Basic dXNlcjpwYXNzIHdvcmQ=", connect.header("Proxy-Authorization"));
            assertEquals("api.example.test", both.received().get(1).header("Host"));
            assertEquals("", both.received().get(1).header("Proxy-Authorization"));
        }
    }

    @Test
    @DisplayName("PX-606: TLS runs inside the tunnel, end to end, and the connection is kept")
    void tlsInsideTheTunnel(@TempDir Path folder) throws Exception {
        Certificates certificates = Certificates.in(folder);
        byte[] body = new byte[200_000];
        new Random(7).nextBytes(body);
        try (MockUpstream upstream = MockUpstream.startSecure(certificates.server("dns:api.example.test"));
                ConnectProxy tunnels = new ConnectProxy("dTpw", upstream.port());
                TestProxy proxy = TestProxy.to(URI.create("https://api.example.test"))
                        .trust(Trust.of(List.of(certificates.authority())))
                        .proxy(ProxyRoute.of("http://u:p@localhost:" + tunnels.port(), List.of()))
                        .start();
                RawClient client = proxy.client()) {
            for (int i = 0; i < 3; i++) {
                Received answer = client.request("POST", "/v1/files", "", body).response();

                assertArrayEquals(body, answer.body());
            }
            assertEquals(List.of("CONNECT api.example.test:443 HTTP/1.1"), tunnels.tunnels());
            assertEquals("api.example.test", upstream.received().get(0).header("Host"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "localhost", "127.0.0.0/8"})
    @DisplayName("PX-606: loopback is never reached through a proxy")
    void loopbackGoesDirectly(String exceptions) throws IOException {
        try (MockUpstream upstream = MockUpstream.start();
                ConnectProxy tunnels = new ConnectProxy("dTpw", upstream.port());
                TestProxy proxy = TestProxy.to(upstream.uri())
                        .proxy(ProxyRoute.of("http://u:p@localhost:" + tunnels.port(), List.of(exceptions)))
                        .start();
                RawClient client = proxy.client()) {
            assertEquals(200, client.request("GET", "/v1/files", "").response().status());
            assertEquals(List.of(), tunnels.tunnels());
        }
    }

    @Test
    @DisplayName("PX-703: a proxy that refuses the tunnel: own 502 that names it")
    void refusedTunnelIs502() throws IOException {
        try (MockUpstream refusing =
                        MockUpstream.start().script((request, wire) -> wire.respond(407, "", new byte[0]));
                TestProxy proxy = TestProxy.to(URI.create("http://api.example.test"))
                        .proxy(ProxyRoute.of("127.0.0.1:" + refusing.port(), List.of()))
                        .start();
                RawClient client = proxy.client()) {
            Received answer = client.request("GET", "/v1/files", "").response();

            assertEquals(502, answer.status());
            assertEquals("upstream_unreachable", answer.header("x-headroom-error"));
            assertTrue(answer.text().contains("407"), answer.text());
        }
    }
}
