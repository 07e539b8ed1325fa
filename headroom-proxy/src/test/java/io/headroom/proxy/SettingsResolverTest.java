package io.headroom.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Mode;
import io.headroom.compress.CompressionSettings;
import io.headroom.proxy.InvalidSettingsException.Fault;
import io.headroom.proxy.SettingsResolver.Resolution;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsResolverTest {
    @TempDir
    private Path folder;

    private static Resolution flags(Map<String, String> flags) {
        return new SettingsResolver(flags, Map.of(), Optional.empty(), Optional.empty()).resolve();
    }

    private static Resolution environment(Map<String, String> environment) {
        return new SettingsResolver(Map.of(), environment, Optional.empty(), Optional.empty()).resolve();
    }

    private Resolution file(String toml) throws IOException {
        return new SettingsResolver(Map.of(), Map.of(), Optional.of(written(toml)), Optional.empty()).resolve();
    }

    private List<Fault> faultsOf(String toml) throws IOException {
        Path file = written(toml);
        return assertThrows(InvalidSettingsException.class, () -> ProxySettings.fromToml(file))
                .faults();
    }

    private Path written(String toml) throws IOException {
        return Files.writeString(folder.resolve("headroom.toml"), toml);
    }

    private static String origin(Resolution resolution, String key) {
        return resolution.values().stream()
                .filter(value -> value.setting().key().equals(key))
                .map(value -> value.origin().toString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("PX-301: flag over environment over file over default, each with its origin")
    void takesTheStrongestSource() throws IOException {
        Path file =
                written("[proxy]\nhost = \"127.0.0.2\"\nport = 1001\ndrain-seconds = 5\n\n[log]\nlevel = \"debug\"\n");
        Resolution resolution = new SettingsResolver(
                        Map.of("port", "1003"),
                        Map.of("HEADROOM_PORT", "1002", "HEADROOM_DRAIN_SECONDS", "250ms"),
                        Optional.of(file),
                        Optional.empty())
                .resolve();

        assertEquals(1003, resolution.settings().proxy().port());
        assertEquals(Duration.ofMillis(250), resolution.settings().proxy().drain());
        assertEquals("127.0.0.2", resolution.settings().proxy().host());
        assertEquals("flag --port", origin(resolution, "proxy.port"));
        assertEquals("env HEADROOM_DRAIN_SECONDS", origin(resolution, "proxy.drain-seconds"));
        assertEquals("headroom.toml:2", origin(resolution, "proxy.host"));
        assertEquals("headroom.toml:7", origin(resolution, "log.level"));
        assertEquals("default", origin(resolution, "compression.mode"));
    }

    @Test
    @DisplayName("PX-301: of two variables the first in the table wins, with a warning")
    void warnsAboutConflictingVariables() {
        Resolution resolution = environment(Map.of("HEADROOM_PORT", "1", "HEADROOM_PROXY_PORT", "2"));

        assertEquals(1, resolution.settings().proxy().port());
        assertEquals(
                List.of("env HEADROOM_PROXY_PORT is ignored: HEADROOM_PORT gives another value for proxy.port"),
                resolution.warnings());
    }

    @ParameterizedTest
    @DisplayName("PX-301: other names of variables")
    @CsvSource({
        "HEADROOM_PROXY_PORT,9000,proxy.port",
        "HEADROOM_DEPLOYMENT_PROFILE,work,proxy.profile",
        "HEADROOM_DEPLOYMENT_SUPERVISOR,systemd,proxy.supervisor",
        "HEADROOM_CORS_ORIGINS,https://a.example,proxy.allowed-origins",
        "HEADROOM_PROXY_TOKEN,0123456789abcdef,proxy.token",
        "HEADROOM_PROTECT_TOOL_RESULTS,Read,compression.exclude-tools",
        "HEADROOM_TOOL_PROFILES,Bash:off,compression.tool-profile",
        "ANTHROPIC_TARGET_API_URL,http://a.example,upstream.anthropic.url",
        "ANTHROPIC_FOUNDRY_BASE_URL,http://a.example,upstream.anthropic.url",
        "OPENAI_TARGET_API_URL,http://a.example,upstream.openai.url",
        "GEMINI_TARGET_API_URL,http://a.example,upstream.gemini.url",
        "HEADROOM_REQUEST_TIMEOUT,30,upstream.request-timeout-seconds",
        "HTTPS_PROXY,http://p.example:3128,upstream.proxy",
        "no_proxy,a.example,upstream.no-proxy",
        "SSL_CERT_FILE,ca.pem,upstream.ca-files",
        "HEADROOM_PROXY_EXTENSIONS,audit,plugins.enable-plugin",
        "HEADROOM_COMPRESSION_DEADLINE_MS,20,compression.deadline-ms"
    })
    void readsOtherNames(String variable, String value, String key) {
        Resolution resolution = environment(Map.of(variable, value));

        assertEquals("env " + variable, origin(resolution, key));
    }

    @Test
    @DisplayName("PX-304: *_BASE_URL is never read as an upstream")
    void ignoresBaseUrlsOfClients() {
        Resolution resolution = environment(
                Map.of("ANTHROPIC_BASE_URL", "http://127.0.0.1:8787", "OPENAI_BASE_URL", "http://127.0.0.1:8787/v1"));

        assertEquals(
                Optional.of(URI.create("https://api.anthropic.com")),
                resolution.settings().upstream().url("anthropic"));
        assertEquals(List.of(), resolution.warnings());
    }

    @ParameterizedTest
    @DisplayName("PX-304: a trailing / or /v1 is dropped, any other prefix is kept")
    @CsvSource({
        "https://a.example/,https://a.example",
        "https://a.example/v1,https://a.example",
        "https://a.example/v1/,https://a.example",
        "https://A.Example:8443/openai/v1,https://a.example:8443/openai",
        "http://[::1]:9/x/,http://[::1]:9/x",
        "https://a.example/v1beta,https://a.example/v1beta"
    })
    void trimsUpstreamUrls(String given, String expected) {
        ProxySettings settings =
                ProxySettings.builder().upstream("openai", URI.create(given)).build();

        assertEquals(Optional.of(URI.create(expected)), settings.upstream().url("openai"));
    }

    @ParameterizedTest
    @DisplayName("PX-302: wrong upstream URLs are refused")
    @ValueSource(
            strings = {
                "ftp://a.example",
                "a.example",
                "https://",
                "https://u:p@a.example",
                "https://a.example?x=1",
                "https://a b"
            })
    void refusesWrongUpstreamUrls(String url) {
        assertThrows(
                InvalidSettingsException.class,
                () -> ProxySettings.builder().set("upstream.openai.url", url).build());
    }

    @Test
    @DisplayName("PX-304: the proxy's own address is no upstream")
    void refusesItself() {
        Map<String, String> given = Map.of("openai-api-url", "http://localhost:8787/v1");

        List<Fault> faults =
                assertThrows(InvalidSettingsException.class, () -> flags(given)).faults();

        assertEquals("upstream.openai.url", faults.get(0).key());
        assertEquals(Optional.of("flag --openai-api-url"), faults.get(0).place());
    }

    @Test
    @DisplayName("PX-302: all faults at once, each with file, line, key and what is allowed")
    void listsEveryFault() throws IOException {
        List<Fault> faults = faultsOf("""
                # a comment
                [proxy]
                port = 70000
                stateless = "maybe"
                drain-seconds = "soon"

                [compression]
                mode = "fast"
                max-body-bytes = "32 MilliBytes"
                tool-profile = ["Bash:sometimes"]

                [upstream.anthropic]
                url = "gopher://x"
                """);

        assertEquals(
                List.of(
                        "headroom.toml:3: proxy.port = 70000: give a whole number, from 0 to 65535",
                        "headroom.toml:5: proxy.drain-seconds = soon: give a duration such as 30 (seconds), \"250ms\" or"
                                + " \"5m\", from 0 to 3600",
                        "headroom.toml:4: proxy.stateless = maybe: give one of true, yes, on, 1, false, no, off, 0",
                        "headroom.toml:8: compression.mode = fast: give one of lossless, balanced, aggressive, audit, off"),
                faults.stream().map(Fault::toString).limit(4).toList());
        assertEquals(
                Set.of(
                        "proxy.port",
                        "proxy.stateless",
                        "proxy.drain-seconds",
                        "compression.mode",
                        "compression.max-body-bytes",
                        "compression.tool-profile",
                        "upstream.anthropic.url"),
                faults.stream().map(Fault::key).collect(Collectors.toSet()));
    }

    @Test
    @DisplayName("PX-302: broken TOML is told with its line, a missing file with its name")
    void tellsWhatIsWrongWithTheFile() throws IOException {
        List<Fault> broken = faultsOf("[proxy]\nport = = 3\n");
        Path missing = folder.resolve("none.toml");
        InvalidSettingsException none =
                assertThrows(InvalidSettingsException.class, () -> ProxySettings.fromToml(missing));

        assertEquals(Optional.of("headroom.toml:2"), broken.get(0).place());
        assertTrue(none.getMessage().contains("none.toml"), none.getMessage());
    }

    @ParameterizedTest
    @DisplayName("PX-302: values of wrong types are faults, not guesses")
    @ValueSource(
            strings = {
                "[proxy]\nport = 8787.5",
                "[proxy]\nport = \"many\"",
                "[proxy]\nport = [1]",
                "[proxy]\nport = 99999999999999999999",
                "[proxy]\nallowed-hosts = [1, 2]",
                "[proxy]\nprofile = 1979-05-27",
                "[proxy]\nlimit-concurrency = 0",
                "[log]\nfiles = 0",
                "[log]\nlevel = \"trace\"",
                "[upstream]\nrequest-timeout-seconds = -1",
                "[upstream]\nallowed-upstreams = [\"https://a.example/path\"]",
                "[proxy]\nlocal-peers = [\"172.17.0.0/33\"]",
                "[proxy]\nallowed-origins = [\"null\"]",
                "[ledger]\nholdout = 101",
                "[budget]\nusd = \"lots\""
            })
    void refusesWrongTypes(String toml) throws IOException {
        assertEquals(Optional.of("headroom.toml:2"), faultsOf(toml).get(0).place());
    }

    @Test
    @DisplayName("PX-302: an unknown key is a warning with the nearest one")
    void suggestsTheNearestKey() throws IOException {
        Resolution resolution = file("[proxy]\nprot = 9000\n[compression]\nmodes = \"off\"\n[zzz]\nqqq = 1\n");

        assertEquals(
                List.of(
                        "headroom.toml:2: there is no setting proxy.prot; did you mean proxy.port?",
                        "headroom.toml:4: there is no setting compression.modes; did you mean compression.mode?",
                        "headroom.toml:6: there is no setting zzz.qqq"),
                resolution.warnings());
    }

    @Test
    @DisplayName("PX-302: durations, sizes, lists and booleans in their spellings, with a BOM and CRLF")
    void readsSpellings() throws IOException {
        ProxySettings settings = file("\uFEFF[proxy]\r\ndrain-seconds = \"5m\"\r\nmax-body-bytes = \"32MiB\"\r\n"
                        + "allowed-hosts = \"a.example, b.example\"\r\nstateless = \"yes\"\r\n"
                        + "[compression]\r\ndeadline-ms = 70\r\ntool-profile = [\"Bash:lossless\", \"mcp__x:y:off\"]\r\n"
                        + "[upstream]\r\nkeepalive-expiry = \"1.5s\"\r\n[plugins.json-table]\r\ndepth = 3\r\n")
                .settings();

        assertEquals(Duration.ofMinutes(5), settings.proxy().drain());
        assertEquals(32L << 20, settings.proxy().limits().maxBodyBytes());
        assertEquals(
                List.of("a.example", "b.example"), settings.proxy().access().hosts());
        assertTrue(settings.proxy().stateless());
        assertEquals(Duration.ofMillis(70), settings.compression().deadline());
        assertEquals(
                Map.of("Bash", Mode.LOSSLESS, "mcp__x:y", Mode.OFF),
                settings.engine().toolModes());
        assertEquals(Duration.ofMillis(1500), settings.upstream().pool().expiry());
        assertEquals(
                Map.of("json-table", Map.of("depth", "3")), settings.engine().plugins());
    }

    @ParameterizedTest
    @DisplayName("PX-301: --no-x and the flags that stand for another")
    @CsvSource({
        "no-optimize,compression.mode,off",
        "no-ccr-inject-tool,retrieval.channel,client",
        "no-ccr-marker,retrieval.channel,off",
        "no-dashboard,proxy.dashboard,false",
        "no-http2,upstream.http2,false",
        "no-self-disable,ledger.self-disable,false"
    })
    void understandsNegations(String flag, String key, String expected) {
        Resolution resolution = flags(Map.of(flag, "true"));

        SettingValue value = resolution.values().stream()
                .filter(candidate -> candidate.setting().key().equals(key))
                .findFirst()
                .orElseThrow();
        assertEquals(expected, value.text());
        assertEquals("flag --" + flag, value.origin().toString());
    }

    @Test
    @DisplayName("PX-301: the variable of --no-x is x=0")
    void understandsNegatedVariables() {
        assertEquals(
                Mode.OFF,
                environment(Map.of("HEADROOM_OPTIMIZE", "0"))
                        .settings()
                        .compression()
                        .mode());
        assertEquals(
                Mode.BALANCED,
                environment(Map.of("HEADROOM_OPTIMIZE", "1"))
                        .settings()
                        .compression()
                        .mode());
    }

    @ParameterizedTest
    @DisplayName("the modes of the Python Headroom are balanced")
    @ValueSource(strings = {"token", "token_mode", "cache", "cache_mode", "cost_savings", "Balanced"})
    void readsOldModes(String mode) {
        assertEquals(
                Mode.BALANCED,
                flags(Map.of("mode", mode)).settings().compression().mode());
    }

    @Test
    @DisplayName("PX-305: flags and variables without meaning are one warning each, a foreign back end is a fault")
    void acceptsLegacyNames() {
        Set<String> legacy = Set.of(
                "workers",
                "no-cache",
                "no-rate-limit",
                "telemetry",
                "memory-db",
                "learn",
                "target-ratio",
                "code-graph",
                "read-maturation-turns",
                "no-read-lifecycle",
                "embedding-server-url",
                "use-kompress",
                "kompress-model",
                "anthropic-x-upstream-y",
                "subscription-poll",
                "codex-wire-debug",
                "intercept-tool-results");
        Map<String, String> given = legacy.stream().collect(Collectors.toMap(flag -> flag, flag -> "1"));

        assertEquals(legacy.size(), flags(given).warnings().size());
        assertEquals(
                2,
                environment(Map.of("HEADROOM_OFFLINE", "1", "HEADROOM_WORKERS", "4"))
                        .warnings()
                        .size());
        assertThrows(InvalidSettingsException.class, () -> flags(Map.of("backend", "bedrock")));
        assertThrows(InvalidSettingsException.class, () -> environment(Map.of("HEADROOM_BACKEND", "litellm")));
        assertEquals(List.of(), flags(Map.of("backend", "anthropic")).warnings());
        assertThrows(InvalidSettingsException.class, () -> flags(Map.of("prot", "1")));
    }

    @Test
    @DisplayName("C-1101, C-201: code-aware turns outlines on, and only the file extends them to what an agent reads")
    void turnsOutlinesOn() throws IOException {
        CompressionSettings flag =
                flags(Map.of("code-aware", "true")).settings().engine();
        CompressionSettings both = file("[compression]\ncode-aware = true\n[policy]\nsource = \"outline\"\n")
                .settings()
                .engine();

        assertEquals(Map.of("code", Map.of("enabled", "true")), flag.plugins());
        assertFalse(flag.outlines());
        assertEquals(flag.plugins(), both.plugins());
        assertTrue(both.outlines());
        assertEquals(
                Map.of(),
                environment(Map.of("HEADROOM_SOURCE", "outline"))
                        .settings()
                        .engine()
                        .plugins());
        assertThrows(InvalidSettingsException.class, () -> flags(Map.of("source", "outline")));
        assertFalse(file("[policy]\nsource = \"outline\"\n").settings().engine().outlines());
        assertEquals(1, faultsOf("[policy]\nsource = \"shorten\"\n").size());
    }

    @Test
    @DisplayName("settings of later versions are said to have no effect yet, defaults are not")
    void warnsAboutSettingsWithoutEffect() throws IOException {
        Resolution resolution = file(
                "[budget]\nusd = 5\n[compression]\nprovider = \"llmlingua\"\n[proxy]\nwebsocket = \"off\"\ntakeover = false\n");

        assertEquals(
                List.of(
                        "headroom.toml:4: compression.provider = llmlingua has no effect yet",
                        "headroom.toml:2: budget.usd = 5 has no effect yet"),
                resolution.warnings());
        assertEquals(List.of(), flags(Map.of()).warnings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://p.example:1080",
                "http://",
                "http://marked-secret:x@",
                "http://user:marked secret@p.example:1",
                "http://u@marked-secret@p.example:1",
                "http://p.example:99999",
                "p.example:port"
            })
    @DisplayName(
            "PX-302, PX-606: an upstream.proxy that is no URL of an HTTP proxy is a fault with its key and a reason")
    void refusesMalformedProxies(String url) {
        InvalidSettingsException refused =
                assertThrows(InvalidSettingsException.class, () -> flags(Map.of("upstream-proxy", url)));

        assertEquals("upstream.proxy", refused.faults().get(0).key());
        assertTrue(refused.getMessage().contains("http://proxy:3128"), refused.getMessage());
        assertFalse(refused.faults().get(0).reason().contains("marked"), refused.getMessage());
    }

    @Test
    @DisplayName("PX-606: an HTTP proxy and its exceptions have an effect, hence no warning")
    void takesProxies() {
        Resolution resolution = environment(
                Map.of("HTTPS_PROXY", "http://user:p%40ss@p.example:3128", "NO_PROXY", "10.0.0.0/8,.corp.example"));

        assertEquals(List.of(), resolution.warnings());
        assertEquals(
                Optional.of("http://user:p%40ss@p.example:3128"),
                resolution.settings().upstream().proxy());
        assertEquals(
                List.of("10.0.0.0/8", ".corp.example"),
                resolution.settings().upstream().noProxy());
    }

    @ParameterizedTest
    @DisplayName("PX-404: a bind beyond loopback needs a token of 16 characters or local peers")
    @CsvSource({
        "127.0.0.1,,,true",
        "localhost,,,true",
        "::1,,,true",
        "127.0.0.9,,,true",
        "0.0.0.0,,,false",
        "::,,,false",
        "192.0.2.1,,,false",
        "headroom.example,,,false",
        "0.0.0.0,0123456789abcdef,,true",
        "0.0.0.0,0123456789abcde,,false",
        "0.0.0.0,,172.17.0.0/16,true"
    })
    void refusesUnsafeBinds(String host, String token, String peers, boolean good) {
        ProxySettings.Builder builder = ProxySettings.builder().bind(host, 8787);
        Optional.ofNullable(token).ifPresent(builder::token);
        Optional.ofNullable(peers).ifPresent(text -> builder.set("proxy.local-peers", text));

        if (good) {
            assertEquals(host, builder.build().proxy().host());
        } else {
            assertThrows(InvalidSettingsException.class, builder::build);
        }
    }

    @Test
    @DisplayName("PX-404: the token is read from its file, and shown nowhere")
    void hidesSecrets() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "marked-secret-0123456789\n");
        Resolution resolution = new SettingsResolver(
                        Map.of(
                                "token-file",
                                token.toString(),
                                "upstream-proxy",
                                "http://user:marked-secret@p.example:1"),
                        Map.of(),
                        Optional.empty(),
                        Optional.of(folder))
                .resolve();
        InvalidSettingsException shortToken = assertThrows(
                InvalidSettingsException.class, () -> environment(Map.of("HEADROOM_PROXY_TOKEN", "marked-secret")));

        assertEquals(
                Optional.of("marked-secret-0123456789"),
                resolution.settings().proxy().access().token());
        assertFalse(resolution.values().toString().contains("marked-secret"));
        assertFalse(resolution.settings().proxy().toString().contains("marked-secret"));
        assertFalse(shortToken.getMessage().contains("marked-secret"), shortToken.getMessage());
    }

    @Test
    @DisplayName("PX-102: the builder lists every fault, unknown keys with the nearest one")
    void listsFaultsOfPrograms() {
        ProxySettings.Builder builder = ProxySettings.builder()
                .set("proxy.prot", "1")
                .bind("127.0.0.1", -1)
                .set("log.files", "x");

        List<Fault> faults =
                assertThrows(InvalidSettingsException.class, builder::build).faults();

        assertEquals(
                List.of("proxy.prot", "proxy.port", "log.files"),
                faults.stream().map(Fault::key).toList());
        assertTrue(faults.get(0).reason().contains("proxy.port"));
    }

    @Test
    @DisplayName("stateless settings name no file to write")
    void writesNothingWhenStateless() {
        ProxySettings settings = ProxySettings.builder()
                .workspace(folder)
                .stateless()
                .set("log.file", "x.jsonl")
                .build();

        assertEquals(Optional.empty(), settings.workspace());
        assertEquals(Optional.empty(), settings.log().dir());
        assertEquals(Optional.empty(), settings.log().requests());
    }

    @Test
    @DisplayName("every default is valid, and no key, flag or variable stands for two settings")
    void hasAConsistentCatalog() {
        Set<String> names = new HashSet<>();
        for (Setting setting : SettingsCatalog.all()) {
            assertTrue(names.add(setting.key()), setting.key());
            setting.flag().ifPresent(flag -> assertTrue(names.add("--" + flag), flag));
            setting.environment().forEach(name -> assertTrue(names.add("$" + name), name));
            setting.flag().ifPresent(flag -> assertFalse(SettingsCatalog.legacyFlag(flag), flag));
            assertFalse(setting.description().isEmpty());
            assertFalse(setting.allowed().isEmpty());
        }
        assertEquals(8787, ProxySettings.builder().build().proxy().port());
        assertEquals(
                io.headroom.compress.CompressionSettings.defaults(),
                ProxySettings.builder().build().engine());
    }

    @Test
    @DisplayName("PX-403: gateway stands for what whoever knows the system says, and is a fault where nobody does")
    void asksForTheGateway() {
        Map<String, String> flags = Map.of("local-peers", "gateway,10.0.0.0/8", "trusted-gateways", "gateway");
        SettingsResolver resolver = new SettingsResolver(flags, Map.of(), Optional.empty(), Optional.empty());

        ProxySettings.Access access = resolver.gateways(() -> List.of("172.17.0.1"))
                .resolve()
                .settings()
                .proxy()
                .access();
        InvalidSettingsException unknown = assertThrows(InvalidSettingsException.class, resolver::resolve);

        assertEquals(List.of("172.17.0.1", "10.0.0.0/8"), access.localPeers());
        assertEquals(List.of("172.17.0.1"), access.trustedGateways());
        assertEquals(2, unknown.faults().size());
    }
}
