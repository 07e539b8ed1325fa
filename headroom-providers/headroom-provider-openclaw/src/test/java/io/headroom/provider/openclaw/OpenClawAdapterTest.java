package io.headroom.provider.openclaw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.host.CommandLine;
import io.headroom.api.provider.Finding;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wired;
import io.headroom.api.provider.Wiring;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What OpenClaw gets, and what {@code doctor} says. */
class OpenClawAdapterTest {
    private static final String USER = ".openclaw/openclaw.json";
    private static final String ANTHROPIC = "/models/providers/anthropic/baseUrl=\"http://127.0.0.1:8787\"";
    private static final String OPENAI = "/models/providers/openai/baseUrl=\"http://127.0.0.1:8787/v1\"";

    private final OpenClawAdapter adapter = new OpenClawAdapter();
    private final FakeHost host = FakeHost.on(Machine.LINUX).withExecutable("openclaw");

    @ParameterizedTest
    @EnumSource(Machine.class)
    @DisplayName(
            "PV-711, PV-201: the address goes into the map of providers, in every scope and for one run, checked by the tool itself")
    void editsTheMapOfProviders(Machine machine) {
        FakeHost any = FakeHost.on(machine).withExecutable("openclaw").withVariable("ANTHROPIC_API_KEY", "k");

        for (Scope scope : Scope.values()) {
            Wired wired = adapter.wire(wiring(any, scope), any);

            Change.JsonEdit edit = (Change.JsonEdit) wired.changes().get(0);
            assertEquals(List.of(ANTHROPIC), edits(wired));
            assertEquals(any.resolve(USER), edit.path());
            assertEquals(Change.JsonSyntax.JSON5, edit.syntax());
            assertEquals(Map.of(), wired.environment());
            CommandLine check = wired.checks().get(0);
            assertEquals(List.of("config", "validate"), check.arguments().subList(1, 3));
            assertEquals(Duration.ofSeconds(60), check.limit());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OPENCLAW_CONFIG_PATH, /srv/claw.json5, /srv/claw.json5",
        "OPENCLAW_STATE_DIR, /srv/state, /srv/state/openclaw.json",
        "OPENCLAW_HOME, /srv/home, /srv/home/.openclaw/openclaw.json",
    })
    @DisplayName("PV-711, PV-1104: variables move the file")
    void followsItsVariables(String variable, String value, String file) {
        host.withVariable(variable, value).withVariable("OPENAI_API_KEY", "k");

        Wired wired = adapter.wire(wiring(Scope.PROVIDER), host);

        assertEquals(host.resolve(file), ((Change.JsonEdit) wired.changes().get(0)).path());
        assertEquals(List.of(OPENAI), edits(wired));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{agents: {defaults: {model: 'anthropic/opus'}}} | anthropic",
                "{agents: {defaults: {model: {primary: \"openai/gpt\", fallbacks: ['anthropic/opus']}}}} | anthropic openai",
                "{agents: {defaults: {models: {'openai/gpt': {}}}}} | openai",
                "{agents: {list: [{id: 'main', model: 'openai/gpt'}]}} | openai",
                "{auth: {profiles: {'anthropic:me': {provider: 'anthropic', mode: 'token'}}}} | anthropic",
                "{env: {OPENAI_API_KEY: 'k'}} | openai",
                "{env: {vars: {ANTHROPIC_API_KEY: 'k'}}} | anthropic",
                "{models: {providers: {openai: {apiKey: 'k'}}}} | openai",
                "{agents: {defaults: {model: 'google/gemini'}}} | none",
                "{} | none",
            })
    @DisplayName("PV-711: a provider is wired where a key, a login or a model uses it")
    void wiresWhatIsUsed(String text, String providers) {
        host.withFile(USER, text);

        List<String> expected = new ArrayList<>();
        if (providers.contains("anthropic")) {
            expected.add(ANTHROPIC);
        }
        if (providers.contains("openai")) {
            expected.add(OPENAI);
        }
        Wired wired = adapter.wire(wiring(Scope.PROVIDER), host);

        assertEquals(expected, edits(wired));
        assertEquals(expected.isEmpty(), wired.skipped().isPresent());
    }

    @Test
    @DisplayName("PV-711: a key in the tool's own .env counts")
    void readsItsDotEnv() {
        host.withFile(".openclaw/.env", "# keys\nexport OPENAI_API_KEY=sk-x\nANTHROPIC_API_KEY=\n");

        assertEquals(List.of(OPENAI), edits(adapter.wire(wiring(Scope.PROVIDER), host)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anthropic-messages | https://llm.example/team | anthropic | http://127.0.0.1:8787",
                "openai-completions | https://llm.example/api/v1 | openai | http://127.0.0.1:8787/v1",
                "openai-responses | https://llm.example/v1beta/ | openai | http://127.0.0.1:8787/v1beta",
                "openai-responses | https://llm.example/backend-api | openai | http://127.0.0.1:8787/backend-api",
                "- | https://llm.example/v1 | openai | http://127.0.0.1:8787/v1",
                "openai-completions | http://127.0.0.1:8787/v1 | openai | http://127.0.0.1:8787/v1",
            })
    @DisplayName("PV-711: a provider of the user's own is chained by its api, the path of the API kept")
    void chainsTheUsersProviders(String api, String url, String upstream, String ours) {
        host.withFile(
                USER,
                "{models: {providers: {\n'my.corp/x': {baseUrl: '" + url + "'"
                        + (api.equals("-") ? "" : ", api: '" + api + "'") + "}}}}");

        assertEquals(
                List.of("/models/providers/my.corp~1x/baseUrl=\"" + ours + "\""),
                edits(adapter.wire(wiring(Scope.PROVIDER), host)));
        assertEquals(
                List.of(new Wiring.FoundBaseUrl("openclaw", upstream, url, host.resolve(USER) + ", line 2")),
                adapter.baseUrls(wiring(Scope.PROVIDER), host));
    }

    @Test
    @DisplayName("PV-711: what has no upstream that can be named, or runs on this machine, is left alone and named")
    void leavesOtherProvidersAlone() {
        host.withVariable("ANTHROPIC_API_KEY", "k").withFile(USER, """
                {models: {providers: {
                  google: {baseUrl: 'https://g.example/v1beta', api: 'google-generative-ai'},
                  ollama: {baseUrl: 'http://127.0.0.1:11434/v1', api: 'openai-completions'},
                  odd: {baseUrl: '${UNSET}'},
                }}}
                """);

        Wired wired = adapter.wire(wiring(Scope.PROVIDER), host);

        assertEquals(List.of(ANTHROPIC), edits(wired));
        assertEquals(3, wired.notes().size(), wired::toString);
        assertEquals(List.of(), adapter.baseUrls(wiring(Scope.PROVIDER), host));
    }

    @Test
    @DisplayName("PV-713: --provider-id limits the set, and includes a provider on this machine")
    void limitsTheProviders() {
        host.withVariable("ANTHROPIC_API_KEY", "k")
                .withFile(USER, "{models: {providers: {ollama: {baseUrl: 'http://127.0.0.1:11434/v1'}}}}");

        Wiring only = wiring(Scope.PROVIDER).choosing("provider-id", "ollama", "nobody");

        assertEquals(
                List.of("/models/providers/ollama/baseUrl=\"http://127.0.0.1:8787/v1\""),
                edits(adapter.wire(only, host)));
        assertEquals(
                "http://127.0.0.1:11434/v1", adapter.baseUrls(only, host).get(0).url());
        assertEquals(
                List.of("the provider nobody is left alone: there is no such provider"),
                adapter.wire(only, host).notes());
    }

    @Test
    @DisplayName("PV-711: ${NAME} is resolved for the comparison, and kept where it is ours already")
    void resolvesVariables() {
        host.withFile(
                USER,
                "{models: {providers: {anthropic: {baseUrl: '${CORP_URL}/a'}}}, env: {CORP_URL: 'https://corp'}}");
        assertEquals(
                "https://corp/a",
                adapter.baseUrls(wiring(Scope.PROVIDER), host).get(0).url());
        assertEquals(List.of(ANTHROPIC), edits(adapter.wire(wiring(Scope.PROVIDER), host)));

        host.withFile(USER, "{models: {providers: {anthropic: {baseUrl: '${CORP_URL}'}}}}")
                .withVariable("CORP_URL", "http://localhost:8787/");
        assertTrue(adapter.wire(wiring(Scope.PROVIDER), host).skipped().isPresent());
        assertEquals("openclaw.routing.wired", inspect().get(0).code());
    }

    @Test
    @DisplayName("PV-711: included files are read, with their own line, and never edited")
    void readsIncludedFiles() {
        host.withFile(USER, "{models: {$include: './models.json5'}, $include: ['more/a.json5']}")
                .withFile(".openclaw/models.json5", "{providers: {\n\nanthropic: {baseUrl: 'https://corp'}}}")
                .withFile(".openclaw/more/a.json5", "{agents: {defaults: {model: 'openai/gpt'}}}");

        Wired wired = adapter.wire(wiring(Scope.PROVIDER), host);

        assertEquals(List.of(ANTHROPIC, OPENAI), edits(wired));
        assertEquals(host.resolve(USER), ((Change.JsonEdit) wired.changes().get(0)).path());
        assertEquals(
                host.resolve(".openclaw/models.json5") + ", line 3",
                adapter.baseUrls(wiring(Scope.PROVIDER), host).get(0).place());

        host.withFile(".openclaw/models.json5", "{providers: {\n");
        assertTrue(adapter.wire(wiring(Scope.PROVIDER), host)
                .skipped()
                .orElseThrow()
                .contains("models.json5, line 2"));
        assertEquals(
                Optional.of(host.resolve(".openclaw/models.json5")),
                inspect().get(0).file());
    }

    @ParameterizedTest
    @CsvSource({
        "https://llm.example/team, http://127.0.0.1:8787",
        "https://llm.example/v1, http://127.0.0.1:8787/v1",
        "http://127.0.0.1:8787, http://127.0.0.1:8787",
    })
    @DisplayName("PV-205: with --chain the address for OpenAI has the API's path of the former one")
    void keepsTheApiPathOfAChainedAddress(String former, String ours) {
        host.withFile(USER, "{models: {providers: {openai: {baseUrl: '" + former + "'}}}}");

        assertEquals(
                List.of("/models/providers/openai/baseUrl=\"" + ours + "\""),
                edits(adapter.wire(wiring(host, Scope.PROVIDER, Wiring.Option.CHAIN), host)));
    }

    @Test
    @DisplayName("PV-713: --openclaw-betas writes the header, --mcp is left out")
    void writesBetasOnRequest() {
        host.withVariable("ANTHROPIC_API_KEY", "k");

        Wired wired = adapter.wire(
                wiring(host, Scope.PROVIDER, Wiring.Option.MCP).choosing("openclaw-betas", "a-1,b-2"), host);

        assertEquals(
                List.of(ANTHROPIC, "/models/providers/anthropic/headers/anthropic-beta=\"a-1,b-2\""), edits(wired));
        assertEquals(1, wired.notes().size());
        assertEquals(3, adapter.lost().size());
    }

    @Test
    @DisplayName("D-505: an absent tool is skipped")
    void skipsAnAbsentTool() {
        FakeHost empty = FakeHost.on(Machine.MACOS).withVariable("ANTHROPIC_API_KEY", "k");

        assertEquals(
                Optional.of("it is not installed"),
                adapter.wire(wiring(empty, Scope.USER), empty).skipped());
    }

    @Test
    @DisplayName("PV-714: one run is wired in the file and starts with the user's arguments alone")
    void startsAsItIs() {
        Wiring run = wiring(Scope.PROVIDER)
                .running(new Wiring.Run(List.of("agent", "exec"), host.resolve(".headroom/run/wrap-1")));

        assertEquals(List.of("agent", "exec"), adapter.launch(run, host).arguments());
        assertEquals(List.of("agent", "exec"), adapter.direct(run, host).arguments());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{¶models: {providers: {anthropic: {¶baseUrl: 'http://localhost:8787/'}}}} | openclaw.routing.wired | OK | 3",
                "{models: {providers: {anthropic: {¶baseUrl: 'http://127.0.0.1:9000'}}}} | openclaw.routing.elsewhere | ERROR | 2",
                "{¶agents: | openclaw.config.broken | ERROR | 2",
                "{agents: {defaults: {model: 'openai/x'}}} | openclaw.routing.direct | WARNING | 0",
                "{models: {providers: {g: {baseUrl: 'https://g', api: 'google'}}}} | openclaw.routing.unreachable | WARNING | 0",
            })
    @DisplayName("PV-1101: the way that each provider takes is told, with the line")
    void tellsTheWay(String text, String code, Finding.Level level, int line) {
        host.withFile(USER, text.replace('¶', '\n'));

        Finding first = inspect().get(0);

        assertEquals(code, first.code());
        assertEquals(level, first.level());
        assertEquals(line == 0 ? OptionalInt.empty() : OptionalInt.of(line), first.line());
    }

    private List<Finding> inspect() {
        return adapter.inspect(wiring(Scope.PROVIDER), host);
    }

    private Wiring wiring(Scope scope) {
        return wiring(host, scope);
    }

    private static Wiring wiring(FakeHost host, Scope scope, Wiring.Option... options) {
        return new Wiring(
                Wiring.Purpose.INSTALL,
                "default",
                scope,
                URI.create("http://127.0.0.1:8787"),
                host.resolve("bin/headroom"),
                "",
                List.of(),
                Map.of(),
                Set.of(options));
    }

    private static List<String> edits(Wired wired) {
        List<String> edits = new ArrayList<>();
        for (Change change : wired.changes()) {
            for (DocumentEdit edit : ((Change.JsonEdit) change).edits()) {
                edits.add(edit.pointer() + "=" + edit.value().orElse("absent"));
            }
        }
        return edits;
    }
}
