package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.Distribution.Result;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code headroom unwrap} and {@code headroom doctor} on a machine where {@code headroom install} wired Claude Code and Codex. */
@Tag("PV-1001")
@EnabledOnOs(OS.LINUX)
class UnwrapDoctorIT {
    private static final String SETTINGS = "{\n    \"model\" : \"opus\",\n    \"env\": {\"A\": \"1\"}\n}";
    private static final String CONFIG = "# mine\nmodel = \"x\"\n\n[tools]\nweb = true\n";

    @TempDir
    private static Path plugins;

    @TempDir
    private Path home;

    private InstalledMachine machine;
    private Path settings;
    private Path config;

    @BeforeAll
    static void buildPlugins() throws Exception {
        InstalledMachine.build(plugins);
    }

    @BeforeEach
    void install() throws Exception {
        machine = new InstalledMachine(home, plugins);
        machine.tool("claude", "#!/bin/sh\n");
        machine.tool("codex", "#!/bin/sh\n");
        machine.tool("headroom", "#!/bin/sh\n");
        settings = Files.createDirectories(home.resolve(".claude")).resolve("settings.json");
        config = Files.createDirectories(home.resolve(".codex")).resolve("config.toml");
        Files.writeString(settings, SETTINGS);
        Files.writeString(config, CONFIG);
        machine.install(List.of("--tool-search", "auto"), "claude", "codex");
    }

    @AfterEach
    void end() throws Exception {
        machine.close();
    }

    @Test
    @DisplayName(
            "PV-605, PV-1001: what was chosen for a tool is written; one tool goes with its bytes; proxy, other tools, and their records stay; twice is nothing")
    void takesOneToolOut() throws Exception {
        String codex = Files.readString(config);
        String wired = Files.readString(settings);
        long pid = machine.proxy(machine.port()).orElseThrow().identity().pid();

        Result preview = machine.run("unwrap", "claude", "--dry-run");
        assertEquals(wired, Files.readString(settings));
        Result result = machine.run("unwrap", "claude");
        Result again = machine.run("unwrap", "claude");

        assertTrue(wired.contains("\"ENABLE_TOOL_SEARCH\": \"auto\""), wired);
        assertEquals(0, preview.status(), preview.toString());
        assertTrue(preview.out().startsWith("Would unwrap claude: " + settings + " (/env/"), preview.toString());
        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().startsWith("Unwrapped claude: " + settings + " (/env/"), result.toString());
        assertArrayEquals(SETTINGS.getBytes(StandardCharsets.UTF_8), Files.readAllBytes(settings));
        assertEquals(codex, Files.readString(config));
        assertEquals(pid, machine.proxy(machine.port()).orElseThrow().identity().pid());
        assertEquals("Nothing of Headroom in claude's configuration.\n", again.out());
        String status = machine.run("install", "status", "--profile", "work").out();
        assertTrue(status.contains("Wiring:     active"), status);
        assertEquals(0, machine.run("install", "remove", "--profile", "work").status());
        assertEquals(CONFIG, Files.readString(config));
        assertEquals(SETTINGS, Files.readString(settings));
    }

    @Test
    @DisplayName("PV-1001, P8: with a dead proxy and the tools gone, what the user changed since is left and told")
    void leavesTheUsersEdits() throws Exception {
        machine.kill(machine.port());
        Files.delete(home.resolve("bin/claude"));
        Files.delete(home.resolve("bin/codex"));
        Files.delete(machine.workspace().resolve("plugins/direct-supervisor-1.0.0.jar"));
        String base = "http://127.0.0.1:" + machine.port();
        Files.writeString(
                settings,
                Files.readString(settings).replace(base, "https://mine.example").replace("opus", "sonnet"));

        Result result = machine.run("unwrap", "--all", "--json");

        assertEquals(0, result.status(), result.toString());
        assertTrue(Files.readString(settings).contains("https://mine.example"), Files.readString(settings));
        assertTrue(Files.readString(settings).contains("sonnet"), Files.readString(settings));
        assertTrue(result.out().contains("/env/ANTHROPIC_BASE_URL"), result.toString());
        assertEquals(CONFIG, Files.readString(config));
        assertFalse(Files.readString(machine.workspace().resolve("deploy/work/manifest.json"))
                .contains("\"claude\""));
    }

    @Test
    @DisplayName(
            "PV-1001: a profile that is stopped has nothing in the files, and its tool does not come back with a start")
    void takesAToolOutOfAStoppedProfile() throws Exception {
        assertEquals(0, machine.run("install", "stop", "--profile", "work").status());

        Result result = machine.run("unwrap", "claude");
        Result started = machine.run("install", "start", "--profile", "work");

        assertEquals(0, result.status(), result.toString());
        assertEquals(0, started.status(), started.toString());
        assertEquals(SETTINGS, Files.readString(settings));
        assertTrue(Files.readString(config).contains("127.0.0.1:" + machine.port()));
    }

    @Test
    @DisplayName(
            "PV-1101, PV-1102, PV-1105: all is well; then a crash, a stranger, lost wiring and an edit turn their checks; --fix"
                    + " sends tools to their providers, or starts and sends them back")
    void tellsWhatIsWrong() throws Exception {
        String wired = Files.readString(settings);
        Result well = machine.run("doctor");
        machine.kill(machine.port());
        Result crashed = machine.run("doctor");
        Result stranger;
        try (ServerSocket held = new ServerSocket(machine.port(), 5, InetAddress.getByName("127.0.0.1"))) {
            stranger = machine.run("doctor", "--fix", "--yes");
            assertEquals(SETTINGS, Files.readString(settings), held + "\n" + stranger);
        }
        Result fixed = machine.run("doctor", "--fix", "--yes");
        assertEquals(wired, Files.readString(settings), fixed.toString());
        Files.delete(machine.workspace().resolve("deploy/work/wired"));
        Result resumed = machine.run("doctor", "--fix", "--yes");
        Files.writeString(
                settings,
                Files.readString(settings).replace("http://127.0.0.1:" + machine.port(), "https://mine.example"));
        Result edited = machine.run("doctor");

        assertEquals(0, well.status(), well.toString());
        assertEquals(2, crashed.status(), crashed.toString());
        assertEquals(
                1, crashed.out().lines().filter(line -> line.startsWith("fail")).count(), crashed.toString());
        assertTrue(crashed.out().contains("fail  proxy"), crashed.toString());
        assertEquals(2, stranger.status(), stranger.toString());
        assertTrue(
                stranger.err().contains("fix: send the tools of profile 'work' to their providers"),
                stranger.toString());
        assertEquals(0, fixed.status(), fixed.toString());
        assertEquals(0, resumed.status(), resumed.toString());
        assertTrue(
                resumed.err().contains("fix: send the tools of profile 'work' to its proxy again"), resumed.toString());
        assertEquals(2, edited.status(), edited.toString());
        assertTrue(edited.out().contains("fail  routing:claude"), edited.toString());
        assertTrue(edited.out().contains(settings + ", line"), edited.toString());
    }
}
