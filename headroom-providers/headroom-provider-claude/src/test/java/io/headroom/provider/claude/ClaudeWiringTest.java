package io.headroom.provider.claude;

import static io.headroom.provider.claude.ClaudeFixture.LOCAL;
import static io.headroom.provider.claude.ClaudeFixture.MANAGED;
import static io.headroom.provider.claude.ClaudeFixture.PROJECT;
import static io.headroom.provider.claude.ClaudeFixture.PROXY;
import static io.headroom.provider.claude.ClaudeFixture.STATE;
import static io.headroom.provider.claude.ClaudeFixture.USER;
import static io.headroom.provider.claude.ClaudeFixture.edits;
import static io.headroom.provider.claude.ClaudeFixture.env;
import static io.headroom.provider.claude.ClaudeFixture.towards;
import static io.headroom.provider.claude.ClaudeFixture.wire;
import static io.headroom.provider.claude.ClaudeFixture.wiring;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change;
import io.headroom.api.compress.Mode;
import io.headroom.api.provider.Capability;
import io.headroom.api.provider.Detection;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wired;
import io.headroom.api.provider.Wiring;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Claude Code gets for good. */
class ClaudeWiringTest {
    private static final String OURS = "/env/ANTHROPIC_BASE_URL=\"" + PROXY + "\"";
    private static final String SEARCH = "/env/ENABLE_TOOL_SEARCH=\"true\"";
    private static final URI MAKER = URI.create("https://api.anthropic.com");

    private final ClaudeAdapter adapter = new ClaudeAdapter();
    private final FakeHost host = FakeHost.on(Machine.LINUX).withExecutable("claude");

    @ParameterizedTest
    @EnumSource(Machine.class)
    @DisplayName("PV-601: scope provider edits settings.json, the base URL without /v1")
    void editsTheUsersFile(Machine machine) {
        FakeHost any = FakeHost.on(machine).withExecutable("claude");

        Wired wired = wire(any, Scope.PROVIDER);

        Change.JsonEdit edit = (Change.JsonEdit) wired.changes().get(0);
        assertEquals(any.resolve(USER), edit.path());
        assertEquals(Change.JsonSyntax.STRICT, edit.syntax());
        assertEquals(List.of(OURS, SEARCH), edits(wired));
        assertEquals(Map.of(), wired.environment());
    }

    @Test
    @DisplayName("PV-601, PV-1104: CLAUDE_CONFIG_DIR moves the file, and ~/.claude is ignored")
    void followsTheConfigurationFolder() {
        host.withVariable("CLAUDE_CONFIG_DIR", "/srv/claude").withFile(USER, "{ // broken\n}");

        Wired wired = wire(host, Scope.PROVIDER);

        assertEquals(
                host.resolve("/srv/claude/settings.json"),
                ((Change.JsonEdit) wired.changes().get(0)).path());
        assertEquals(
                List.of(),
                adapter.inspect(wiring(host, Scope.PROVIDER), host).stream()
                        .filter(finding -> finding.code().equals("claude.settings.dropped"))
                        .toList());
    }

    @ParameterizedTest(name = "{0} names a base URL: file edited {1}")
    @CsvSource({
        USER + ", true",
        STATE + ", true",
        PROJECT + ", false",
        ", false",
    })
    @DisplayName("PV-201: scopes user and system set variables, and edit the file too where a base URL there would win")
    void setsVariables(String file, boolean edited) {
        if (file != null) {
            host.withFile(file, env("ANTHROPIC_BASE_URL", "https://llm.example"));
        }

        for (Scope scope : List.of(Scope.USER, Scope.SYSTEM)) {
            Wired wired = wire(host, scope);

            assertEquals(PROXY, wired.environment().get("ANTHROPIC_BASE_URL"));
            assertEquals("true", wired.environment().get("ENABLE_TOOL_SEARCH"));
            assertEquals(edited ? List.of(OURS, SEARCH) : List.of(), edits(wired));
        }
    }

