package io.headroom.proxy.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.proxy.testing.Certificates;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.RawClient;
import io.headroom.proxy.testing.Received;
import io.headroom.proxy.testing.TestProxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS towards upstreams (PX-605). */
class TlsTest {
    @TempDir
    static Path folder;

    private static Certificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = Certificates.in(folder);
    }

    @Test
    @DisplayName("PX-605: an authority from ca-files is trusted; large bodies pass both ways, the connection is kept")
    void extraAuthorityIsTrusted() throws Exception {
        byte[] body = new byte[3_000_000];
        new Random(5).nextBytes(body);

        try (MockUpstream upstream = MockUpstream.startSecure(certificates.server("dns:localhost"));
                TestProxy proxy = TestProxy.to(upstream.uri())
                        .trust(Trust.of(List.of(certificates.authority())))
                        .start();
                RawClient client = proxy.client()) {
            for (int i = 0; i < 3; i++) {
                Received answer =
                        client.request("POST", "/v1/messages", "", body).response();

                assertEquals(200, answer.status());
                assertArrayEquals(body, answer.body());
            }
            assertEquals(1, upstream.connections());
        }
    }

    @Test
    @DisplayName("PX-605: an unknown authority is refused, and the answer names it and the remedy")
    void unknownAuthorityIsNamed() throws Exception {
        try (MockUpstream upstream = MockUpstream.startSecure(certificates.server("dns:localhost"));
                TestProxy proxy = TestProxy.to(upstream.uri()).start();
                RawClient client = proxy.client()) {
            Received answer = client.request("GET", "/v1/files", "").response();

            assertEquals(502, answer.status());
            assertEquals("upstream_unreachable", answer.header("x-headroom-error"));
            assertTrue(answer.text().contains("CN=Test Authority"), answer.text());
            assertTrue(answer.text().contains("ca-file"), answer.text());
            assertEquals(0, upstream.received().size());
        }
    }

    @Test
    @DisplayName("PX-605: a certificate for another name is refused, and the answer says so")
    void wrongNameIsRefused() throws Exception {
        try (MockUpstream upstream = MockUpstream.startSecure(certificates.server("dns:other.example"));
                TestProxy proxy = TestProxy.to(upstream.uri())
                        .trust(Trust.of(List.of(certificates.authority())))
                        .start();
                RawClient client = proxy.client()) {
            Received answer = client.request("GET", "/v1/files", "").response();

            assertEquals(502, answer.status());
            assertTrue(answer.text().contains("localhost"), answer.text());
            assertTrue(answer.text().contains("No subject alternative DNS name matching"), answer.text());
            assertEquals(0, upstream.received().size());
        }
    }

    @Test
    void plainTextWhereTlsIsExpectedIs502() throws Exception {
        try (MockUpstream upstream = MockUpstream.start();
                TestProxy proxy = TestProxy.to(java.net.URI.create("https://localhost:" + upstream.port()))
                        .start();
                RawClient client = proxy.client()) {
            Received answer = client.request("GET", "/v1/files", "").response();

            assertEquals(502, answer.status());
            assertEquals(0, upstream.received().size());
        }
    }
}
