package io.headroom.proxy.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.OwnError.Kind;
import io.headroom.api.exchange.Header;
import io.headroom.api.plugin.PluginSource;
import io.headroom.proxy.ProxySettings;
import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.testing.Heads;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
    private static final List<Dialect> DIALECTS =
            PluginSource.of(RouteTableTest.class.getClassLoader()).open().all(Dialect.class);
    private static final String JWT = jwt("{\"https://api.openai.com/auth\":{\"chatgpt_account_id\":\"a\"}}");

    private final RouteTable table = table(ProxySettings.builder()
            .upstream("openai", URI.create("http://127.0.0.1:9/prefix/v1/"))
            .set("upstream.allowed-upstreams", "https://llm.example, http://[::1]:9999"));

    private static RouteTable table(ProxySettings.Builder settings) {
        OwnRoutes own = OwnRoutes.builder()
                .get("/livez", (head, body) -> OwnAnswer.text(200, "alive"))
                .get("/", (head, body) -> OwnAnswer.text(200, "Headroom"))
                .post("/v1/compress", (head, body) -> OwnAnswer.text(200, "{}"))
                .build();
        return new RouteTable(
                DIALECTS, settings.build().upstream(), own, head -> head.peer().isLoopbackAddress());
    }

    private static String jwt(String claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".x";
    }

    /** What a route comes to, in one line. */
    private String told(Heads head) {
        Route route = table.route(head.build());
        if (route instanceof Route.ModelCall call) {
            return call.dialect().id() + " " + call.upstreamName() + " " + call.target();
        }
        if (route instanceof Route.Relay relay) {
            return "relay " + relay.upstreamName() + " " + relay.target();
        }
        return route instanceof Route.Refuse refusal
                ? "refuse " + refusal.error().kind()
                : "own";
    }

    @ParameterizedTest
    @DisplayName("PX-310: the routes of providers, row by row, for a client with an API key of OpenAI")
    @CsvSource({
        "POST,/v1/messages?beta=true,anthropic-messages anthropic /v1/messages?beta=true",
        "GET,/v1/messages,relay anthropic /v1/messages",
        "POST,/v1/messages/count_tokens?beta=true,relay anthropic /v1/messages/count_tokens?beta=true",
        "GET,/v1/messages/batches/b1/results,relay anthropic /v1/messages/batches/b1/results",
        "POST,/v1/complete,relay anthropic /v1/complete",
        "POST,/v1/chat/completions,openai-chat openai /prefix/v1/chat/completions",
        "GET,/v1/chat/completions?limit=2,relay openai /prefix/v1/chat/completions?limit=2",
        "POST,/v1/responses,openai-responses openai /prefix/v1/responses",
        "POST,/v1/responses/compact,openai-responses openai /prefix/v1/responses/compact",
        "POST,/v1/responses/input_tokens,openai-responses openai /prefix/v1/responses/input_tokens",
        "POST,/responses,openai-responses openai /prefix/responses",
        "GET,/v1/responses,refuse METHOD_NOT_ALLOWED",
        "GET,/v1/responses/resp_1,relay openai /prefix/v1/responses/resp_1",
        "DELETE,/v1/responses/resp_1,relay openai /prefix/v1/responses/resp_1",
        "GET,/v1/models?limit=1000,relay openai /prefix/v1/models?limit=1000",
        "GET,/v1/files/f1/content,relay openai /prefix/v1/files/f1/content",
        "POST,/v1/batches,relay openai /prefix/v1/batches",
        "POST,/v1/completions,relay openai /prefix/v1/completions",
        "POST,/v1/embeddings,relay openai /prefix/v1/embeddings",
        "POST,/v1/moderations,relay openai /prefix/v1/moderations",
        "POST,/v1/images/generations,relay openai /prefix/v1/images/generations",
        "POST,/v1/audio/speech,relay openai /prefix/v1/audio/speech",
        "POST,/v1/uploads/u1/parts,relay openai /prefix/v1/uploads/u1/parts",
        "POST,/v1/vector_stores,relay openai /prefix/v1/vector_stores",
        "POST,/v1/threads/t1/runs,relay openai /prefix/v1/threads/t1/runs",
        "POST,/v1/assistants,relay openai /prefix/v1/assistants",
        "POST,/v1/conversations,relay openai /prefix/v1/conversations",
        "POST,/v1/fine_tuning/jobs,relay openai /prefix/v1/fine_tuning/jobs",
        "POST,/v1/realtime/sessions,relay openai /prefix/v1/realtime/sessions",
        "POST,/v1beta/models/g:streamGenerateContent?alt=sse&key=k&x=1,gemini gemini"
                + " /v1beta/models/g:streamGenerateContent?alt=sse&key=k&x=1",
        "POST,/v1alpha/models/g:generateContent,gemini gemini /v1alpha/models/g:generateContent",
        "GET,/v1beta/models,relay gemini /v1beta/models",
        "POST,/upload/v1beta/files,relay gemini /upload/v1beta/files",
        "POST,/v1internal:streamGenerateContent?alt=sse,relay cloudcode /v1internal:streamGenerateContent?alt=sse",
        "POST,/v1/v1internal:loadCodeAssist,relay cloudcode /v1/v1internal:loadCodeAssist",
        "GET,/backend-api/wham/usage,relay chatgpt /backend-api/wham/usage",
        "POST,/v1/projects/p/locations/europe-west4/publishers/google/models/g:rawPredict,relay vertex"
                + " /v1/projects/p/locations/europe-west4/publishers/google/models/g:rawPredict",
        "POST,/v1/projects/p/locations/evil.example%2f/publishers/google/models/g:rawPredict,refuse BAD_REQUEST",
        "POST,/model/anthropic.claude%3A0/invoke,refuse NOT_FOUND",
        "PATCH,/anything/else?b=2&a=1,relay openai /prefix/anything/else?b=2&a=1",
        "OPTIONS,/v1/anything,relay openai /prefix/v1/anything",
        "PURGE,/x,relay openai /prefix/x",
        "POST,/v1/messagesx,relay openai /prefix/v1/messagesx"
    })
    void routesByPath(String method, String target, String expected) {
        assertEquals(expected, told(Heads.of(method, target).with("Authorization", "Bearer sk-proj-1")));
    }

    @ParameterizedTest
    @DisplayName("PX-310: path and query go upstream byte for byte")
    @ValueSource(
            strings = {
                "/v1/files/a%2Fb",
                "//v1//messages",
                "/v1/messages/../admin/config",
                "/v1/./x;p=1",
                "/x?b=1&a=2&a=1&&=",
                "/x?",
                "/%E4%B8%AD?q=%00",
                "/%6Civez",
                "/x?u=http://127.0.0.1/?y"
            })
    void keepsTheTarget(String target) {
        assertTrue(told(Heads.of("POST", target).with("x-api-key", "k")).endsWith(" " + target));
    }

    @ParameterizedTest
    @DisplayName("PX-310: a leading /p/<project> is taken off, once")
    @CsvSource({
        "POST,/p/shop/v1/messages?beta=true,anthropic-messages anthropic /v1/messages?beta=true",
        "HEAD,/p/shop,own",
        "HEAD,/p/shop/,own",
        "GET,/p/shop/livez,own",
        "POST,/p/a%2Fb/v1/messages,anthropic-messages anthropic /v1/messages",
        "POST,/p/a/p/b/x,relay anthropic /p/b/x",
        "POST,/p//x,relay anthropic /p//x",
        "POST,/p,relay anthropic /p"
    })
    void takesTheProjectOff(String method, String target, String expected) {
        assertEquals(expected, told(Heads.of(method, target).with("x-api-key", "k")));
    }

    @Test
    @DisplayName("PX-311: credentials tell where the path does not, in this order")
    void followsCredentials() {
        assertEquals("refuse NOT_FOUND", told(unknown()));
        assertEquals("relay openai /prefix/x", told(unknown().with("api-key", "k")));
        assertEquals("relay openai /prefix/x", told(unknown().with("Authorization", "Bearer sk-proj")));
        assertEquals("relay openai /prefix/x", told(unknown().with("Authorization", "Bearer " + jwt("{\"sub\":1}"))));
        assertEquals("relay anthropic /x", told(unknown().with("Authorization", "bearer sk-ant-oat01-x")));
        assertEquals("relay anthropic /x", told(unknown().with("X-Api-Key", "k").with("api-key", "k")));
        assertEquals("relay anthropic /x", told(unknown().with("anthropic-version", "2023-06-01")));
        assertEquals("relay gemini /x", told(unknown().with("x-api-key", "k").with("x-goog-api-key", "k")));
        assertEquals("relay gemini /x?key=1", told(Heads.of("GET", "/x?key=1").with("x-api-key", "k")));
        assertEquals("relay gemini /x?a=1&key=1", told(Heads.of("GET", "/x?a=1&key=1")));
        assertEquals(
                "relay anthropic /x?monkey=1",
                told(Heads.of("GET", "/x?monkey=1").with("x-api-key", "k")));
        assertEquals(
                "relay chatgpt /x", told(unknown().with("x-goog-api-key", "k").with("chatgpt-account-id", "a")));
        assertEquals("relay chatgpt /x", told(unknown().with("Authorization", "Bearer " + JWT)));
    }

    @ParameterizedTest
    @DisplayName("PX-311: for ChatGPT responses and models become /backend-api/codex/…")
    @CsvSource({
        "POST,/v1/responses,openai-responses chatgpt /backend-api/codex/responses",
        "POST,/responses?x=%2F,openai-responses chatgpt /backend-api/codex/responses?x=%2F",
        "POST,/v1/codex/responses/compact,openai-responses chatgpt /backend-api/codex/responses/compact",
        "POST,/backend-api/responses,openai-responses chatgpt /backend-api/codex/responses",
        "POST,/backend-api/codex/responses,openai-responses chatgpt /backend-api/codex/responses",
        "GET,/v1/models?client_version=0.169.0,relay chatgpt /backend-api/codex/models?client_version=0.169.0",
        "GET,/models,relay chatgpt /backend-api/codex/models",
        "GET,/backend-api/codex/models,relay chatgpt /backend-api/codex/models",
        "GET,/backend-api/wham/usage,relay chatgpt /backend-api/wham/usage"
    })
    void rewritesForChatGpt(String method, String target, String expected) {
        Heads head = Heads.of(method, target).with("chatgpt-account-id", "a").with("Authorization", "Bearer " + JWT);

        assertEquals(expected, told(head));
    }

    @Test
    @DisplayName("PX-311: a gateway in front of both OpenAI and ChatGPT keeps the paths that the client asks for")
    void keepsPathsForAGateway() {
        RouteTable gateway = table(ProxySettings.builder()
                .set("upstream.openai.url", "https://gateway.example/v1")
                .set("upstream.chatgpt.url", "https://gateway.example/v1/"));
        Heads head = Heads.of("POST", "/v1/responses").with("Authorization", "Bearer " + JWT);

        Route.ModelCall call = (Route.ModelCall) gateway.route(head.build());

        assertEquals(URI.create("https://gateway.example"), call.upstream());
        assertEquals("/v1/responses", call.target());
    }

    @ParameterizedTest
    @DisplayName("PX-405: a base URL that is not listed is refused on every path, and nothing leaves")
    @ValueSource(
            strings = {
                "http://169.254.169.254",
                "http://169.254.169.254/latest/meta-data/",
                "https://llm.example.evil.example",
                "https://llm.example@169.254.169.254",
                "https://169.254.169.254/#https://llm.example",
                "http://llm.example",
                "https://llm.example:8443",
                "https://llm.example/path",
                "https://api.anthropic.com",
                "http://localhost:8787",
                "//llm.example",
                "llm.example",
                "file:///etc/passwd",
                "gopher://llm.example",
                "https://",
                ""
            })
    void refusesUnlistedBaseUrls(String url) {
        for (String target : List.of("/x", "/v1/messages", "/v1/responses", "/v1beta/models/g:generateContent")) {
            Heads head = Heads.of("POST", target).with("x-api-key", "k").with("x-headroom-base-url", url);

            assertEquals("refuse FORBIDDEN", told(head), url);
        }
    }

    @Test
    @DisplayName("PX-405: a listed base URL is used, and two are refused")
    void usesListedBaseUrls() {
        Heads listed = Heads.of("POST", "/v1/messages?a=1").with("x-headroom-base-url", "https://LLM.example:443/");
        Heads address = Heads.of("POST", "/x").with("X-Headroom-Base-Url", "http://[::1]:9999");
        Heads twice = Heads.of("POST", "/x")
                .with("x-headroom-base-url", "https://llm.example")
                .with("x-headroom-base-url", "https://llm.example");

        Route.ModelCall call = assertInstanceOf(Route.ModelCall.class, table.route(listed.build()));
        assertEquals(URI.create("https://llm.example"), call.upstream());
        assertEquals("/v1/messages?a=1", call.target());
        assertEquals("relay [::1] /x", told(address));
        assertEquals("refuse FORBIDDEN", told(twice));
    }

    @Test
    @DisplayName("PX-313: Vertex goes to its location, Bedrock needs a URL, and the refusal names the key")
    void findsTheHostsOfClouds() {
        String path = "/v1/projects/p/locations/%s/publishers/anthropic/models/claude:streamRawPredict";
        Route.Relay regional = (Route.Relay)
                table.route(Heads.of("POST", path.formatted("us-east5")).build());
        Route.Relay global = (Route.Relay)
                table.route(Heads.of("POST", path.formatted("global")).build());
        Route.Refuse unset = (Route.Refuse)
                table.route(Heads.of("POST", "/model/m/converse-stream").build());
        Route configured = table(ProxySettings.builder().upstream("bedrock", URI.create("http://127.0.0.1:99")))
                .route(Heads.of("POST", "/model/m%2F1/invoke-with-response-stream")
                        .build());

        assertEquals(URI.create("https://us-east5-aiplatform.googleapis.com"), regional.upstream());
        assertEquals(URI.create("https://aiplatform.googleapis.com"), global.upstream());
        assertTrue(unset.error().message().contains("upstream.bedrock.url"));
        assertEquals(
                new Route.Relay(
                        "bedrock", URI.create("http://127.0.0.1:99"), "/model/m%2F1/invoke-with-response-stream"),
                configured);
    }

    @ParameterizedTest
    @DisplayName("PX-312: no forward proxy")
    @CsvSource({
        "CONNECT,api.anthropic.com:443,METHOD_NOT_ALLOWED",
        "GET,http://169.254.169.254/latest,BAD_REQUEST",
        "OPTIONS,*,BAD_REQUEST"
    })
    void isNoForwardProxy(String method, String target, Kind expected) {
        Heads head = Heads.of(method, target).with("x-api-key", "k");

        Route.Refuse refusal = (Route.Refuse) table.route(head.build());

        assertEquals(expected, refusal.error().kind());
    }

    @ParameterizedTest
    @DisplayName("PX-310: own paths are never forwarded, also where nothing answers")
    @CsvSource({
        "GET,/livez,own",
        "HEAD,/livez,own",
        "POST,/livez,refuse METHOD_NOT_ALLOWED",
        "GET,/v1/compress,refuse METHOD_NOT_ALLOWED",
        "POST,/v1/compress,own",
        "HEAD,/,own",
        "GET,/dashboard,refuse NOT_FOUND",
        "GET,/dashboard/app.js,refuse NOT_FOUND",
        "GET,/stats-history?format=csv,refuse NOT_FOUND",
        "POST,/v1/retrieve,refuse NOT_FOUND",
        "GET,/v1/retrieve/abc,refuse NOT_FOUND",
        "POST,/admin/reload,refuse NOT_FOUND",
        "GET,/admin,refuse NOT_FOUND",
        "POST,/cache/clear,refuse NOT_FOUND",
        "POST,/stats/reset,refuse NOT_FOUND"
    })
    void keepsOwnPaths(String method, String target, String expected) {
        assertEquals(expected, told(Heads.of(method, target).with("x-api-key", "k")));
    }

    @Test
    @DisplayName("PX-310: a wrong method is told which ones are right")
    void namesTheRightMethods() {
        Route.Refuse own = (Route.Refuse) table.route(Heads.of("POST", "/livez").build());
        Route.Refuse responses =
                (Route.Refuse) table.route(Heads.of("GET", "/v1/responses").build());

        assertEquals(List.of(new Header("Allow", "GET, HEAD")), own.extra());
        assertEquals(List.of(new Header("Allow", "POST")), responses.extra());
    }

    @Test
    @DisplayName("PX-801: a WebSocket is told to fall back at once")
    void refusesWebSockets() {
        Heads head = Heads.of("GET", "/v1/responses")
                .with("Connection", "Upgrade")
                .with("Upgrade", "WebSocket")
                .with("Authorization", "Bearer sk-1");

        Route.Refuse refusal = (Route.Refuse) table.route(head.build());

        assertEquals(Kind.UPGRADE_REQUIRED, refusal.error().kind());
        assertEquals(
                List.of("Upgrade", "Connection"),
                refusal.extra().stream().map(Header::name).toList());
        assertEquals("close", refusal.extra().get(1).value());
    }

    @Test
    @DisplayName("PX-402: a preflight is answered without a wildcard and without credentials")
    void answersPreflights() {
        Heads head = Heads.of("OPTIONS", "/v1/messages")
                .with("Origin", "http://localhost:3000")
                .with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "x-api-key, content-type");

        Route.Own own = (Route.Own) table.route(head.build());
        OwnAnswer answer = own.handler().answer(head.build(), new byte[0]);

        assertEquals(204, answer.status());
        assertEquals(
                "http://localhost:3000",
                answer.headers().first("Access-Control-Allow-Origin").orElseThrow());
        assertEquals(
                "x-api-key, content-type",
                answer.headers().first("Access-Control-Allow-Headers").orElseThrow());
        assertTrue(answer.headers().first("Access-Control-Allow-Credentials").isEmpty());
        assertEquals("Origin", answer.headers().first("Vary").orElseThrow());
    }

    private static Heads unknown() {
        return Heads.of("GET", "/x");
    }

    @Test
    @DisplayName(
            "PX-409: the service's key tells where a local request to the Responses API belongs, but no remote one")
    void routesKeylessResponses() {
        RouteTable keyed = table(ProxySettings.builder()
                .set("upstream.use-server-keys", "true")
                .set("upstream.openai.key", "sk-service"));

        Route local = keyed.route(Heads.of("POST", "/v1/responses").build());
        Route remote =
                keyed.route(Heads.of("POST", "/v1/responses").from("192.0.2.1").build());

        assertEquals("openai", ((Route.ModelCall) local).upstreamName());
        assertEquals(Kind.NOT_FOUND, ((Route.Refuse) remote).error().kind());
    }

    @Test
    @DisplayName("PX-405, PX-409: a chosen upstream that is called like one of ours is not that one")
    void knowsAChosenUpstreamByItsHostOnly() {
        RouteTable chosen = table(ProxySettings.builder().set("upstream.allowed-upstreams", "http://anthropic"));

        Route route = chosen.route(Heads.of("POST", "/v1/messages")
                .with("x-headroom-base-url", "http://anthropic")
                .build());

        assertEquals("other", ((Route.ModelCall) route).upstreamName());
    }
}
