package io.headroom.provider.codex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.provider.Capability;
import io.headroom.api.provider.Finding;
import io.headroom.api.provider.Launch;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wired;
import io.headroom.api.provider.Wiring;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.net.URI;
import java.nio.file.Files;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.tomlj.Toml;

/** What Codex gets, for good and for one run, and what {@code doctor} says. */
class CodexAdapterTest {
    private static final String USER = ".codex/config.toml";
    private static final String OURS = "/openai_base_url=\"http://127.0.0.1:8787/v1\"";
    private static final String MINE =
            "model_provider = \"mine\"\n[model_providers.mine]\nbase_url = \"%s\"\nenv_key = \"K\"\n";

    private final CodexAdapter adapter = new CodexAdapter();
    private final FakeHost host = FakeHost.on(Machine.LINUX).withExecutable("codex");

    @ParameterizedTest
    @EnumSource(Machine.class)
    @DisplayName("PV-701, PV-201: the root key in config.toml, in every scope, and no variable")
    void setsTheRootKey(Machine machine) {
        FakeHost any = FakeHost.on(machine).withExecutable("codex");

        for (Scope scope : Scope.values()) {
            Wired wired = adapter.wire(wiring(any, scope), any);

            assertEquals(List.of(OURS), edits(wired));
            assertEquals(any.resolve(USER), ((Change.TomlEdit) wired.changes().get(0)).path());
            assertEquals(Map.of(), wired.environment());
        }
    }

    @Test
    @DisplayName("PV-701, PV-1104: CODEX_HOME moves the file")
    void followsCodexHome() {
        host.withVariable("CODEX_HOME", "/srv/codex").withFile(USER, "broken");

        Wired wired = adapter.wire(wiring(Scope.PROVIDER), host);

        assertEquals(
                host.resolve("/srv/codex/config.toml"),
                ((Change.TomlEdit) wired.changes().get(0)).path());
    }

    @ParameterizedTest
    @CsvSource({
        "https://llm.example/v1, http://127.0.0.1:8787/v1",
        "https://llm.example/openai, http://127.0.0.1:8787",
        "http://127.0.0.1:8787/v1, http://127.0.0.1:8787/v1",
    })
    @DisplayName(
            "PV-702: the address in the table of the user's provider is replaced in place, the path of its API kept")
    void replacesTheProvidersAddress(String former, String ours) {
        host.withFile(USER, MINE.formatted(former));

        assertEquals(
                List.of("/model_providers/mine/base_url=\"" + ours + "\""),
                edits(adapter.wire(wiring(Scope.USER), host)));
        assertEquals(
                List.of(
                        new Wiring.FoundBaseUrl("codex", "openai", former, host.resolve(USER) + ", line 3"),
                        new Wiring.FoundBaseUrl("codex", "chatgpt", former, host.resolve(USER) + ", line 3")),
                adapter.baseUrls(wiring(Scope.USER), host));
    }

