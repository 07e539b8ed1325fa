package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.proxy.Setting;
import io.headroom.proxy.SettingsCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("PX-303")
class ConfigTest {
    @TempDir
    private Path workspace;

    @Test
    void everySettingIsShownWithItsOrigin() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.run("config"));
        for (Setting setting : SettingsCatalog.all()) {
            assertTrue(
                    console.out().lines().anyMatch(line -> line.matches(setting.key() + " .*default")), setting.key());
        }
    }

    @Test
    @Tag("PX-301")
    void aFlagIsStrongerThanTheEnvironmentThanTheFileThanTheDefault() throws IOException {
        Path file = Files.writeString(workspace.resolve("own.toml"), "[proxy]\nport = 1001\n");
        TestConsole console = new TestConsole(workspace).with("HEADROOM_CONFIG", file.toString());

        assertEquals(0, console.run("config"));
        assertTrue(line(console, "proxy.port").matches("proxy.port +1001 +.*own\\.toml:2"), console.out());
        console.with("HEADROOM_PORT", "1002");
        assertEquals(0, console.run("config"));
        assertTrue(line(console, "proxy.port").matches("proxy.port +1002 +env HEADROOM_PORT"), console.out());
        assertEquals(0, console.run("config", "-p", "1003"));
        assertTrue(line(console, "proxy.port").matches("proxy.port +1003 +flag --port"), console.out());
    }

    @Test
    @Tag("PX-524")
    void aChangeThatCostsACacheWriteIsSaidToDoSo() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.run("config"));
        assertTrue(console.out().contains("compression.* costs each running conversation one write"), console.out());
    }

    @Test
    void secretsAreMasked() {
        TestConsole console = new TestConsole(workspace).with("HEADROOM_PROXY_TOKEN", "do-not-show-this-token");

        assertEquals(0, console.run("config"));
        assertFalse(console.out().contains("do-not-show"), console.out());
        assertTrue(line(console, "proxy.token ").contains("***"), console.out());
        assertEquals(0, console.run("config", "--json"));
        assertFalse(console.out().contains("do-not-show"), console.out());
    }

    @Test
    void checkSaysNothingWhereNothingIsWrong() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.run("config", "--check"));
        assertEquals("", console.out());
    }

    @Test
    @Tag("PX-102")
    void everyFaultIsNamedAtOnce() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(78, console.run("config", "--port", "70000", "--mode", "fast"));
        assertTrue(console.err().contains("proxy.port"), console.err());
        assertTrue(console.err().contains("compression.mode"), console.err());
    }

    @Test
    void aFileThatWasAskedForHasToBeThere() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(
                78,
                console.run("config", "--config", workspace.resolve("no.toml").toString()));
        assertTrue(console.err().contains("no.toml"), console.err());
    }

    @Test
    @Tag("PX-305")
    void oldFlagsAreAcceptedWithAWarning() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.run("config", "--workers", "3", "--no-cache", "--port", "1004"));
        assertTrue(console.err().contains("--workers"), console.err());
        assertTrue(line(console, "proxy.port").contains("1004"), console.out());
        assertEquals(78, console.run("config", "--backend=bedrock"));
    }

    @Test
    void switchesCanBeNegated() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(
                0,
                console.run("config", "--stateless", "--no-optimize", "--exclude-tools", "A", "--exclude-tools", "B"));
        assertTrue(line(console, "proxy.stateless").contains("true"), console.out());
        assertTrue(line(console, "compression.mode").contains("off"), console.out());
        assertTrue(line(console, "compression.exclude-tools").contains("A,B"), console.out());
        assertEquals(0, console.run("config", "--no-stateless"));
        assertTrue(line(console, "proxy.stateless").contains("false"), console.out());
    }

    private static String line(TestConsole console, String key) {
        return console.out()
                .lines()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .orElseThrow();
    }
}
