package io.headroom.provider.claude;

import static io.headroom.provider.claude.ClaudeFixture.LOCAL;
import static io.headroom.provider.claude.ClaudeFixture.PROXY;
import static io.headroom.provider.claude.ClaudeFixture.USER;
import static io.headroom.provider.claude.ClaudeFixture.env;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.api.change.FileContent;
import io.headroom.api.change.JsonDocument;
import io.headroom.api.change.JsonValue;
import io.headroom.api.change.MalformedDocumentException;
import io.headroom.api.provider.Launch;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wiring;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One run of Claude Code. */
class ClaudeLaunchTest {
    private static final String OURS =
            "{\"env\":{\"ANTHROPIC_BASE_URL\":\"" + PROXY + "\",\"ENABLE_TOOL_SEARCH\":\"true\"}}";

    private final ClaudeAdapter adapter = new ClaudeAdapter();
    private final FakeHost host = FakeHost.on(Machine.LINUX).withExecutable("claude");

    @Test
    @DisplayName("PV-606: --settings leads to the proxy, before the user's arguments, and nothing is written")
    void leadsBySettings() {
        Launch launch = launch("", "-p", "hello");

        assertEquals(List.of("--settings", OURS, "-p", "hello"), launch.arguments());
        assertEquals(Map.of(), launch.files());
        assertEquals(Optional.of(host.resolve("/usr/bin/claude")), launch.executable());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mcp", "update", "doctor", "plugin"})
    @DisplayName("PV-606: subcommands get nothing")
    void leavesSubcommandsAlone(String command) {
        assertEquals(List.of(command, "list"), launch("", command, "list").arguments());
    }

    @Test
    @DisplayName("PV-606: settings of the user's are taken out, put above ours, and become one argument")
    void mergesTheUsersSettings() throws MalformedDocumentException {
        Launch launch = launch(
                "",
                "--settings",
                "{\"env\":{\"ENABLE_TOOL_SEARCH\":\"false\",\"A\":\"b\"},\"model\":\"opus\"}",
                "-p",
                "--",
                "--settings=x");

        JsonValue merged = JsonDocument.parse(launch.arguments().get(1), JsonSyntax.STRICT);
        assertEquals(List.of("-p", "--", "--settings=x"), launch.arguments().subList(2, 5));
        assertEquals(Optional.of(PROXY), merged.stringAt("env", "ANTHROPIC_BASE_URL"));
        assertEquals(Optional.of("false"), merged.stringAt("env", "ENABLE_TOOL_SEARCH"));
        assertEquals(Optional.of("b"), merged.stringAt("env", "A"));
        assertEquals(Optional.of("opus"), merged.stringAt("model"));
    }

    @Test
    @DisplayName("PV-606: settings given as a path may hold secrets and stay in a file of the run")
    void keepsFilesOffTheCommandLine() {
        host.withFile("/work/mine.json", "{\"apiKeyHelper\":\"echo secret\"}");

        Launch launch = launch("", "--settings=mine.json", "-p");

        String path = host.resolve(".headroom/run/wrap-1/claude-settings.json").toString();
        assertEquals(List.of("--settings", path, "-p"), launch.arguments());
        assertTrue(text(launch).contains("echo secret") && text(launch).contains(PROXY));
    }

    @Test
    @DisplayName("PV-606: settings beyond 30,000 characters go into a file of the run")
    void movesLongSettingsIntoAFile() {
        Launch launch = launch("", "--settings", "{\"x\":\"" + "y".repeat(30_000) + "\"}");

        assertEquals(1, launch.files().size());
        assertTrue(launch.arguments().get(1).length() < 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.json", "{\"a\":", "/work/broken.json"})
    @DisplayName("PV-606: settings that cannot be read are passed on as they are, with a warning")
    void passesUnreadableSettingsOn(String value) {
        host.withFile("/work/broken.json", "{ // no\n}");

        Launch launch = launch("", "--settings", value, "-p");

        assertEquals(List.of("--settings", value, "-p"), launch.arguments());
        assertEquals(PROXY, launch.environment().get("ANTHROPIC_BASE_URL"));
        assertEquals(1, launch.notes().size());
    }

    @Test
    @DisplayName("PV-606: the project's name becomes a header, percent-encoded, unless there is one")
    void namesTheProject() {
        assertEquals(
                "X-Headroom-Project: Gr%C3%BC%C3%9Fe%20%26%20co",
                launch("Grüße & co").environment().get("ANTHROPIC_CUSTOM_HEADERS"));
        host.withVariable("ANTHROPIC_CUSTOM_HEADERS", "X-Team: a");
        assertEquals(
                "X-Team: a\nX-Headroom-Project: shop",
                launch("shop").environment().get("ANTHROPIC_CUSTOM_HEADERS"));
        host.withVariable("ANTHROPIC_CUSTOM_HEADERS", "x-headroom-project: mine");
        assertFalse(launch("shop").environment().containsKey("ANTHROPIC_CUSTOM_HEADERS"));
    }

    @Test
    @DisplayName("PV-606: headers that a settings file gives are kept, and stay off the command line")
    void keepsHeadersOfAFileSecret() {
        host.withFile(USER, env("ANTHROPIC_CUSTOM_HEADERS", "Authorization: Bearer s3cret"));

        Launch launch = launch("shop", "-p");

        assertFalse(launch.arguments().toString().contains("s3cret"));
        assertTrue(text(launch).contains("Bearer s3cret\\u000aX-Headroom-Project: shop"), () -> text(launch));
    }

    @Test
    @DisplayName("PV-605: --1m extends the model in use, once")
    void asksForALongContext() {
        Wiring wish = wiring("").choosing("1m");
        assertEquals(1, adapter.launch(wish, host).notes().size());

        host.withFile(USER, "{\"model\":\"opus\"}");
        assertTrue(adapter.launch(wish, host).arguments().get(1).contains("\"ANTHROPIC_MODEL\":\"opus[1m]\""));

        host.withVariable("ANTHROPIC_MODEL", "sonnet[1m]");
        assertTrue(adapter.launch(wish, host).arguments().get(1).contains("\"ANTHROPIC_MODEL\":\"sonnet[1m]\""));
    }

    @Test
    @DisplayName("PV-603, PV-604: what cannot be led starts as it is, with the reason")
    void startsWhatCannotBeLed() {
        host.withVariable("CLAUDE_CODE_USE_BEDROCK", "1");

        Launch launch = launch("", "-p");

        assertEquals(List.of("-p"), launch.arguments());
        assertTrue(launch.notes().get(0).contains("Bedrock"));
    }

    @Test
    @DisplayName("PV-909: a direct run passes a wiring to a dead proxy, with the former value or the default")
    void goesDirectlyPastItsWiring() {
        assertEquals(List.of("-p"), adapter.direct(wiring("", "-p"), host).arguments());

        host.withFile(USER, env("ANTHROPIC_BASE_URL", "http://localhost:8787/"));
        assertEquals(
                List.of("--settings", "{\"env\":{\"ANTHROPIC_BASE_URL\":\"\"}}", "-p"),
                adapter.direct(wiring("", "-p"), host).arguments());

        Wiring former = withFound(new Wiring.FoundBaseUrl("claude", "anthropic", "https://llm.example", "f, line 1"));
        assertEquals(
                "{\"env\":{\"ANTHROPIC_BASE_URL\":\"https://llm.example\"}}",
                adapter.direct(former, host).arguments().get(1));

        host.withFile(LOCAL, env("ANTHROPIC_BASE_URL", "https://project.example"));
        assertEquals(List.of("-p"), adapter.direct(wiring("", "-p"), host).arguments());
    }

    private Launch launch(String project, String... arguments) {
        return adapter.launch(wiring(project, arguments), host);
    }

    private Wiring withFound(Wiring.FoundBaseUrl found) {
        return new Wiring(
                Wiring.Purpose.WRAP,
                "default",
                Scope.PROVIDER,
                URI.create(PROXY),
                host.resolve("/opt/headroom/bin/headroom"),
                "",
                List.of(found),
                Map.of(),
                Set.of());
    }

    private Wiring wiring(String project, String... arguments) {
        return new Wiring(
                        Wiring.Purpose.WRAP,
                        "default",
                        Scope.PROVIDER,
                        URI.create(PROXY),
                        host.resolve("/opt/headroom/bin/headroom"),
                        project,
                        List.of(),
                        Map.of(),
                        Set.of())
                .running(new Wiring.Run(List.of(arguments), host.resolve(".headroom/run/wrap-1")));
    }

    private static String text(Launch launch) {
        StringBuilder all = new StringBuilder();
        for (FileContent content : launch.files().values()) {
            all.append(new String(content.bytes(), StandardCharsets.UTF_8));
        }
        return all.toString();
    }
}
