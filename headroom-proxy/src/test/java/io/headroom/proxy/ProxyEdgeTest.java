package io.headroom.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.OwnError;
import io.headroom.api.dialect.RequestSink;
import io.headroom.api.dialect.UsageSink;
import io.headroom.api.exchange.ExchangeObserver;
import io.headroom.api.plugin.PluginReport;
import io.headroom.api.plugin.PluginSource;
import io.headroom.compress.CompressionEngine;
import io.headroom.compress.EngineStatus;
import io.headroom.compress.Stores;
import io.headroom.compress.message.BodyCompressor;
import io.headroom.proxy.health.Phase;
import io.headroom.proxy.health.Vitals;
import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.http.RequestHead;
import io.headroom.proxy.json.JsonFields;
import io.headroom.proxy.lease.Leases;
import io.headroom.proxy.route.OwnRoute;
import io.headroom.proxy.route.Route;
import io.headroom.proxy.testing.Await;
import io.headroom.proxy.testing.Engines;
import io.headroom.proxy.testing.Exchanges;
import io.headroom.proxy.testing.Heads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyEdgeTest {
    private static final String CHALLENGE = "0123456789abcdef".repeat(2);
    private static final String MESSAGES =
            "[{\"role\":\"user\",\"content\":[ {\"type\":\"tool_result\",\"tool_use_id\":\"t\","
                    + "\"content\":\"caf\u00e9 1e5\", \"n\": 1.0e+5} ] }]";

    private final Vital vital = new Vital();
    private final AtomicInteger drains = new AtomicInteger();
    private CompressionEngine engine;
    private ProxyEdge edge;

    @TempDir
    private Path workspace;

    @BeforeEach
    void start() throws IOException {
        engine = CompressionEngine.builder().build();
        edge = edge(ProxySettings.builder().workspace(workspace).set("proxy.profile", "work"), List.of());
        edge.bound("127.0.0.1", 8787, "0.1.0");
    }

    @AfterEach
    void stop() throws IOException {
        edge.close();
        engine.close();
    }

    private ProxyEdge edge(ProxySettings.Builder settings, List<Dialect> additional) {
        List<Dialect> dialects = new java.util.ArrayList<>(additional);
        dialects.addAll(PluginSource.of(getClass().getClassLoader()).open().all(Dialect.class));
        List<ExchangeObserver> none = List.of();
        LiveSettings live = new LiveSettings(settings.build(), java.util.Optional.empty());
        return new ProxyEdge(
                live,
                new ProxyEdge.Needs(
                        dialects,
                        new BodyCompressor(engine),
                        Stores.inMemory("", 1 << 20).originals(),
                        vital,
                        java.util.Map::of,
                        none,
                        "headroom-t-",
                        drains::incrementAndGet,
                        live::reload,
                        new Leases(System::nanoTime)),
                () -> Instant.parse("2026-01-02T03:04:05Z"));
    }

    private OwnAnswer answer(ProxyEdge asked, RequestHead head, String body) {
        Route route = asked.router().route(head);
        if (route instanceof Route.Own own) {
            OwnRoute handler = own.handler();
            return handler.answer(head, body.getBytes(StandardCharsets.UTF_8));
        }
        Route.Refuse refusal = (Route.Refuse) route;
        return asked.errors().render(refusal.error(), refusal.shape(), head);
    }

    private OwnAnswer get(String target) {
        return answer(edge, Heads.of("GET", target).build(), "");
    }

    private static String text(OwnAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String member(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Test
    @DisplayName("PX-1204: health proves who answers, to whoever reads the run file")
    void provesItsIdentity() {
        RunFile run = RunFile.read(RunFile.path(workspace, 8787)).orElseThrow();
        RequestHead head = Heads.of("GET", "/livez")
                .with("X-Headroom-Challenge", CHALLENGE)
                .build();

        String proof = member(text(answer(edge, head, "")), "proof");

        assertTrue(run.identity().proves(run.key(), CHALLENGE, proof), proof);
        assertEquals("", member(text(get("/livez")), "proof"));
        assertFalse(text(answer(edge, head, "")).contains(run.key()));
    }

    @Test
    @DisplayName("PX-1204: a stop removes the run file")
    void removesItsRunFile() throws IOException {
        edge.close();

        assertFalse(Files.exists(RunFile.path(workspace, 8787)));
    }

    @ParameterizedTest
    @DisplayName("PX-1201: alive as long as it answers, on an I/O thread")
    @ValueSource(strings = {"/livez", "/healthz"})
    void isAlive(String path) throws IOException {
        vital.phase = Phase.DRAINING;
        RequestHead head = Heads.of("GET", path).build();

        OwnAnswer answer = answer(edge, head, "");

        assertEquals(200, answer.status());
        assertEquals("headroom-proxy", JsonFields.read(text(answer)).get("service"));
        assertEquals("healthy", JsonFields.read(text(answer)).get("status"));
        assertEquals("0.1.0", JsonFields.read(text(answer)).get("version"));
        assertTrue(((Route.Own) edge.router().route(head)).handler().onIoThread());
    }

    @Test
    @DisplayName(
            "PX-1202: ready needs startup, listener and engine, and nothing else; a cold engine says so and is ready")
    void isReadyWithoutAnythingElse() throws IOException {
        vital.engine = Engines.status(true, List.of("json-table"), List.of("the store is read only"));
        vital.plugins =
                List.of(new PluginReport("x.jar", "x", "Compressor", "", PluginReport.Status.SKIPPED, "needs Java 99"));

        OwnAnswer degraded = get("/readyz");
        vital.engine = Engines.status(false, List.of(), List.of());
        OwnAnswer cold = get("/readyz");
        vital.engine = Engines.warm();
        vital.listening = false;
        OwnAnswer deaf = get("/readyz");
        vital.phase = Phase.DRAINING;
        OwnAnswer draining = get("/readyz");

        assertEquals(200, degraded.status());
        assertEquals("degraded", JsonFields.read(text(degraded)).get("status"));
        assertTrue(text(degraded).contains("the store is read only"), text(degraded));
        assertTrue(text(degraded).contains("x: needs Java 99"), text(degraded));
        assertTrue(text(degraded).contains("json-table is open"), text(degraded));
        assertEquals(200, cold.status());
        assertTrue(
                text(cold).contains("\"engine\":{\"enabled\":true,\"ready\":true,\"status\":\"warming\"}"), text(cold));
        assertFalse(text(degraded).contains("warming"), text(degraded));
        assertEquals(
                "503 unhealthy",
                deaf.status() + " " + JsonFields.read(text(deaf)).get("status"));
        assertEquals(
                "503 draining",
                draining.status() + " " + JsonFields.read(text(draining)).get("status"));
        assertEquals(200, get("/health").status());
    }

    @Test
    @DisplayName("PX-1201, PX-1203: the configuration is for local callers, the deployment for all")
    void tellsTheConfigurationToLocalCallers() {
        String local = text(get("/health"));
        String remote =
                text(answer(edge, Heads.of("GET", "/health").from("192.0.2.1").build(), ""));

        assertTrue(local.contains("\"config\":{\"mode\":\"balanced\""), local);
        assertFalse(remote.contains("\"config\""), remote);
        assertTrue(remote.contains("\"deployment\":{\"profile\":\"work\",\"runtime\":\"jvm\"}"), remote);
    }

    @Test
    @DisplayName("HEAD and GET / are answered, since Claude Code asks them")
    void answersTheProbe() {
        assertEquals(200, get("/").status());
        assertEquals(200, answer(edge, Heads.of("HEAD", "/p/x/").build(), "").status());
    }

    @Test
    @DisplayName("administration is for local callers with the key, and not there for others, whatever the method")
    void hidesAdministration() {
        String key = RunFile.read(RunFile.path(workspace, 8787)).orElseThrow().key();
        Heads wrongKey = Heads.of("POST", "/admin/drain").with("X-Headroom-Admin", key.replace(key.charAt(0), 'x'));
        Heads remote =
                Heads.of("POST", "/admin/drain").with("X-Headroom-Admin", key).from("192.0.2.1");
        Heads passedOn =
                Heads.of("POST", "/admin/drain").with("X-Headroom-Admin", key).with("Via", "1.1 x");
        Heads twice =
                Heads.of("POST", "/admin/drain").with("X-Headroom-Admin", key).with("X-Headroom-Admin", key);
        for (Heads head : List.of(
                Heads.of("POST", "/admin/drain"),
                Heads.of("GET", "/admin/drain"),
                Heads.of("DELETE", "/admin/config"),
                wrongKey,
                remote,
                passedOn,
                twice)) {
            assertEquals(404, answer(edge, head.build(), "").status());
        }
        assertEquals(0, drains.get());

        Heads right = Heads.of("POST", "/admin/drain").with("X-Headroom-Admin", key);
        Heads wrongMethod = Heads.of("GET", "/admin/drain").with("X-Headroom-Admin", key);

        assertEquals(202, answer(edge, right.build(), "").status());
        assertEquals(1, drains.get());
        assertEquals(405, answer(edge, wrongMethod.build(), "").status());
        assertEquals(
                "POST",
                answer(edge, wrongMethod.build(), "").headers().first("Allow").orElseThrow());
    }

    @Test
    @DisplayName("PX-1401: administration is logged with peer and result, without the key")
    void logsAdministration() throws IOException {
        String key = RunFile.read(RunFile.path(workspace, 8787)).orElseThrow().key();
        answer(
                edge,
                Heads.of("GET", "/admin/config").with("X-Headroom-Admin", key).build(),
                "");

        edge.close();

        String log = Files.readString(workspace.resolve("logs").resolve("proxy.log"));
        assertTrue(log.contains("\"event\":\"admin\""), log);
        assertTrue(log.contains("\"action\":\"GET /admin/config\",\"peer\":\"127.0.0.1\",\"result\":200"), log);
        assertFalse(log.contains(key));
    }

    @Test
    @DisplayName("/admin/config shows each value with its origin, and no secret")
    void showsTheConfiguration() throws IOException {
        try (ProxyEdge other = edge(
                ProxySettings.builder()
                        .workspace(workspace)
                        .bind("127.0.0.1", 9)
                        .token("marked-secret-0123456789"),
                List.of())) {
            other.bound("127.0.0.1", 9, "0.1.0");
            String key = other.runFile().orElseThrow().key();

            String config = text(answer(
                    other,
                    Heads.of("GET", "/admin/config")
                            .with("X-Headroom-Admin", key)
                            .build(),
                    ""));

            assertTrue(config.contains("\"proxy.port\":{\"value\":\"9\",\"origin\":\"program\"}"), config);
            assertTrue(config.contains("\"compression.mode\":{\"value\":\"balanced\",\"origin\":\"default\"}"), config);
            assertFalse(config.contains("marked-secret"), config);
        }
    }

    @Test
    @DisplayName("stateless: nothing on disk, no administration, and still an identity")
    void writesNothingWhenStateless() throws IOException {
        Path folder = workspace.resolve("other");
        try (ProxyEdge other = edge(ProxySettings.builder().workspace(folder).stateless(), List.of())) {
            other.bound("127.0.0.1", 9, "0.1.0");
            other.journal().finished(Exchanges.of("r", "m"));
            Heads head = Heads.of("GET", "/admin/config")
                    .with("X-Headroom-Admin", other.runFile().orElseThrow().key());

            assertEquals(404, answer(other, head.build(), "").status());
            assertTrue(
                    text(answer(other, Heads.of("GET", "/livez").build(), "")).contains("\"instance\""));
        }
        assertFalse(Files.exists(folder));
    }

    @Test
    @DisplayName("PX-1301, PX-1302: figures for all, recent requests for local callers")
    void tellsFigures() {
        edge.journal().arrived();
        edge.journal().finished(Exchanges.of("req-7", "claude-x"));
        Await.until("the journal wrote it down", () -> edge.stats().contains("req-7"));

        String remote =
                text(answer(edge, Heads.of("GET", "/stats").from("192.0.2.1").build(), ""));

        assertTrue(text(get("/stats")).contains("\"request_id\":\"req-7\""));
        assertFalse(remote.contains("req-7"), remote);
        assertTrue(remote.contains("\"total\":1"), remote);
        assertTrue(text(get("/metrics")).contains("headroom_tokens_saved_total{model=\"claude-x\"} 300"));
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8",
                get("/metrics").headers().first("Content-Type").orElseThrow());
        assertEquals("{\"transformations\":[]}", text(get("/transformations/feed?limit=5")));
        assertEquals(
                404,
                answer(
                                edge,
                                Heads.of("GET", "/transformations/feed")
                                        .from("192.0.2.1")
                                        .build(),
                                "")
                        .status());
        assertEquals("{\"upstreams\":{}}", text(get("/quota")));
    }

    @Test
    @DisplayName("PX-315: messages that need no compression come back byte for byte")
    void givesMessagesBack() throws IOException {
        String body = "{ \"model\" : \"claude-x\", \"messages\":" + MESSAGES + ",\"config\":{\"mode\":\"lossless\"}}";

        OwnAnswer answer = answer(edge, Heads.of("POST", "/v1/compress").build(), body);

        assertEquals(200, answer.status());
        assertTrue(text(answer).startsWith("{\"messages\":" + MESSAGES + ",\"tokens_before\":"), text(answer));
        assertEquals("0", JsonFields.read(text(answer)).get("tokens_saved"));
    }

    @Test
    @DisplayName("PX-315: a fault of ours gives 200, the messages as sent, and says so")
    void failsOpen() throws IOException {
        try (ProxyEdge other = edge(ProxySettings.builder(), List.of(new FailingDialect()))) {
            OwnAnswer answer = answer(
                    other, Heads.of("POST", "/v1/compress").build(), "{\"messages\":" + MESSAGES + ",\"model\":\"m\"}");

            assertEquals(200, answer.status());
            assertTrue(text(answer).startsWith("{\"messages\":" + MESSAGES), text(answer));
            assertEquals("fault", JsonFields.read(text(answer)).get("degraded"));
        }
    }

    @ParameterizedTest
    @DisplayName("PX-315: a malformed request is told what is wrong")
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"messages\":{}}",
                "{\"messages\":[]}x",
                "{\"messages\":[],\"messages\":[]}",
                "{\"messages\":[],\"model\":5}",
                "{\"messages\":[],\"config\":[]}",
                "{\"messages\":[],\"config\":{\"mode\":\"fast\"}}",
                "{\"messages\":[],\"config\":{\"retrieval\":\"magic\"}}",
                "{\"messages\":[],\"token_budget\":\"many\"}"
            })
    void refusesMalformedBodies(String body) {
        OwnAnswer answer = answer(edge, Heads.of("POST", "/v1/compress").build(), body);

        assertEquals(400, answer.status());
        assertTrue(
                text(answer).startsWith("{\"error\":{\"type\":\"invalid_request\",\"message\":\"Headroom: "),
                text(answer));
    }

    @Test
    @DisplayName("what a later version answers is 404, and so is /docs without a credential")
    void answersNothingElse() {
        for (String target : List.of("/dashboard", "/stats-history", "/docs", "/openapi.json")) {
            assertEquals(404, get(target).status(), target);
        }
    }

    /** What a test says the proxy is like. */
    private static final class Vital implements Vitals {
        private Phase phase = Phase.RUNNING;
        private boolean listening = true;
        private EngineStatus engine = Engines.warm();
        private List<PluginReport> plugins = List.of();

        @Override
        public Phase phase() {
            return phase;
        }

        @Override
        public List<String> pluginTroubles() {
            return List.of();
        }

        @Override
        public boolean listening() {
            return listening;
        }

        @Override
        public EngineStatus engine() {
            return engine;
        }

        @Override
        public List<PluginReport> plugins() {
            return plugins;
        }

        @Override
        public List<String> troubles() {
            return List.of();
        }
    }

    /** Finds a text when the dialect is detected, and breaks when the body is compressed. */
    private static final class FailingDialect implements Dialect {
        private final AtomicInteger scans = new AtomicInteger();

        @Override
        public String id() {
            return "a-failing-one";
        }

        @Override
        public String upstream() {
            return "nobody";
        }

        @Override
        public boolean accepts(String method, String rawPath) {
            return false;
        }

        @Override
        public void scan(JsonCursor body, RequestSink sink) {
            if (scans.incrementAndGet() > 1) {
                throw new IllegalStateException("broken");
            }
            body.members(name -> {
                if (name.equals("model")) {
                    body.text()
                            .ifPresent(text -> sink.toolResult(
                                    java.util.Optional.empty(), java.util.Optional.of("x"), false, text));
                }
            });
        }

        @Override
        public void usage(JsonCursor answer, UsageSink sink) {}

        @Override
        public String error(OwnError error) {
            return "{}";
        }
    }
}
