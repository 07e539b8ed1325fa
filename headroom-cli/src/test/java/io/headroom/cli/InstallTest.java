package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.headroom.deploy.host.LocalHost;
import io.headroom.deploy.lock.FileLocks;
import io.headroom.deploy.lock.HeldLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code headroom install} refuses before it changes anything. */
class InstallTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("D-601: a runtime that there is not is refused with those that there are")
    void refusesAnUnknownRuntime() {
        Path workspace = folder.resolve("workspace");
        TestConsole console = new TestConsole(workspace).with("HOME", folder.toString());

        assertEquals(2, console.run("install", "apply", "--runtime", "podman"));

        assertEquals("Unknown runtime 'podman'. Known: jvm, docker.\n", console.err());
        assertFalse(Files.exists(workspace));
    }

    @Test
    @DisplayName("D-211, D-701: a second agent leaves the container of the first alone, and its books too")
    void keepsAContainerOnce() throws IOException {
        Path workspace = folder.resolve("workspace");
        Path profile = Files.createDirectories(workspace.resolve("deploy").resolve("work"));
        Files.writeString(
                profile.resolve("manifest.json"),
                "{\"schema_version\": 1, \"profile\": \"work\", \"preset\": \"persistent-service\","
                        + " \"runtime_kind\": \"docker\", \"port\": 9321, \"state\": \"active\", \"changes\": []}");
        TestConsole console = new TestConsole(workspace).with("HOME", folder.toString());
        LocalHost host = LocalHost.of(Map.of(), folder, workspace);

        try (HeldLock first =
                new FileLocks(host).tryTake(profile.resolve("agent.lock")).orElseThrow()) {
            assertEquals(
                    7,
                    console.run("install", "agent", "run", "--profile", "work", "--workspace", workspace.toString()));
            assertEquals(
                    "headroom: The container of profile 'work' is kept by another agent already. To stop that one:"
                            + " headroom install stop --profile work\n",
                    console.err(),
                    first::toString);
        }
        assertFalse(Files.exists(profile.resolve("starts.json")));
    }
}
