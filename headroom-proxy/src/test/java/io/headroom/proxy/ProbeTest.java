package io.headroom.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.proxy.testing.Await;
import io.headroom.proxy.testing.Certificates;
import io.headroom.proxy.testing.ConnectProxy;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code GET /health?probe=true}: the only question that makes connections by itself. */
class ProbeTest {
    @TempDir
    private Path folder;

    private static HeadroomProxy.Builder proxy(URI upstream) {
        HeadroomProxy.Builder builder =
                HeadroomProxy.builder().bind("127.0.0.1", 0).stateless();
        for (String name : new String[] {"anthropic", "openai", "chatgpt", "gemini", "cloudcode"}) {
            builder.upstream(name, upstream);
        }
        return builder;
    }

    private static String health(HeadroomProxy proxy, String query, String headers) throws IOException {
        try (RawClient client = new RawClient(
                new InetSocketAddress(proxy.baseUri().getHost(), proxy.baseUri().getPort()))) {
            return client.request("GET", "/health" + query, headers).response().text();
        }
    }

    private static String upstream(String health) {
        return health.replaceFirst("(?s).*\"upstream\":(\\{\"enabled\".*?}).*", "$1");
    }

    @Test
    @DisplayName(
            "PX-1202, PX-410: a handshake with each upstream if a local caller asks for it, and no connection otherwise")
    void shakesHandsOnlyWhenAsked() throws Exception {
        Certificates certificates = Certificates.in(folder);
        try (MockUpstream upstream = MockUpstream.startSecure(certificates.server("dns:localhost"));
                HeadroomProxy proxy = proxy(upstream.uri())
                        .set("upstream.ca-files", certificates.authority().toString())
                        .start()) {
            Await.until("ready", () -> proxy.status().state() == ProxyState.RUNNING);
            String plain = health(proxy, "", "");
            String other = health(proxy, "?probe=false&x=probe%3Dtrue", "");
            String remote = health(proxy, "?probe=true", "X-Forwarded-For: 192.0.2.1\r\n");

            assertEquals(0, upstream.connections());
            for (String report : new String[] {plain, other, remote}) {
                assertEquals("{\"enabled\":false,\"ready\":true,\"status\":\"disabled\"}", upstream(report), report);
            }

            String probed = health(proxy, "?probe=true", "");

            assertEquals("{\"enabled\":true,\"ready\":true,\"status\":\"healthy\"}", upstream(probed), probed);
            assertEquals(5, upstream.connections());
            assertEquals(0, upstream.received().size(), "nothing is sent");
        }
    }

    @Test
    @DisplayName("PX-1202: what fails is named, does not make the proxy less ready, and takes 3 s at most")
    void namesWhatFails() throws Exception {
        Certificates certificates = Certificates.in(folder);
        try (MockUpstream stranger = MockUpstream.startSecure(certificates.server("dns:localhost"));
                ServerSocket silent = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
                HeadroomProxy proxy = proxy(stranger.uri())
                        .upstream("openai", URI.create("https://127.0.0.1:" + silent.getLocalPort()))
                        .start()) {
            long start = System.nanoTime();

            String probed = upstream(health(proxy, "?probe=true", ""));

            assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
            assertTrue(probed.startsWith("{\"enabled\":true,\"ready\":true,\"status\":\"degraded\""), probed);
            assertTrue(
                    probed.contains("anthropic: TLS with https://localhost:" + stranger.port() + " failed: "), probed);
            assertTrue(probed.contains("openai: "), probed);
        }
    }

    @Test
    @DisplayName("PX-1202: the way leads through the HTTP proxy where requests go through it")
    void goesThroughTheHttpProxy() throws Exception {
        Certificates certificates = Certificates.in(folder);
        try (MockUpstream upstream = MockUpstream.startSecure(certificates.server("dns:upstream.example"));
                ConnectProxy tunnel = new ConnectProxy("dXNlcjpwYXNz", upstream.port());
                HeadroomProxy proxy = proxy(URI.create("https://upstream.example:" + upstream.port()))
                        .set("upstream.ca-files", certificates.authority().toString())
                        .set("upstream.proxy", "http://user:pass@127.0.0.1:" + tunnel.port())
                        .start()) {
            String probed = health(proxy, "?probe=true", "");

            assertEquals("{\"enabled\":true,\"ready\":true,\"status\":\"healthy\"}", upstream(probed), probed);
        }
    }
}