    @Test
    @DisplayName("PV-602: base URLs are found in every layer with file and line, strongest first")
    void findsBaseUrlsInEveryLayer() {
        host.withFile(MANAGED, env("ANTHROPIC_BASE_URL", "https://managed"))
                .withFile("/etc/claude-code/managed-settings.d/10-a.json", env("ANTHROPIC_BASE_URL", "https://part10"))
                .withFile("/etc/claude-code/managed-settings.d/20-b.json", env("ANTHROPIC_BASE_URL", "https://part20"))
                .withFile(LOCAL, env("A", "1", "ANTHROPIC_BASE_URL", "https://local"))
                .withFile(PROJECT, env("ANTHROPIC_BASE_URL", "https://project"))
                .withFile(USER, env("ANTHROPIC_BASE_URL", "https://user"))
                .withFile(STATE, env("ANTHROPIC_BASE_URL", "https://state"))
                .withVariable("ANTHROPIC_BASE_URL", "https://process");

        List<Wiring.FoundBaseUrl> found = adapter.baseUrls(wiring(host, Scope.USER), host);

        assertEquals(
                List.of("part20", "part10", "managed", "local", "project", "user", "state", "process"),
                found.stream().map(one -> one.url().substring(8)).toList());
        assertEquals("/work/.claude/settings.local.json, line 4", found.get(3).place());
        assertEquals("ANTHROPIC_BASE_URL", found.get(7).place());
        assertTrue(found.stream().allMatch(one -> one.upstream().equals("anthropic")));
    }

