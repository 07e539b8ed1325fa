package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code headroom unwrap} where no record names anything. What was really installed is taken back in {@code UnwrapDoctorIT}. */
@Tag("PV-1002")
class UnwrapTest {
    @TempDir
    private Path home;

    private TestConsole console;

    @BeforeEach
    void makeHome() {
        console = new TestConsole(home.resolve("workspace")).with("HOME", home.toString());
    }

    @Test
    @DisplayName("PV-1001: nothing to take back is no failure, and nothing is written")
    void hasNothingToDo() {
        assertEquals(0, console.run("unwrap", "claude"), console.err());
        assertEquals("Nothing of Headroom in claude's configuration.\n", console.out());
        assertFalse(Files.exists(home.resolve("workspace")));
    }

    @Test
    @DisplayName("PV-1002: an address that no record of ours names stays, and is shown with file and line")
    void leavesWhatIsNotRecorded() throws IOException {
        Path settings = Files.createDirectories(home.resolve(".claude")).resolve("settings.json");
        String text = "{\n  \"env\": {\n    \"ANTHROPIC_BASE_URL\": \"http://127.0.0.1:8787\"\n  }\n}\n";
        Files.writeString(settings, text);

        assertEquals(0, console.run("unwrap", "claude"), console.err());

        assertTrue(console.out().contains(settings + ", line 3: http://127.0.0.1:8787"), console.out());
        assertEquals(text, Files.readString(settings));
    }

    @Test
    @DisplayName("PV-1001: unknown tools, no tools, and unknown profiles are told")
    void knowsWhatItWasAsked() {
        assertEquals(2, console.run("unwrap", "clod"));
        assertTrue(console.err().contains("Unknown tool 'clod'."), console.err());
        assertEquals(2, console.run("unwrap"));
        assertEquals(2, console.run("unwrap", "--all", "claude"));
        assertEquals(4, console.run("unwrap", "claude", "--profile", "work"));
        assertTrue(console.err().contains("No profile 'work'. None is installed."), console.err());
    }

    @Test
    @DisplayName("PV-1001: a profile whose manifest is damaged may have something of the tool's, which is said")
    void tellsOfADamagedManifest() throws IOException {
        Path profile = Files.createDirectories(home.resolve("workspace/deploy/work"));
        Files.writeString(profile.resolve("manifest.json"), "{");

        assertEquals(8, console.run("unwrap", "claude"));
        assertTrue(console.err().contains("Profile 'work' was left."), console.err());
    }

    @Test
    @DisplayName(
            "PV-1003: lines of a profile of ours are no leftovers, be it damaged or not the one that is asked about")
    void leavesTheLinesOfProfiles() throws IOException {
        Path profile = Files.createDirectories(home.resolve("workspace/deploy/work"));
        Files.writeString(profile.resolve("manifest.json"), "{");
        Path rc = home.resolve(".bashrc");
        String block = "# >>> headroom work >>>\nexport X=1\n# <<< headroom work <<<\n";
        Files.writeString(rc, block);

        assertEquals(8, console.run("unwrap", "codex", "--legacy"));
        console.run("doctor", "--profile", "other");

        assertEquals(block, Files.readString(rc));
        assertFalse(console.out().contains("the Python Headroom left"), console.out());
    }

    @Test
    @DisplayName("PV-1001: options of older scripts are taken")
    void takesOldOptions() {
        assertEquals(
                0,
                console.run("unwrap", "claude-code", "--proxy-port", "8787", "--no-stop-proxy", "--keep-mcp"),
                console.err());
    }

    @Test
    @DisplayName(
            "PV-1003: marked lines of the Python Headroom are shown; --legacy takes out exactly these, after a copy")
    void takesOutWhatThePythonHeadroomLeft() throws IOException {
        Path config = Files.createDirectories(home.resolve(".codex")).resolve("config.toml");
        String mine = "model = \"x\"\r\n";
        String old = "# --- Headroom persistent provider ---\nmodel_provider = \"headroom\"\n"
                + "# was: model_provider = \"mine\"\n# --- end Headroom persistent provider ---\n";
        Files.writeString(config, mine + old + "[tools]\n");
        Path rc = home.resolve(".bashrc");
        Files.writeString(
                rc,
                "alias a=b\n# >>> headroom persistent env >>>\nexport X=1\n# <<< headroom persistent env <<<\n"
                        + "# >>> headroom open >>>\nexport Y=1\n");

        assertEquals(0, console.run("unwrap", "codex"), console.err());
        assertTrue(console.out().contains(config + ", lines 2 to 5"), console.out());
        assertEquals(mine + old + "[tools]\n", Files.readString(config));
        assertEquals(0, console.run("unwrap", "codex", "--legacy"), console.err());

        assertEquals(mine + "model_provider = \"mine\"\n[tools]\n", Files.readString(config));
        assertEquals("alias a=b\n# >>> headroom open >>>\nexport Y=1\n", Files.readString(rc));
        assertTrue(
                console.out().contains(rc + ", line 5 (# >>> headroom open >>>); take it out by hand"), console.out());
        try (var copies = Files.list(home.resolve("workspace/deploy/kept/legacy"))) {
            assertEquals(2, copies.count());
        }
    }

