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

/** Tools of {@code headroom.toml} in every command that takes a tool. They are run in {@code WrapIT}. */
@Tag("PV-801")
class DescribedToolsTest {
    private static final String GOOD = """
            [tools.my-agent]
            env = { MY_BASE_URL = "{base}/v1" }
            """;
    private static final String BAD = """
            [tools.my-agent]
            env = { MY_BASE_URL = 8787 }
            [tools.claude]
            note = "mine"
            """;

    @TempDir
    private Path home;

    private TestConsole console;

    @BeforeEach
    void makeHome() {
        console = new TestConsole(home.resolve("workspace"))
                .with("HOME", home.toString())
                .with("PATH", "/usr/bin:/bin");
    }

    private void settings(String toml) throws IOException {
        Path folder = Files.createDirectories(home.resolve("workspace/config"));
        Files.writeString(folder.resolve("headroom.toml"), toml);
    }

    @Test
    @DisplayName("PV-801: config shows its keys, capabilities name it, unwrap and doctor take it")
    void isATool() throws IOException {
        settings(GOOD);

        assertEquals(0, console.run("config"), console.err());
        assertTrue(
                console.out()
                        .lines()
                        .anyMatch(line ->
                                line.matches("tools\\.my-agent\\.env\\.MY_BASE_URL +\\{base}/v1 +headroom\\.toml:2")),
                console.out());
        assertEquals(0, console.run("config", "--json"));
        assertTrue(console.out().contains("\"tools.my-agent.env.MY_BASE_URL\""), console.out());
        assertEquals(0, console.run("doctor", "--capabilities", "my-agent"), console.err());
        assertTrue(console.out().contains("my-agent"), console.out());
        assertEquals(0, console.run("unwrap", "my-agent"), console.err());
        console.run("doctor", "my-agent");
        assertTrue(console.out().contains("routing:my-agent"), console.out());
        console.run("wrap", "nobody");
        assertTrue(console.err().contains("my-agent"), console.err());
    }

    @Test
    @DisplayName("PV-801, PX-302: a bad entry is told with file, line and key; a name that is taken is refused")
    void refusesBadEntries() throws IOException {
        settings(BAD);

        assertEquals(78, console.run("config", "--check"));
        String fault = "headroom.toml:2: tools.my-agent.env.MY_BASE_URL = 8787: give a text on one line";
        assertTrue(console.err().contains(fault), console.err());
        assertEquals(78, console.run("wrap", "my-agent"));
        assertTrue(console.err().contains(fault), console.err());
        assertEquals(78, console.run("install", "apply", "--dry-run", "--providers", "manual", "--target", "my-agent"));
        assertTrue(console.err().contains(fault), console.err());
        assertEquals(0, console.run("unwrap", "my-agent"), console.err());
        assertEquals(2, console.run("doctor"));
        assertTrue(console.out().contains(fault), console.out());
        assertTrue(console.out().contains("routing:my-agent"), console.out());
        assertEquals(0, console.run("unwrap", "claude"), console.err());
    }

    @Test
    @DisplayName("PV-801: a name of a bundled tool, or another name of one, stays that tool's")
    void keepsTheNamesOfBundledTools() throws IOException {
        settings("[tools.claude-code]\nnote = \"mine\"\n");

        assertEquals(78, console.run("config", "--check"));
        assertTrue(
                console.err()
                        .contains("headroom.toml:2: tools.claude-code: Headroom or a plugin has a tool of that name"),
                console.err());
        assertEquals(2, console.run("doctor", "claude-code"));
        assertEquals(0, console.run("doctor", "--capabilities", "claude"));
        assertFalse(console.out().contains("mine"), console.out());
    }
}
