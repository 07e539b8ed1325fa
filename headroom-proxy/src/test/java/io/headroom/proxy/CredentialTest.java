package io.headroom.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.exchange.UpstreamAuth;
import io.headroom.proxy.testing.Await;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.PluginJar;
import io.headroom.proxy.testing.RawClient;
import io.headroom.proxy.testing.Received;
import io.headroom.proxy.testing.Resources;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose credentials reach an upstream. */
class CredentialTest {
    private static final String HANGING = "io.headroom.proxy.CredentialTest.hanging";
    private static final String CLIENT = "client-key-4711";
    private static final String SERVICE = "service-key-0815";
    private static final byte[] CALL = MockUpstream.bytes("{\"model\":\"m\",\"messages\":[]}");

    @TempDir
    private Path workspace;

    private MockUpstream upstream;

    @BeforeEach
    void start() throws IOException {
        upstream = MockUpstream.start();
    }

    @AfterEach
    void stop() throws IOException {
        upstream.close();
    }

    private HeadroomProxy.Builder proxy() {
        return HeadroomProxy.builder()
                .bind("127.0.0.1", 0)
                .workspace(workspace)
                .upstream("anthropic", upstream.uri())
                .upstream("openai", upstream.uri())
                .upstream("gemini", upstream.uri());
    }

    private HeadroomProxy.Builder withKeys() {
        return proxy().set("upstream.use-server-keys", "true")
                .set("upstream.anthropic.key", SERVICE)
                .set("upstream.openai.key", SERVICE)
                .set("upstream.gemini.key", SERVICE)
                .set("log.level", "debug");
    }

    private static Received send(HeadroomProxy proxy, String target, String headers) throws IOException {
        try (RawClient client = new RawClient(
                new InetSocketAddress(proxy.baseUri().getHost(), proxy.baseUri().getPort()))) {
            return client.request("POST", target, headers, CALL).response();
        }
    }

    private static Received get(HeadroomProxy proxy, String target) throws IOException {
        try (RawClient client = new RawClient(
                new InetSocketAddress(proxy.baseUri().getHost(), proxy.baseUri().getPort()))) {
            return client.request("GET", target, "").response();
        }
    }

    private Received last() {
        List<Received> all = upstream.received();
        return all.get(all.size() - 1);
    }

    @ParameterizedTest
    @DisplayName("PX-409: a local request without a credential gets the service's key")
    @CsvSource({
        "/v1/messages, x-api-key, " + SERVICE,
        "/v1/messages/count_tokens, x-api-key, " + SERVICE,
        "/v1/chat/completions, Authorization, Bearer " + SERVICE,
        "/v1/responses, Authorization, Bearer " + SERVICE,
        "/v1beta/models/m:generateContent, x-goog-api-key, " + SERVICE
    })
    void addsTheServiceKey(String target, String field, String value) throws Exception {
        try (HeadroomProxy proxy = withKeys().start()) {
            assertEquals(200, send(proxy, target, "").status());

            assertEquals(List.of(value), upstream.onlyRequest().headers().all(field));
            assertArrayEquals(CALL, upstream.onlyRequest().body());
        }
    }

    @ParameterizedTest
    @DisplayName("PX-409: nothing is added to what a client says, to what was passed on, or without a key")
    @CsvSource({
        "/v1/messages, x-api-key: " + CLIENT,
        "/v1/messages, 'x-api-key: '",
        "/v1/messages, Authorization: Bearer x",
        "/v1/messages, Cookie: session=1",
        "/v1beta/models/m:generateContent?key=" + CLIENT + ", X-Other: 1",
        "/backend-api/x, X-Other: 1"
    })
    void addsNothingElse(String target, String field) throws Exception {
        try (HeadroomProxy proxy =
                withKeys().upstream("chatgpt", upstream.uri()).start()) {
            assertEquals(200, send(proxy, target, field + "\r\n").status());

            assertFalse(upstream.onlyRequest().headers().toString().contains(SERVICE));
            assertEquals(target, upstream.onlyRequest().target());
        }
    }

