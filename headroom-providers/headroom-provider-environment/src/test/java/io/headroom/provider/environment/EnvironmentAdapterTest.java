package io.headroom.provider.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.api.change.JsonDocument;
import io.headroom.api.provider.Capability;
import io.headroom.api.provider.Detection;
import io.headroom.api.provider.Finding;
import io.headroom.api.provider.Launch;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wiring;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each row of the table gives. */
class EnvironmentAdapterTest {
    private static final Map<String, ProviderAdapter> ADAPTERS = List.of(
                    new AiderAdapter(),
                    new ClineAdapter(),
                    new ContinueAdapter(),
                    new CopilotAdapter(),
                    new CursorAdapter(),
                    new GeminiAdapter(),
                    new GooseAdapter(),
                    new OpenHandsAdapter(),
                    new RunAdapter(),
                    new VibeAdapter())
            .stream()
            .collect(Collectors.toUnmodifiableMap(ProviderAdapter::id, adapter -> adapter));

    private static final String GEMINI_LOGIN =
            "{\n  // chosen\n  \"security\": {\"auth\": {\"selectedType\": \"gemini-api-key\"}},\n}\n";

    private final FakeHost host = FakeHost.on(Machine.LINUX);

    @Test
    @DisplayName("PV-801, PV-104: each row of the table is declared for the class path and for the module path")
    void declaresEveryRow() throws IOException {
        Set<String> classes =
                ADAPTERS.values().stream().map(row -> row.getClass().getName()).collect(Collectors.toSet());
        try (InputStream in =
                EnvironmentAdapter.class.getResourceAsStream("/META-INF/services/" + ProviderAdapter.class.getName())) {
            assertEquals(
                    classes,
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .collect(Collectors.toSet()));
        }
        assertEquals(
                classes,
                EnvironmentAdapter.class.getModule().getDescriptor().provides().stream()
                        .flatMap(provided -> provided.providers().stream())
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aider | ANTHROPIC_API_BASE=B ANTHROPIC_BASE_URL=B OPENAI_API_BASE=B/v1",
                "gemini | GOOGLE_GEMINI_BASE_URL=B",
                "goose | ANTHROPIC_BASE_URL=B OPENAI_API_BASE=B/v1 OPENAI_BASE_URL=B/v1",
                "openhands | ANTHROPIC_BASE_URL=B LLM_BASE_URL=B OPENAI_API_BASE=B/v1 OPENAI_BASE_URL=B/v1",
            })
    @DisplayName(
            "PV-801: the variables of each row, in scopes user and system and for one run; scope provider has no file to edit")
    void setsTheVariablesOfTheTable(String id, String variables) {
        ProviderAdapter adapter = ADAPTERS.get(id);
        host.withExecutable(id).withFile(".gemini/settings.json", GEMINI_LOGIN);

        for (Scope scope : List.of(Scope.USER, Scope.SYSTEM)) {
            assertEquals(variables, text(adapter.wire(wiring(scope), host).environment()));
            assertEquals(List.of(), adapter.wire(wiring(scope), host).changes());
        }
        assertEquals(variables, text(adapter.launch(run("-x"), host).environment()));
        assertEquals(List.of("-x"), adapter.launch(run("-x"), host).arguments());
        assertEquals(
                Optional.of("no file to edit"),
                adapter.wire(wiring(Scope.PROVIDER), host).skipped());
        assertEquals("no file to edit", adapter.capability(Scope.PROVIDER, host).text());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "sk-ant-x, -, -, COPILOT_PROVIDER_BASE_URL=B COPILOT_PROVIDER_TYPE=anthropic",
                "key, anthropic, -, COPILOT_PROVIDER_BASE_URL=B COPILOT_PROVIDER_TYPE=anthropic",
                "key, -, -, COPILOT_PROVIDER_BASE_URL=B/v1 COPILOT_PROVIDER_TYPE=openai COPILOT_PROVIDER_WIRE_API=completions",
                "sk-ant-x, openai, responses, COPILOT_PROVIDER_BASE_URL=B/v1 COPILOT_PROVIDER_TYPE=openai COPILOT_PROVIDER_WIRE_API=responses",
                "-, openai, -, ''",
                "key, azure, -, ''",
            })
    @DisplayName("PV-801: Copilot is wired only with a key of the user's own, else skipped: a subscription would break")
    void wiresCopilotOnlyWithAKey(String key, String type, String wireApi, String variables) {
        if (key != null) {
            host.withVariable("COPILOT_PROVIDER_API_KEY", key);
        }
        if (type != null) {
            host.withVariable("COPILOT_PROVIDER_TYPE", type);
        }
        Wiring wiring =
                wireApi == null ? wiring(Scope.USER) : wiring(Scope.USER).choosing("wire-api", wireApi);

        var wired = ADAPTERS.get("copilot").wire(wiring, host);

        assertEquals(variables, text(wired.environment()));
        assertEquals(variables.isEmpty(), wired.skipped().isPresent());
        assertEquals(
                variables.isEmpty(),
                ADAPTERS.get("copilot").launch(run(), host).environment().isEmpty());
        assertFalse(wired.toString().contains("sk-ant-x"));
    }

    @Test
    @DisplayName("PV-801: --provider-type chooses Copilot's provider, and a missing model is named")
    void takesCopilotsProviderType() {
        host.withVariable("COPILOT_PROVIDER_API_KEY", "key");

        var wired = ADAPTERS.get("copilot").wire(wiring(Scope.USER).choosing("provider-type", "anthropic"), host);

        assertEquals("anthropic", wired.environment().get("COPILOT_PROVIDER_TYPE"));
        assertEquals(1, wired.notes().size());
        host.withVariable("COPILOT_MODEL", "gpt");
        assertEquals(
                List.of(),
                ADAPTERS.get("copilot").wire(wiring(Scope.USER), host).notes());
    }

    @Test
    @DisplayName("PV-801: Vibe needs a proxy with Mistral's upstream, and gets its providers as JSON")
    void wiresVibeTowardsMistral() throws Exception {
        ProviderAdapter vibe = ADAPTERS.get("vibe");
        Map<String, URI> needed = Map.of("openai", URI.create("https://api.mistral.ai"));

        assertEquals(needed, vibe.upstreams(wiring(Scope.USER), host));
        assertTrue(vibe.wire(wiring(Scope.USER), host).skipped().orElseThrow().contains("https://api.mistral.ai"));
        assertEquals(Map.of(), vibe.launch(run(), host).environment());
        String json = vibe.wire(wiring(Scope.USER, needed), host).environment().get("VIBE_PROVIDERS");
        var provider = JsonDocument.parse("{\"all\":" + json + "}", JsonSyntax.STRICT)
                .at("all")
                .orElseThrow()
                .elements();
        assertEquals(1, provider.size());
        assertEquals(Optional.of("http://127.0.0.1:8787/v1"), provider.get(0).stringAt("api_base"));
        assertEquals(Optional.of("mistral"), provider.get(0).stringAt("name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cursor", "cline", "continue"})
    @DisplayName("PV-201, PV-801: what is set up by hand is skipped, never said to be absent, and told both addresses")
    void tellsWhatToDoByHand(String id) {
        ProviderAdapter adapter = ADAPTERS.get(id);
        Launch launch = adapter.launch(run(), host);

        for (Scope scope : Scope.values()) {
            assertEquals(
                    Capability.Means.BY_HAND, adapter.capability(scope, host).means());
            assertTrue(adapter.wire(wiring(scope), host).skipped().isPresent());
        }
        assertEquals(Detection.Presence.UNKNOWN, adapter.detect(host).presence());
        assertTrue(launch.instructions().orElseThrow().contains("http://127.0.0.1:8787/v1"));
        assertFalse(launch.instructions().orElseThrow().contains("{base}"));
        assertEquals(Map.of(), launch.environment());
        assertEquals(Optional.empty(), launch.executable());
    }

    @Test
    @DisplayName("PV-801: wrap run starts the first argument, with variables of the user's own templates")
    void runsAnyProgram() {
        host.withExecutable("tool");
        ProviderAdapter run = ADAPTERS.get("run");

        Launch launch =
                run.launch(run("tool", "-x").choosing("env", "A={base}/api", "OPENAI_BASE_URL=", "broken"), host);

        assertEquals(Optional.of(host.resolve("/usr/bin/tool")), launch.executable());
        assertEquals(List.of("-x"), launch.arguments());
        assertEquals("A=B/api ANTHROPIC_BASE_URL=B OPENAI_API_BASE=B/v1 OPENAI_BASE_URL=", text(launch.environment()));
        assertEquals(
                Optional.of(host.resolve("/work/bin/mine")),
                run.launch(run("./bin/mine"), host).executable().map(Path::normalize));
        assertEquals(Optional.empty(), run.launch(run("missing"), host).executable());
        assertTrue(run.wire(wiring(Scope.USER), host).skipped().isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {".aider.conf.yml", "/work/.aider.conf.yml"})
    @DisplayName("PV-201: a file of Aider's that wins over the variables is named with the line")
    void namesTheFileThatWins(String file) {
        host.withExecutable("aider").withFile(file, "# mine\nopenai-api-base: https://llm.example/v1\n");

        List<String> notes =
                ADAPTERS.get("aider").wire(wiring(Scope.USER), host).notes();

        assertEquals(
                List.of(host.resolve(file) + ", line 2 has openai-api-base, which wins over the variables"), notes);
    }

    @Test
    @DisplayName("PV-801: variables of Goose's that lead elsewhere are named")
    void namesVariablesBeside() {
        host.withExecutable("goose").withVariable("OPENAI_HOST", "https://llm.example");

        assertEquals(
                List.of("OPENAI_HOST is set and may lead Goose past the proxy"),
                ADAPTERS.get("goose").wire(wiring(Scope.USER), host).notes());
    }

    @Test
    @DisplayName("PV-909: a direct run takes away the variables that lead to the proxy, and no others")
    void goesDirectly() {
        host.withExecutable("aider")
                .withVariable("OPENAI_API_BASE", "http://127.0.0.1:8787/v1")
                .withVariable("ANTHROPIC_BASE_URL", "https://llm.example");

        assertEquals(
                Set.of("OPENAI_API_BASE"),
                ADAPTERS.get("aider").direct(run("-x"), host).unset());
    }

    @Test
    @DisplayName("PV-801: Gemini CLI is left alone until its settings name a login, since it would refuse to start")
    void leavesGeminiAloneWithoutALogin() {
        ProviderAdapter gemini = ADAPTERS.get("gemini");
        host.withExecutable("gemini").withVariable("GEMINI_API_KEY", "k");

        for (String settings : List.of("{}", "{\"security\": {\"auth\": {}}}", "{")) {
            assertTrue(gemini.wire(wiring(Scope.USER), host)
                    .skipped()
                    .orElseThrow()
                    .contains("selectedType"));
            assertEquals(Map.of(), gemini.launch(wiring(Scope.USER), host).environment());
            host.withFile(".gemini/settings.json", settings);
        }
        host.withFile(".gemini/settings.json", "{\"selectedAuthType\": \"gemini-api-key\"}");
        assertTrue(gemini.wire(wiring(Scope.USER), host).skipped().isEmpty());
    }

    @Test
    @DisplayName("PV-1101: findings tell each variable of this shell")
    void tellsTheVariablesOfThisShell() {
        assertEquals(List.of(), ADAPTERS.get("gemini").inspect(wiring(Scope.USER), host));
        host.withExecutable("gemini").withFile(".gemini/settings.json", GEMINI_LOGIN);
        assertEquals("gemini.routing.direct WARNING", only("gemini"));
        host.withVariable("GOOGLE_GEMINI_BASE_URL", "http://localhost:8787/");
        assertEquals("gemini.routing.wired OK", only("gemini"));
        host.withVariable("GOOGLE_GEMINI_BASE_URL", "https://llm.example");
        assertEquals("gemini.routing.elsewhere ERROR", only("gemini"));
    }

    @Test
    @DisplayName(
            "PV-1101: Copilot without a key goes its own way; sent to a provider of one's own, it has no credential")
    void missesTheKeyOfCopilot() {
        host.withExecutable("copilot");
        assertEquals("copilot.routing.own-way OK", only("copilot"));
        host.withVariable("COPILOT_PROVIDER_BASE_URL", "http://127.0.0.1:8787/v1");
        assertEquals(
                "copilot.auth.none ERROR",
                ADAPTERS.get("copilot").inspect(wiring(Scope.USER), host).stream()
                        .map(finding -> finding.code() + " " + finding.level())
                        .findFirst()
                        .orElse(""));
        host.withVariable("COPILOT_PROVIDER_API_KEY", "sk-1");
        assertTrue(ADAPTERS.get("copilot").inspect(wiring(Scope.USER), host).stream()
                .noneMatch(finding -> finding.code().contains(".auth.")));
    }

    private String only(String id) {
        List<Finding> findings = ADAPTERS.get(id).inspect(wiring(Scope.USER), host);
        assertEquals(1, findings.size());
        return findings.get(0).code() + " " + findings.get(0).level();
    }

    private static String text(Map<String, String> variables) {
        return new TreeMap<>(variables)
                .entrySet().stream()
                        .map(variable ->
                                variable.getKey() + "=" + variable.getValue().replace("http://127.0.0.1:8787", "B"))
                        .collect(Collectors.joining(" "));
    }

    private Wiring run(String... arguments) {
        return wiring(Scope.PROVIDER).running(new Wiring.Run(List.of(arguments), host.resolve(".headroom/run/wrap-1")));
    }

    private Wiring wiring(Scope scope) {
        return wiring(scope, Map.of());
    }

    private Wiring wiring(Scope scope, Map<String, URI> upstreams) {
        return new Wiring(
                Wiring.Purpose.INSTALL,
                "default",
                scope,
                URI.create("http://127.0.0.1:8787"),
                host.resolve("/opt/headroom/bin/headroom"),
                "",
                List.of(),
                upstreams,
                Set.of());
    }
}
