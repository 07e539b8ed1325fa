package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.Distribution.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user's plugin folder: the example of the documentation works there, and a broken jar beside it harms nobody. */
@Tag("PX-1501")
class PluginsIT {
    @TempDir
    private Path home;

    private Distribution distribution;

    @BeforeEach
    void installPlugins() throws Exception {
        distribution = Distribution.built(home);
        Path folder = ExamplePlugin.privately(
                Files.createDirectories(distribution.workspace().resolve("plugins")));
        ExamplePlugin.copy("compressor-plugin", folder.resolve("repeats-compressor-1.0.0.jar"));
        ExamplePlugin.privately(Files.writeString(folder.resolve("broken.jar"), "this is no jar"));
    }

    @Test
    void theExampleIsLoadedAndTheBrokenJarIsNamed() throws Exception {
        Result result = distribution.run("plugins");

        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().contains("example.repeats"), result.toString());
        assertTrue(
                result.out().contains("skipped broken.jar: broken.jar is not a jar that can be read"),
                result.toString());
    }

    @Test
    void theExampleCompressesAndDecodes() throws Exception {
        byte[] text = ("start\n" + "connection refused by 192.0.2.7, trying again in 5 seconds\n".repeat(200) + "done")
                .getBytes(StandardCharsets.UTF_8);

        Result compressed = distribution.pipe(text, "compress", "--explain");

        assertEquals(0, compressed.status(), compressed.toString());
        assertTrue(compressed.err().contains("example.repeats"), compressed.toString());
        Result decoded = distribution.pipe(compressed.bytes(), "decode");
        assertEquals(new String(text, StandardCharsets.UTF_8), decoded.out());
    }
}