    @Test
    @DisplayName("PX-409: remote peers never get the service's key, not even with the token")
    void keepsTheKeyFromRemotePeers() throws Exception {
        String token = "a-token-of-sixteen-characters";
        try (HeadroomProxy proxy = withKeys().set("proxy.token", token).start()) {
            String remote = "X-Forwarded-For: 127.0.0.1\r\nX-Headroom-Proxy-Token: " + token + "\r\n";

            assertEquals(200, send(proxy, "/v1/messages", remote).status());

            assertFalse(upstream.onlyRequest().headers().toString().contains(SERVICE));
        }
    }

    @Test
    @DisplayName("PX-409: without the setting no key is added, without a key there is no error")
    void addsNothingUnasked() throws Exception {
        try (HeadroomProxy off = proxy().set("upstream.anthropic.key", SERVICE).start();
                HeadroomProxy keyless = proxy().set("upstream.use-server-keys", "true")
                        .workspace(workspace.resolve("other"))
                        .start()) {
            assertEquals(200, send(off, "/v1/messages", "").status());
            assertEquals(200, send(keyless, "/v1/messages", "").status());

            assertFalse(upstream.received().toString().contains(SERVICE));
        }
    }

    @Test
    @DisplayName("PX-407, PX-409: the service's key is shown nowhere and written nowhere")
    void showsTheKeyNowhere() throws Exception {
        StringBuilder shown = new StringBuilder();
        try (HeadroomProxy proxy = withKeys().start()) {
            send(proxy, "/v1/messages", "");
            send(proxy, "/v1/chat/completions", "");
            int port = proxy.baseUri().getPort();
            String key =
                    RunFile.read(RunFile.path(workspace, port)).orElseThrow().key();
            for (String target : List.of("/health", "/stats", "/metrics", "/transformations/feed")) {
                shown.append(get(proxy, target).text());
            }
            try (RawClient client = new RawClient(new InetSocketAddress("127.0.0.1", port))) {
                shown.append(client.request("GET", "/admin/config", "X-Headroom-Admin: " + key + "\r\n")
                        .response()
                        .text());
            }
            shown.append(proxy.settings().upstream()).append(proxy.settings().values());
        }
        assertTrue(shown.toString().contains("upstream.anthropic.key"), "the settings were looked at");
        assertFalse(shown.toString().contains(SERVICE), shown.toString());
        try (Stream<Path> files = Files.walk(workspace)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(
                        new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                                .contains(SERVICE),
                        file.toString());
            }
        }
    }

    private HeadroomProxy.Builder withPlugin(String code) {
        PluginJar.write(workspace.resolve("plugins"), UpstreamAuth.class, "TestAuth", """
                package org.example.plugin;

                import io.headroom.api.exchange.*;
                import java.util.List;

                public final class TestAuth implements UpstreamAuth {
                    @Override public String id() { return "test.auth"; }
                    @Override public List<Header> credentials(Request request) {
                        %s
                    }
                }
                """.formatted(code));
        return withKeys().set("upstream.anthropic.auth", "test.auth").set("plugins.enable-plugin", "test.auth");
    }

    @Test
    @DisplayName(
            "PX-1502: a plugin that is bound to an upstream alone sets its credentials, with the body's digest at hand")
    void setsTheCredentialsAlone() throws Exception {
        String code = "return List.of(new Header(\"Authorization\", \"Signed \" + request.bodySha256()),"
                + " new Header(\"X-Uri\", request.uri().toString()),"
                + " new Header(\"X-Thread\", Thread.currentThread().getName()));";
        try (HeadroomProxy proxy = withPlugin(code).start()) {
            String client = "x-api-key: " + CLIENT + "\r\nAuthorization: Bearer " + CLIENT + "\r\nX-Kept: 1\r\n";

            Received answer = send(proxy, "/v1/messages?key=" + CLIENT + "&beta=true", client);

            assertEquals(200, answer.status(), answer.text());
            Received sent = upstream.onlyRequest();
            assertEquals(
                    List.of("Signed " + Received.sha256(CALL)), sent.headers().all("Authorization"));
            assertEquals("/v1/messages?beta=true", sent.target());
            assertEquals(upstream.uri() + "/v1/messages?beta=true", sent.header("X-Uri"));
            assertTrue(sent.header("X-Thread").matches("headroom-.*-auth-anthropic-\\d+"), sent.header("X-Thread"));
            assertEquals("1", sent.header("X-Kept"));
            assertFalse(sent.toString().contains(CLIENT), sent.toString());
            assertFalse(sent.toString().contains(SERVICE), sent.toString());

            send(proxy, "/v1/chat/completions", "Authorization: Bearer " + CLIENT + "\r\n");
            assertEquals(
                    "Bearer " + CLIENT, last().header("Authorization"), "other upstreams are none of its business");
        }
    }

    @Test
    @DisplayName("PX-1502: a plugin that throws is named, and the request is not sent with anybody's credentials")
    void refusesWithoutCredentials() throws Exception {
        try (HeadroomProxy proxy = withPlugin(
                        "throw new IllegalStateException(\"the login at sk-ant-abcdef is over\");")
                .start()) {
            Received answer = send(proxy, "/v1/messages", "x-api-key: " + CLIENT + "\r\n");
            Received relayed = send(proxy, "/v1/messages/count_tokens", "x-api-key: " + CLIENT + "\r\n");

            assertEquals(502, answer.status());
            assertEquals("no_credentials", answer.header("x-headroom-error"));
            assertTrue(
                    answer.text()
                            .contains("Headroom: the plugin test.auth that sets the credentials fails: the login at"),
                    answer.text());
            assertFalse(answer.text().contains("abcdef"), answer.text());
            assertEquals(502, relayed.status());
            assertEquals(List.of(), upstream.received());
            String health = get(proxy, "/health").text();
            assertTrue(health.contains("upstream.anthropic.auth: the plugin test.auth"), health);
            assertTrue(health.contains("\"status\":\"degraded\""), health);
            assertEquals(200, send(proxy, "/v1/chat/completions", "").status(), "nobody else notices");
        }
    }

    @Test
    @DisplayName("PX-1502: a plugin that hangs fails its own requests after its deadline, and others meanwhile go on")
    void isolatesAHangingPlugin() throws Exception {
        // Deaf to interrupts, and yet to be ended, since no test's threads may outlive it.
        String code = "while (System.getProperty(\"" + HANGING + "\") != null) {"
                + " try { Thread.sleep(20); } catch (InterruptedException e) { continue; } } return List.of();";
        System.setProperty(HANGING, "");
        try (HeadroomProxy proxy = withPlugin(code).start();
                RawClient hanging = new RawClient(new InetSocketAddress(
                        proxy.baseUri().getHost(), proxy.baseUri().getPort()))) {
            hanging.request("POST", "/v1/messages", "x-api-key: k\r\n", CALL);
            Await.until("the exchange runs", () -> proxy.status().exchanges() == 1);

            assertEquals(200, send(proxy, "/v1/chat/completions", "").status());
            Received answer = hanging.response();

            assertEquals(502, answer.status());
            assertTrue(answer.text().contains("no answer for 5000 ms"), answer.text());
            assertEquals(1, upstream.received().size());
        } finally {
            System.clearProperty(HANGING);
        }
        Await.until(
                "no threads", () -> Resources.threads("headroom-").stream().noneMatch(name -> name.contains("-auth-")));
    }

    @Test
    @DisplayName("PX-1502: a plugin that is bound but missing is named, and the request is not sent")
    void namesAMissingPlugin() throws Exception {
        try (HeadroomProxy proxy = proxy().set("upstream.anthropic.auth", "not.there")
                .set("plugins.enable-plugin", "not.there")
                .start()) {
            Received answer = send(proxy, "/v1/messages", "x-api-key: " + CLIENT + "\r\n");

            assertEquals(502, answer.status());
            assertTrue(answer.text().contains("there is no plugin not.there"), answer.text());
            assertEquals(List.of(), upstream.received());
            assertTrue(get(proxy, "/health").text().contains("there is no plugin not.there"));
        }
    }

    @Test
    @DisplayName("PX-1502: a plugin that is bound has to be enabled by name")
    void wantsThePluginEnabled() {
        InvalidSettingsException wrong = assertThrows(
                InvalidSettingsException.class,
                () -> ProxySettings.builder()
                        .set("upstream.anthropic.auth", "test.auth")
                        .build());

        assertTrue(wrong.getMessage().contains("plugins.enable-plugin"), wrong.getMessage());
    }
}
