package io.headroom.provider.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.api.provider.Capability;
import io.headroom.api.provider.Detection.Presence;
import io.headroom.api.provider.Finding;
import io.headroom.api.provider.Launch;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.UserTool;
import io.headroom.api.provider.Wired;
import io.headroom.api.provider.Wiring;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tool that the user described is wired like one of the table. */
@Tag("PV-801")
class UserToolTest {
    private static final String BASE = "http://127.0.0.1:8787";

    private final FakeHost host = FakeHost.on(Machine.LINUX);

    private static ProviderAdapter adapter(UserTool tool) {
        return new RunAdapter().adapter(tool);
    }

    private static ProviderAdapter agent(String... detect) {
        return adapter(new UserTool(
                "my-agent",
                List.of("npx", "my-agent"),
                Map.of("MY_BASE_URL", "{base}/v1"),
                List.of(detect),
                Optional.of("Choose the model gateway/{base}.")));
    }

    @Test
    @DisplayName("PV-801: its variables, its command with the arguments before the user's, and its note")
    void wiresAndLaunches() {
        host.withExecutable("npx");

        Wired wired = agent().wire(wiring(Scope.USER), host);
        Launch launch = agent().launch(wiring(Scope.USER).running(run("-p", "x")), host);

        assertEquals(Map.of("MY_BASE_URL", BASE + "/v1"), wired.environment());
        assertEquals(List.of("Choose the model gateway/" + BASE + "."), wired.notes());
        assertEquals(host.executable("npx"), launch.executable());
        assertEquals(List.of("my-agent", "-p", "x"), launch.arguments());
        assertEquals(wired.environment(), launch.environment());
        assertEquals(
                Optional.of("no file to edit"),
                agent().wire(wiring(Scope.PROVIDER), host).skipped());
    }

    @Test
    @DisplayName("PV-801: signs decide whether it is there; without them its program does")
    void detects() {
        host.withExecutable("npx");

        assertEquals(Presence.INSTALLED, agent().detect(host).presence());
        assertEquals(Presence.ABSENT, agent("~/.my-agent").detect(host).presence());
        assertEquals(Presence.ABSENT, agent("my-agent").detect(host).presence());
        host.withFile(".my-agent/settings", "");
        assertEquals(Presence.INSTALLED, agent("~/.my-agent").detect(host).presence());
        assertEquals(
                Presence.INSTALLED,
                agent("nothing", ".my-agent/settings").detect(host).presence());
    }

    @Test
    @DisplayName("PV-801: a program may be a path, which counts from the home")
    void takesPaths() {
        host.withFile("bin/my-agent", "#!/bin/sh\n");
        UserTool tool =
                new UserTool("x", List.of("~/bin/my-agent"), Map.of("A", "{base}"), List.of(), Optional.empty());

        assertEquals(
                Optional.of(host.home().resolve("bin/my-agent")),
                adapter(tool).launch(wiring(Scope.USER).running(run()), host).executable());
    }

    @Test
    @DisplayName("PV-801, PV-908: without variables its note says what to do by hand")
    void instructs() {
        ProviderAdapter adapter = adapter(new UserTool(
                "my-editor",
                List.of("my-editor"),
                Map.of(),
                List.of(),
                Optional.of("Enter {base}/v1 in its settings.")));

        assertEquals(
                Capability.Means.BY_HAND, adapter.capability(Scope.USER, host).means());
        assertEquals(
                Optional.of("Enter " + BASE + "/v1 in its settings."),
                adapter.launch(wiring(Scope.USER).running(run()), host).instructions());
    }

    @ParameterizedTest
    @DisplayName("PV-205: which upstream a value of the user's would be, by the variable's name, else by its path")
    @CsvSource({
        "MY_OPENAI_URL, {base}, openai",
        "MY_ANTHROPIC_URL, {base}/v1, anthropic",
        "GOOGLE_URL, {base}, gemini",
        "MY_URL, {base}/v1, openai",
        "MY_URL, {base}, anthropic",
        "MY_KIND, openai, ",
    })
    void knowsUpstreams(String variable, String template, String upstream) {
        UserTool tool = new UserTool("x", List.of("x"), Map.of(variable, template), List.of(), Optional.empty());

        assertEquals(
                upstream == null ? Map.of() : Map.of(variable, upstream),
                adapter(tool).baseUrlVariables());
    }

    @Test
    @DisplayName("PV-1102: the doctor sees what its variables say, and takes its note for no warning")
    void isInspected() {
        host.withExecutable("npx").withVariable("MY_BASE_URL", "http://localhost:8787/v1");

        assertEquals(
                List.of(Finding.Level.OK),
                agent().inspect(wiring(Scope.USER), host).stream()
                        .map(Finding::level)
                        .toList());
    }

    private Wiring.Run run(String... arguments) {
        return new Wiring.Run(List.of(arguments), host.resolve(".headroom/run/wrap-1"));
    }

    private Wiring wiring(Scope scope) {
        return new Wiring(
                Wiring.Purpose.INSTALL,
                "default",
                scope,
                URI.create(BASE),
                host.resolve("/opt/headroom/bin/headroom"),
                "",
                List.of(),
                Map.of(),
                Set.of());
    }
}