    @ParameterizedTest
    @CsvSource({
        "LINUX, /etc/claude-code/managed-settings.json",
        "MACOS, /Library/Application Support/ClaudeCode/managed-settings.json",
        "WINDOWS, C:/Program Files/ClaudeCode/managed-settings.d/x.json",
    })
    @DisplayName("PV-603: a base URL in a managed file is left alone")
    void leavesManagedInstallationsAlone(Machine machine, String file) {
        FakeHost any = FakeHost.on(machine).withFile(file, env("ANTHROPIC_BASE_URL", "https://corp"));

        for (Scope scope : Scope.values()) {
            assertEquals(
                    Optional.of("managed: " + any.resolve(file)),
                    wire(any, scope).skipped());
            assertEquals(Capability.Means.NONE, adapter.capability(scope, any).means());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {USER, PROJECT, LOCAL, STATE, ""})
    @DisplayName("PV-604: Bedrock is skipped, wherever it is switched on, and detect says so")
    void skipsBedrock(String file) {
        if (file.isEmpty()) {
            host.withVariable("CLAUDE_CODE_USE_BEDROCK", "1");
        } else {
            host.withFile(file, env("CLAUDE_CODE_USE_BEDROCK", "true"));
        }

        assertTrue(wire(host, Scope.PROVIDER).skipped().orElseThrow().startsWith("Amazon Bedrock signs"));
        assertTrue(adapter.detect(host).evidence().stream().anyMatch(seen -> seen.endsWith("CLAUDE_CODE_USE_BEDROCK")));
        assertEquals(Detection.Presence.INSTALLED, adapter.detect(host).presence());
    }

    @Test
    @DisplayName("PV-604: a switch that is off changes nothing")
    void readsSwitchesThatAreOff() {
        host.withVariable("CLAUDE_CODE_USE_BEDROCK", "1").withFile(USER, env("CLAUDE_CODE_USE_BEDROCK", "0"));

        assertEquals(List.of(OURS, SEARCH), edits(wire(host, Scope.PROVIDER)));
    }

    @Test
    @DisplayName("PV-604: Vertex is relayed under /v1, with a note, and without switches")
    void relaysVertex() {
        host.withVariable("CLAUDE_CODE_USE_VERTEX", "1")
                .withFile(USER, env("ANTHROPIC_VERTEX_BASE_URL", "https://vertex.example/v1"));

        Wired wired = wire(host, Scope.PROVIDER);

        assertEquals(List.of("/env/ANTHROPIC_VERTEX_BASE_URL=\"" + PROXY + "/v1\""), edits(wired));
        assertTrue(wired.notes().contains("Requests to Vertex are forwarded, and nothing in them is compressed"));
        assertEquals(
                "vertex",
                adapter.baseUrls(wiring(host, Scope.USER), host).get(0).upstream());
    }

    @Test
    @DisplayName("PV-604: Foundry needs its resource's address as upstream, and no resource beside the base URL")
    void wiresFoundryByItsResource() {
        host.withVariable("CLAUDE_CODE_USE_FOUNDRY", "1").withFile(USER, env("ANTHROPIC_FOUNDRY_RESOURCE", "acme-ai"));
        Map<String, URI> needed = Map.of("anthropic", URI.create("https://acme-ai.services.ai.azure.com/anthropic"));

        assertEquals(needed, adapter.upstreams(wiring(host, Scope.USER), host));
        assertTrue(wire(host, Scope.USER).skipped().orElseThrow().contains("acme-ai.services.ai.azure.com"));
        for (Scope scope : Scope.values()) {
            Wired wired = adapter.wire(towards(wiring(host, scope), needed), host);
            assertEquals(
                    List.of(
                            "/env/ANTHROPIC_FOUNDRY_BASE_URL=\"" + PROXY + "\"",
                            "/env/ANTHROPIC_FOUNDRY_RESOURCE=\"\""),
                    edits(wired));
        }
    }

    @Test
    @DisplayName("PV-604: Foundry with a base URL of the user's has that as the one found before")
    void findsFoundrysBaseUrl() {
        host.withFile(
                USER, env("CLAUDE_CODE_USE_FOUNDRY", "1", "ANTHROPIC_FOUNDRY_BASE_URL", "https://acme/anthropic"));

        assertEquals(
                "https://acme/anthropic",
                adapter.baseUrls(wiring(host, Scope.USER), host).get(0).url());
        assertEquals(Map.of(), adapter.upstreams(wiring(host, Scope.USER), host));
        assertEquals(List.of("/env/ANTHROPIC_FOUNDRY_BASE_URL=\"" + PROXY + "\""), edits(wire(host, Scope.PROVIDER)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "no value anywhere             | -                       | -     | true",
                "our value in the file         | .claude/settings.json   | true  | true",
                "the user's in the file        | .claude/settings.json   | auto  | -",
                "the user's in a project       | /work/.claude/settings.json | false | -",
                "the user's in the environment | ENVIRONMENT             | auto:5 | -",
            })
    @DisplayName("PV-605, PV-609: a switch is set only where the user has no other value in any layer")
    void respectsTheUsersSwitches(String name, String place, String value, String expected) {
        if (place != null && place.equals("ENVIRONMENT")) {
            host.withVariable("ENABLE_TOOL_SEARCH", value);
        } else if (place != null) {
            host.withFile(place, env("ENABLE_TOOL_SEARCH", value));
        }

        Wired wired = wire(host, Scope.PROVIDER);

        assertEquals(expected != null, edits(wired).contains(SEARCH), name);
    }

    @Test
    @DisplayName("PV-605: --tool-search wins, and takes true, false, auto and auto:0 to auto:100")
    void takesTheWishForToolSearch() {
        host.withFile(USER, env("ENABLE_TOOL_SEARCH", "true"));

        Wired wished = adapter.wire(wiring(host, Scope.PROVIDER).choosing("tool-search", "auto:30"), host);
        Wired wrong = adapter.wire(wiring(host, Scope.PROVIDER).choosing("tool-search", "auto:101"), host);

        assertTrue(edits(wished).contains("/env/ENABLE_TOOL_SEARCH=\"auto:30\""));
        assertTrue(wrong.skipped().orElseThrow().contains("auto:101"));
    }

    @Test
    @DisplayName("PV-605: fine-grained tool streaming is switched on for exactly the maker's upstream")
    void switchesFineGrainedStreamingOnForTheMaker() {
        Wiring wiring = wiring(host, Scope.PROVIDER);
        String edit = "/env/CLAUDE_CODE_ENABLE_FINE_GRAINED_TOOL_STREAMING=\"1\"";

        assertTrue(edits(adapter.wire(towards(wiring, Map.of("anthropic", MAKER)), host))
                .contains(edit));
        assertFalse(edits(adapter.wire(towards(wiring, Map.of("anthropic", URI.create("https://llm.example"))), host))
                .contains(edit));
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, https://api.anthropic.com, true",
        "AUDIT, https://api.anthropic.com/, true",
        "BALANCED, https://api.anthropic.com, false",
        "OFF, https://llm.example, false",
    })
    @DisplayName(
            "PV-609: --first-party sets its switch for the maker's upstream and modes that change nothing, with a note")
    void setsFirstPartyWhereItIsSafe(Mode mode, URI upstream, boolean set) {
        Wiring wiring = towards(wiring(host, Scope.PROVIDER), Map.of("anthropic", upstream))
                .inMode(mode)
                .choosing("first-party");

        Wired wired = adapter.wire(wiring, host);

        assertEquals(set, edits(wired).contains("/env/_CLAUDE_CODE_ASSUME_FIRST_PARTY_BASE_URL=\"1\""));
        assertTrue(wired.notes().stream().anyMatch(note -> note.contains("--first-party")));
    }

    @Test
    @DisplayName("PV-609: --no-client-switches sets none")
    void leavesSwitchesAlone() {
        Wiring wiring =
                towards(wiring(host, Scope.PROVIDER, Wiring.Option.NO_CLIENT_SWITCHES), Map.of("anthropic", MAKER));

        assertEquals(List.of(OURS), edits(adapter.wire(wiring, host)));
    }

    @Test
    @DisplayName(
            "PV-607: --mcp registers the server by the tool's own command, --allow-retrieve adds a rule, both only if asked")
    void registersRetrievalOnRequest() {
        Wired asked = wire(host, Scope.USER, Wiring.Option.MCP, Wiring.Option.ALLOW_RETRIEVE);
        Wired silent = wire(host, Scope.USER);

        Change.Command command = (Change.Command) asked.changes().get(1);
        assertEquals(List.of("/permissions/allow=\"Bash(headroom retrieve:*)\""), edits(asked));
        assertEquals(
                List.of(
                        "/usr/bin/claude",
                        "mcp",
                        "add",
                        "-s",
                        "user",
                        "headroom",
                        "--",
                        "/home/ada/bin/headroom",
                        "mcp",
                        "serve"),
                command.apply().arguments());
        assertEquals(
                List.of("/usr/bin/claude", "mcp", "remove", "-s", "user", "headroom"),
                command.undo().arguments());
        assertEquals(
                List.of("/usr/bin/claude", "mcp", "get", "headroom"),
                command.probe().arguments());
        assertEquals(List.of(), silent.changes());
        assertTrue(
                silent.notes().stream().anyMatch(note -> note.contains("--allow-retrieve") && note.contains("--mcp")));
        assertFalse(asked.notes().stream().anyMatch(note -> note.contains("--mcp")));
    }

    @Test
    @DisplayName(
            "PV-206: with an HTTP proxy the file gets an exemption in scope provider, and keeps it when wired again")
    void exemptsLoopbackFromTheProxy() {
        host.withVariable("HTTPS_PROXY", "http://proxy.corp:3128").withVariable("NO_PROXY", ".corp");
        String edit = "/env/NO_PROXY=\".corp,127.0.0.1,localhost,::1\"";

        assertTrue(edits(wire(host, Scope.PROVIDER)).contains(edit));
        assertEquals(List.of(), edits(wire(host, Scope.USER)));
        host.withFile(USER, env("ANTHROPIC_BASE_URL", PROXY, "NO_PROXY", ".corp,127.0.0.1,localhost,::1"));
        assertTrue(edits(wire(host, Scope.PROVIDER)).contains(edit));
    }

    @Test
    @DisplayName("PV-602: a stronger layer of the folder is named")
    void namesTheLayerThatWins() {
        host.withFile(LOCAL, env("ANTHROPIC_BASE_URL", "https://ada:pw@llm.example"));

        assertTrue(wire(host, Scope.PROVIDER)
                .notes()
                .contains("/work/.claude/settings.local.json, line 3 names https://***@llm.example"
                        + " and wins over this wiring in that folder"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\n  // c\n}", "{\"permissions\": \"x\"}", "{\"env\": null}", "[]", " ", "{\"a\":1,}"})
    @DisplayName("PV-301, PV-602: a file that Claude Code drops is not edited and not taken for an empty one")
    void leavesDroppedFilesAlone(String text) {
        host.withFile(USER, text);

        Wired wired = wire(host, Scope.PROVIDER);

        assertTrue(
                wired.skipped().orElseThrow().startsWith("Claude Code ignores " + host.resolve(USER)), wired::toString);
        assertEquals(PROXY, wire(host, Scope.USER).environment().get("ANTHROPIC_BASE_URL"));
    }

    @Test
    @DisplayName("PV-306: an empty file counts as one without settings")
    void takesAnEmptyFile() {
        host.withFile(USER, "");

        assertEquals(List.of(OURS, SEARCH), edits(wire(host, Scope.PROVIDER)));
    }

    @Test
    @DisplayName("PV-604: an editor that decides is a note")
    void notesAnEditorThatDecides() {
        host.withVariable("CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST", "1");

        assertTrue(wire(host, Scope.USER).notes().stream().anyMatch(note -> note.startsWith("An editor decides")));
    }
}
