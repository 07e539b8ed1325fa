package io.headroom.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.proxy.testing.RawClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("PX-205")
class IdleExitTest {
    @TempDir
    private Path workspace;

    private HeadroomProxy proxy(String seconds) throws ProxyStartException {
        return HeadroomProxy.builder()
                .bind("127.0.0.1", 0)
                .workspace(workspace)
                .set("proxy.idle-exit-seconds", seconds)
                .start();
    }

    private String lease(HeadroomProxy proxy, String key, String body) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(proxy.baseUri().getHost(), proxy.baseUri().getPort());
        try (RawClient client = new RawClient(address)) {
            var response = client.request(
                            "POST",
                            "/admin/lease",
                            "X-Headroom-Admin: " + key + "\r\n",
                            body.getBytes(StandardCharsets.UTF_8))
                    .response();
            return response.status() + " " + new String(response.body(), StandardCharsets.UTF_8);
        }
    }

    private String key(HeadroomProxy proxy) {
        return RunFile.read(RunFile.path(workspace, proxy.baseUri().getPort()))
                .orElseThrow()
                .key();
    }

    @Test
    @DisplayName("PX-205: a proxy that nobody uses ends by itself, and removes its run file")
    void endsUnused() throws Exception {
        try (HeadroomProxy proxy = proxy("1")) {
            Path file = RunFile.path(workspace, proxy.baseUri().getPort());

            assertTrue(proxy.awaitTermination(Duration.ofSeconds(30)));

            assertEquals(ProxyState.STOPPED, proxy.status().state());
            assertTrue(RunFile.read(file).isEmpty());
        }
    }

    @Test
    @DisplayName("PX-205: who only looks how the proxy is does not keep it")
    void isNotKeptByLooks() throws Exception {
        try (HeadroomProxy proxy = proxy("1")) {
            InetSocketAddress address = new InetSocketAddress(
                    proxy.baseUri().getHost(), proxy.baseUri().getPort());
            boolean ended = false;
            for (int i = 0; i < 100 && !ended; i++) {
                try (RawClient client = new RawClient(address)) {
                    client.request("GET", "/livez", "", new byte[0]).response();
                } catch (IOException gone) {
                    // It is about to end.
                    ended = proxy.awaitTermination(Duration.ofSeconds(30));
                    break;
                }
                ended = proxy.awaitTermination(Duration.ofMillis(300));
            }

            assertTrue(ended, "looks kept it for 30 s");
        }
    }

    @Test
    @DisplayName("PX-205: a lease keeps it; once the last lease is given back it ends")
    void isKeptByALease() throws Exception {
        try (HeadroomProxy proxy = proxy("1")) {
            String key = key(proxy);
            String held = lease(proxy, key, "{\"lease\":\"wrap-1\"}");
            lease(proxy, key, "{\"lease\":\"wrap-2\"}");
            boolean endedWhileHeld = proxy.awaitTermination(Duration.ofMillis(2500));
            lease(proxy, key, "{\"lease\":\"wrap-1\",\"action\":\"release\"}");
            boolean endedWithOne = proxy.awaitTermination(Duration.ofMillis(2500));
            String free = lease(proxy, key, "{\"lease\":\"wrap-2\",\"action\":\"release\"}");

            assertEquals("200 {\"status\":\"held\",\"leases\":1,\"void_after_seconds\":90}", held);
            assertFalse(endedWhileHeld);
            assertFalse(endedWithOne);
            assertEquals("200 {\"status\":\"free\",\"leases\":0,\"void_after_seconds\":90}", free);
            assertTrue(proxy.awaitTermination(Duration.ofSeconds(30)));
        }
    }

    @Test
    @DisplayName("PX-205: a lease needs the key and an id")
    void needsKeyAndId() throws Exception {
        try (HeadroomProxy proxy = proxy("3600")) {
            assertTrue(lease(proxy, "wrong", "{\"lease\":\"a\"}").startsWith("404 "));
            assertTrue(lease(proxy, key(proxy), "{\"lease\":\"a b\"}").startsWith("400 "));
            assertTrue(lease(proxy, key(proxy), "not json").startsWith("400 "));
        }
    }
}
