package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
}