    @Test
    @DisplayName(
            "PV-1003: entries in documents of tools go by --legacy with what they alone filled; all else keeps its bytes")
    void takesOutEntries() throws IOException {
        Path settings = Files.createDirectories(home.resolve(".claude")).resolve("settings.json");
        Files.writeString(settings, """
                {
                  "hooks": {
                    "SessionStart": [
                      {"hooks": [{"type": "command", "command": "headroom init run # headroom-init-claude"}]}
                    ],
                    "Stop": [
                      {"hooks": [{"type": "command", "command": "mine"},
                        {"type": "command", "command": "x headroom-init-claude"}]},
                      {"matcher": "a", "hooks": [{"type": "command", "command": "headroom-init-claude"}]}
                    ]
                  },
                  "model": "opus"
                }
                """);
        Path opencode =
                Files.createDirectories(home.resolve(".config/opencode")).resolve("opencode.json");
        Files.writeString(opencode, "{\n  // mine\n  \"provider\": {\"headroom\": {\"x\": 1}, \"other\": {}}\n}\n");
        Path openclaw = Files.createDirectories(home.resolve(".openclaw")).resolve("openclaw.json");
        Files.writeString(openclaw, """
                {
                  plugins: {
                    entries: { headroom: { enabled: true }, mine: {} },
                    slots: { contextEngine: 'headroom', memory: 'm' }, // slots
                  },
                }
                """);
        Files.writeString(home.resolve(".openclaw/openclaw.json.headroom-backup"), "{}");

        assertEquals(0, console.run("unwrap", "claude", "opencode", "openclaw"), console.err());
        assertTrue(console.out().contains(settings + ", lines 4 to 9 (headroom-init-claude)"), console.out());
        assertTrue(console.out().contains("openclaw.json.headroom-backup, line 1 (a copy from before"), console.out());
        assertEquals(0, console.run("unwrap", "claude", "opencode", "openclaw", "--legacy"), console.err());

        assertEquals("""
                {
                  "hooks": {
                    "Stop": [
                      {"hooks": [{"type": "command", "command": "mine"}]}
                    ]
                  },
                  "model": "opus"
                }
                """, Files.readString(settings));
        assertEquals("{\n  // mine\n  \"provider\": {\"other\": {}}\n}\n", Files.readString(opencode));
        assertEquals("""
                {
                  plugins: {
                    entries: { mine: {} },
                    slots: { memory: 'm' }, // slots
                  },
                }
                """, Files.readString(openclaw));
        assertTrue(Files.exists(home.resolve(".openclaw/openclaw.json.headroom-backup")));
        try (var copies = Files.list(home.resolve("workspace/deploy/kept/legacy"))) {
            assertEquals(3, copies.count());
        }
    }

    @Test
    @DisplayName("PV-1003: blocks in the crontab go by --legacy, the lines around them stay")
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void takesOutLinesOfTheCrontab() throws IOException {
        Path table = home.resolve("table");
        String mine = "MAILTO=me\n";
        String others = "# >>> headroom open >>>\n";
        Files.writeString(table, mine + "# >>> headroom work >>>\n* * * * * x\n# <<< headroom work <<<\n" + others);
        program(
                "crontab",
                "case $1 in -l) cat '" + table + "' ;; -) cat > '" + table + "' ;; -r) rm '" + table + "' ;; esac");

        assertEquals(0, console.run("unwrap", "codex"), console.err());
        assertTrue(
                console.out().contains("crontab, lines 2 to 4 (# >>> headroom work >>>); --legacy takes it out"),
                console.out());
        assertEquals(0, console.run("unwrap", "codex", "--legacy"), console.err());

        assertEquals(mine + others, Files.readString(table));
    }

    @Test
    @DisplayName("PV-712, PV-1001: --restart restarts what goes on in the background; what cannot be restarted is told")
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void restarts() throws IOException {
        assertEquals(1, console.run("unwrap", "openclaw", "--restart"));
        assertTrue(console.err().contains("openclaw was not found"), console.err());
        program("openclaw", "echo \"$@\" >> '" + home.resolve("calls") + "'; exit ${FAILS:-0}");

        assertEquals(0, console.run("unwrap", "openclaw", "--restart", "--dry-run"), console.err());
        assertFalse(Files.exists(home.resolve("calls")));
        assertEquals(0, console.run("unwrap", "claude", "openclaw", "--restart"), console.err());

        assertEquals("gateway restart\n", Files.readString(home.resolve("calls")));
        assertTrue(console.out().contains("Restarted openclaw: "), console.out());
        assertEquals(0, console.run("unwrap", "claude", "--restart"), console.err());
        assertTrue(console.out().contains("nothing was restarted"), console.out());
        program("openclaw", "echo no gateway >&2; exit 3");
        assertEquals(1, console.run("unwrap", "openclaw", "--restart"));
        assertTrue(console.err().contains("gateway restart ended with 3: no gateway"), console.err());
    }

    private void program(String name, String script) throws IOException {
        Path program = Files.createDirectories(home.resolve("bin")).resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        console.with("PATH", home.resolve("bin") + ":/usr/bin:/bin");
    }
}
