package io.headroom.provider.claude;

import static io.headroom.provider.claude.ClaudeFixture.LOCAL;
import static io.headroom.provider.claude.ClaudeFixture.PROXY;
import static io.headroom.provider.claude.ClaudeFixture.USER;
import static io.headroom.provider.claude.ClaudeFixture.env;
import static io.headroom.provider.claude.ClaudeFixture.wiring;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.api.provider.Finding;
import io.headroom.api.provider.Scope;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code doctor} says about Claude Code. */
class ClaudeInspectionTest {
    private final FakeHost host = FakeHost.on(Machine.LINUX).withExecutable("claude");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                           | -                      | claude.routing.direct    | WARNING",
                "http://LOCALHOST:8787/      | -                      | claude.routing.wired     | OK",
                "http://127.0.0.1:8787/v1    | -                      | claude.routing.doubled   | ERROR",
                "http://127.0.0.1:9000       | -                      | claude.routing.elsewhere | ERROR",
                "http://127.0.0.1:8787       | https://llm.example    | claude.routing.elsewhere | ERROR",
                "https://llm.example         | http://127.0.0.1:8787  | claude.routing.wired     | OK",
                "http://127.0.0.1:8787       | ''                     | claude.routing.direct    | WARNING",
            })
    @DisplayName("PV-602: the layer that wins decides")
    void judgesByTheLayerThatWins(String user, String local, String code, Finding.Level level) {
        if (user != null) {
            host.withFile(USER, env("ANTHROPIC_BASE_URL", user));
        }
        if (local != null) {
            host.withFile(LOCAL, env("ANTHROPIC_BASE_URL", local.equals("''") ? "" : local));
        }

        Finding finding = inspect().get(0);

        assertEquals(code, finding.code());
        assertEquals(level, finding.level());
        assertEquals(user == null ? OptionalInt.empty() : OptionalInt.of(3), finding.line());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{¶\"env\":{} // mine¶} | 2 | a comment",
                "{¶\"env\":{},¶} | 2 | a trailing comma",
                "{¶\"permissions\":¶\"x\"} | 3 | \"permissions\", which is a string, not an object",
                "{\"permissions\":¶{\"allow\":[\"a\",¶7]}} | 3 | an element of \"permissions.allow\", which is a number, not a string",
                "{\"env\":¶[]} | 2 | \"env\", which is an array, not an object",
            })
    @DisplayName("PV-301, PV-602: a file that is dropped as a whole is shown with the line")
    void showsDroppedFiles(String text, int line, String reason) {
        host.withFile(USER, text.replace('¶', '\n'));

        Finding finding = inspect().get(0);

        assertEquals("claude.settings.dropped", finding.code());
        assertEquals(OptionalInt.of(line), finding.line());
        assertEquals(Optional.of(host.resolve(USER)), finding.file());
        assertEquals(true, finding.text().contains("because of " + reason), finding::text);
    }

    @Test
    @DisplayName("PV-1103: inside a wrapped tool the process's own environment decides")
    void judgesAWrappedProcessByItself() {
        host.withVariable("HEADROOM_WRAPPED", "8787").withVariable("ANTHROPIC_BASE_URL", PROXY);

        assertEquals(List.of("claude.routing.wrapped"), codes());
    }

    @Test
    @DisplayName("PV-206: an HTTP proxy without exemption fails")
    void failsOnAnHttpProxy() {
        host.withFile(USER, env("ANTHROPIC_BASE_URL", PROXY, "HTTP_PROXY", "http://proxy.corp"));

        assertEquals(List.of("claude.proxy.not-exempt", "claude.routing.wired"), codes());
    }

    @Test
    @DisplayName(
            "PV-609: the first-party switch of the user's in a mode that changes bodies, and a switched-off tool search, warn")
    void warnsOfSwitches() {
        host.withFile(
                USER,
                env(
                        "ANTHROPIC_BASE_URL",
                        PROXY,
                        "_CLAUDE_CODE_ASSUME_FIRST_PARTY_BASE_URL",
                        "1",
                        "ENABLE_TOOL_SEARCH",
                        "false"));

        assertEquals(
                List.of("claude.features.first-party", "claude.features.tool-search", "claude.routing.wired"), codes());
    }

    @Test
    @DisplayName("PV-604: Bedrock and editors are told")
    void tellsWhatGoesItsOwnWay() {
        host.withVariable("CLAUDE_CODE_USE_BEDROCK", "1").withVariable("CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST", "1");

        assertEquals(List.of("claude.routing.unreachable", "claude.routing.editor"), codes());
    }

    private List<String> codes() {
        return inspect().stream().map(Finding::code).toList();
    }

    private List<Finding> inspect() {
        return new ClaudeAdapter().inspect(wiring(host, Scope.PROVIDER), host);
    }
}
