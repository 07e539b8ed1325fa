package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code headroom install} refuses before it looks at the machine. */
class InstallTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"persistent-service", "persistent-task"})
    @DisplayName("D-501: a container under a service manager is refused, never replaced by a JVM in silence")
    void refusesAContainerUnderAServiceManager(String preset) {
        Path workspace = folder.resolve("workspace");
        TestConsole console = new TestConsole(workspace).with("HOME", folder.toString());

        assertEquals(2, console.run("install", "apply", "--preset", preset, "--runtime", "docker"));

        assertEquals(
                "--runtime docker goes with --preset persistent-docker, where the engine keeps the container running; "
                        + preset + " runs the proxy in a JVM. Nothing was changed.\n",
                console.err());
        assertEquals(false, Files.exists(workspace));
    }
}