    @Test
    @DisplayName("PV-702: names of providers are pointers with escapes")
    void pointsToOddNames() {
        host.withFile(
                USER, "model_provider = \"a/b~c.d\"\n[model_providers.\"a/b~c.d\"]\nbase_url = \"https://x/v1\"\n");

        assertEquals(
                List.of("/model_providers/a~1b~0c.d/base_url=\"http://127.0.0.1:8787/v1\""),
                edits(adapter.wire(wiring(Scope.USER), host)));
        assertEquals(1, adapter.launch(wiring(Scope.PROVIDER), host).notes().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai_base_url = \"https://a/v1\"       | http://127.0.0.1:8787/v1",
                "openai_base_url = \"https://a/team\"     | http://127.0.0.1:8787",
                "openai_base_url = \"http://127.0.0.1:8787\" | http://127.0.0.1:8787",
            })
    @DisplayName("PV-205: with --chain our address has the API's path of the former one, and keeps it when wired again")
    void keepsTheApiPathOfAChainedAddress(String text, String ours) {
        host.withFile(USER, text);

        assertEquals(
                List.of("/openai_base_url=\"" + ours + "\""),
                edits(adapter.wire(wiring(host, Scope.USER, Wiring.Option.CHAIN), host)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ollama", "lmstudio", "amazon-bedrock", "missing"})
    @DisplayName("PV-702: other ways to models are skipped with the line")
    void skipsOtherWays(String provider) {
        host.withFile(USER, "\nmodel_provider = '" + provider + "'\n");

        Wired wired = adapter.wire(wiring(Scope.PROVIDER), host);

        assertTrue(wired.skipped().orElseThrow().contains(provider), wired::toString);
        assertTrue(wired.skipped().orElseThrow().contains("line 2"), wired::toString);
        assertEquals(Capability.Means.NONE, adapter.capability(Scope.USER, host).means());
    }

    @Test
    @DisplayName(
            "PV-702: --codex-provider adds a table that sends the login and the project, says what is hidden, and can go again")
    void addsAProviderOfOurOwn() {
        Wired wired = adapter.wire(wiring(Scope.USER).choosing("codex-provider"), host);

        assertEquals(
                List.of(
                        "/model_provider=\"headroom\"",
                        "/model_providers/headroom/name=\"OpenAI through Headroom\"",
                        "/model_providers/headroom/base_url=\"http://127.0.0.1:8787/v1\"",
                        "/model_providers/headroom/wire_api=\"responses\"",
                        "/model_providers/headroom/requires_openai_auth=true",
                        "/model_providers/headroom/supports_websockets=true",
                        "/model_providers/headroom/env_http_headers/X-Headroom-Project=\"HEADROOM_PROJECT\""),
                edits(wired));
        assertEquals(1, wired.notes().size());

        host.withFile(USER, """
                model_provider = "headroom"
                [model_providers.headroom]
                base_url = "http://127.0.0.1:8787/v1"
                requires_openai_auth = true
                env_http_headers = { "X-Headroom-Project" = "HEADROOM_PROJECT" }
                """);
        assertEquals(edits(wired), edits(adapter.wire(wiring(Scope.USER).choosing("codex-provider"), host)));
        assertEquals(List.of(OURS), edits(adapter.wire(wiring(Scope.USER), host)));
        assertEquals(List.of("codex.routing.wired"), codes());
    }

    @Test
    @DisplayName("PV-702: --codex-provider takes no provider of the user's away")
    void keepsTheUsersProvider() {
        host.withFile(USER, MINE.formatted("https://x/v1"));
        assertTrue(adapter.wire(wiring(Scope.USER).choosing("codex-provider"), host)
                .skipped()
                .isPresent());

        host.withFile(USER, "[model_providers.headroom]\nbase_url = \"https://x/v1\"\n");
        assertTrue(adapter.wire(wiring(Scope.USER).choosing("codex-provider"), host)
                .skipped()
                .isPresent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/etc/codex/managed_config.toml | openai_base_url = 'https://corp/v1'",
                "/etc/codex/managed_config.toml | model_provider = 'ollama'",
                "/etc/codex/config.toml | model_provider = 'x'¶[model_providers.x]¶base_url = 'https://corp/v1'",
            })
    @DisplayName("PV-703: what an administrator decides is left alone")
    void leavesManagedInstallationsAlone(String file, String text) {
        host.withFile(file, text.replace('¶', '\n'));

        assertTrue(adapter.wire(wiring(Scope.PROVIDER), host).skipped().isPresent());
    }

    @Test
    @DisplayName(
            "PV-703: base URLs are found in the managed, the user's and the system's file, not in a project or the environment")
    void findsBaseUrlsInItsLayers() {
        host.withFile("/etc/codex/config.toml", "openai_base_url = 'https://system/v1'\n")
                .withFile(
                        USER,
                        "# mine\nopenai_base_url = \"https://chatgpt.com/backend-api/codex\"\n[x]\nopenai_base_url = 'https://no'\n")
                .withFile("/work/.codex/config.toml", "openai_base_url = 'https://project/v1'\n")
                .withVariable("OPENAI_BASE_URL", "https://environment/v1");

        List<Wiring.FoundBaseUrl> found = adapter.baseUrls(wiring(Scope.USER), host);

        assertEquals(
                List.of(
                        "chatgpt https://chatgpt.com/backend-api/codex " + host.resolve(USER) + ", line 2",
                        "openai https://system/v1 /etc/codex/config.toml, line 1",
                        "chatgpt https://system/v1 /etc/codex/config.toml, line 1"),
                found.stream()
                        .map(one -> one.upstream() + " " + one.url() + " " + one.place())
                        .toList());
        assertTrue(codes().contains("codex.config.misplaced") && codes().contains("codex.environment.ignored"));
    }

    @ParameterizedTest
    @CsvSource({
        "work.config.toml, openai_base_url = 'https://x/v1', true",
        "work.config.toml, model_provider = 'ollama', true",
        "work.config.toml, model = 'gpt', false",
        "work.toml, openai_base_url = 'https://x/v1', false",
    })
    @DisplayName("PV-703: a profile file with an own base URL or provider is a note")
    void notesProfilesThatGoTheirOwnWay(String file, String text, boolean noted) {
        host.withFile(".codex/" + file, "\n" + text + "\n");
        String note = "profile work goes its own way (" + host.resolve(".codex/" + file) + ", line 2)";

        assertEquals(
                noted ? List.of(note) : List.of(),
                adapter.wire(wiring(Scope.PROVIDER), host).notes());
        assertEquals(
                noted ? List.of(note) : List.of(),
                adapter.launch(wiring(Scope.PROVIDER), host).notes());
        assertEquals(noted, codes().contains("codex.routing.profile"));
    }

    @Test
    @DisplayName("PV-704: one run gets -c in front of everything, and the project")
    void leadsOneRun() {
        Launch launch = adapter.launch(run("shop", "exec", "-p", "x"), host);

        assertEquals(
                List.of("-c", "openai_base_url=\"http://127.0.0.1:8787/v1\"", "exec", "-p", "x"), launch.arguments());
        assertEquals(Map.of("HEADROOM_PROJECT", "shop"), launch.environment());

        host.withFile(USER, MINE.formatted("https://llm.example/v1"));
        assertEquals(
                "model_providers.mine.base_url=\"http://127.0.0.1:8787/v1\"",
                adapter.launch(run("", "exec"), host).arguments().get(1));
        assertEquals(List.of("exec"), adapter.direct(run("", "exec"), host).arguments());
    }

    @Test
    @DisplayName("PV-704: the value is a TOML string for every character that a URL may have, and any other")
    void quotesAnyCharacter() {
        for (int c = 0; c < 0x250; c++) {
            String url = "http://127.0.0.1:8787/" + (char) c + "x\"'\\";

            assertEquals(url, Toml.parse("a=" + CodexAdapter.tomlString(url)).getString("a"), "character " + c);
        }
    }

    @Test
    @DisplayName("PV-705: --mcp adds a table for the server")
    void registersTheServer() {
        assertEquals(
                List.of(
                        OURS,
                        "/mcp_servers/headroom/command=\"/home/ada/bin/headroom\"",
                        "/mcp_servers/headroom/args=[\"mcp\",\"serve\"]"),
                edits(adapter.wire(wiring(host, Scope.USER, Wiring.Option.MCP), host)));
    }

    @Test
    @DisplayName("PV-206: behind an HTTP proxy scope provider is skipped, unless the environment exempts loopback")
    void skipsBehindAnHttpProxy() {
        host.withVariable("ALL_PROXY", "http://proxy.corp");

        assertTrue(adapter.wire(wiring(Scope.PROVIDER), host)
                .skipped()
                .orElseThrow()
                .contains("NO_PROXY"));
        assertEquals(List.of(OURS), edits(adapter.wire(wiring(Scope.USER), host)));
        assertTrue(codes().contains("codex.proxy.not-exempt"));
        host.withVariable("NO_PROXY", "127.0.0.1");
        assertEquals(List.of(OURS), edits(adapter.wire(wiring(Scope.PROVIDER), host)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[model_providers.x]¶base_url = 'https://x'¶wire_api = \"chat\" | codex.config.refused | 3",
                "a = 1¶[model_providers.openai]¶name = 'x' | codex.config.refused | 2",
                "¶profile = 'x' | codex.config.refused | 2",
                "a = 1¶a = 2 | codex.config.broken | 2",
                "a = 'x | codex.config.broken | 1",
                "openai_base_url = 'http://127.0.0.1:9000/v1' | codex.routing.elsewhere | 1",
                "model_provider = 'm'¶[model_providers.m]¶base_url = 'http://127.0.0.1:8787/v1' | codex.auth.none | 2",
            })
    @DisplayName("PV-702, PV-1101: what Codex refuses or does otherwise is shown with the line")
    void showsWhatIsWrong(String text, String code, int line) {
        host.withFile(USER, text.replace('¶', '\n') + "\n");

        Finding first = inspect().get(0);

        assertEquals(code, first.code());
        assertEquals(Finding.Level.ERROR, first.level());
        assertEquals(Optional.of(host.resolve(USER)), first.file());
        assertEquals(OptionalInt.of(line), first.line());
    }

    @ParameterizedTest
    @CsvSource({
        "openai_base_url = 'http://localhost:8787/v1/', codex.routing.wired",
        "model = 'x', codex.routing.direct",
        "model_provider = 'ollama', codex.routing.unreachable",
    })
    @DisplayName("PV-1101: the way that Codex takes is told")
    void tellsTheWay(String text, String code) {
        host.withFile(USER, "\uFEFF" + text + "\r\n");

        assertEquals(List.of(code), codes());
    }

    @Test
    @DisplayName("PV-404: a file with errors is not edited and not taken for an empty one")
    void leavesBrokenFilesAlone() throws Exception {
        host.withFile(USER, "[a]\nb = 1\n[a]\n");
        String reason = adapter.wire(wiring(Scope.USER), host).skipped().orElseThrow();
        assertTrue(reason.startsWith("Codex cannot read " + host.resolve(USER) + ", line 3, column "), reason);

        Files.write(host.resolve(USER), new byte[] {'a', '=', '1', '\n', '#', (byte) 0xFC});
        String latin1 = adapter.wire(wiring(Scope.USER), host).skipped().orElseThrow();
        assertTrue(latin1.endsWith("line 2, column 2: a byte that is not UTF-8"), latin1);
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

    private Wiring run(String project, String... arguments) {
        Wiring wiring = wiring(Scope.PROVIDER);
        return new Wiring(
                        Wiring.Purpose.WRAP,
                        wiring.profile(),
                        wiring.scope(),
                        wiring.proxy(),
                        wiring.launcher(),
                        project,
                        List.of(),
                        Map.of(),
                        Set.of())
                .running(new Wiring.Run(List.of(arguments), host.resolve(".headroom/run/wrap-1")));
    }

    private static List<String> edits(Wired wired) {
        List<String> edits = new ArrayList<>();
        for (Change change : wired.changes()) {
            for (DocumentEdit edit : ((Change.TomlEdit) change).edits()) {
                edits.add(edit.pointer() + "=" + edit.value().orElse("absent"));
            }
        }
        return edits;
    }

    private List<String> codes() {
        return inspect().stream().map(Finding::code).toList();
    }

    private List<Finding> inspect() {
        return adapter.inspect(wiring(Scope.USER), host);
    }
}
