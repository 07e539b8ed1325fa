package io.headroom.deploy.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.api.testkit.host.FileTree;
import io.headroom.api.testkit.host.LinuxHost;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.testkit.EngineProfile;
import io.headroom.deploy.testkit.PlainEditors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that change the same files at the same time. */
class TogetherIT {
    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "D-211: four processes apply at once, two of them the same profile: all succeed, and all can be removed")
    void applyAtOnce() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.writeString(home.resolve("twice"), "/a=1\n");
        Files.writeString(home.resolve(".shrc"), "alias l=ls\n");
        SortedMap<String, String> before = FileTree.contents(home);

        List<Process> processes = new ArrayList<>();
        for (String name : List.of("p", "q", "r", "p")) {
            processes.add(
                    Victim.start(home, "apply", Integer.MAX_VALUE, name, folder.resolve("log-" + processes.size())));
        }
        for (int at = 0; at < processes.size(); at++) {
            int log = at;
            assertEquals(0, processes.get(at).waitFor(), () -> Victim.read(folder.resolve("log-" + log)));
        }

        for (String name : List.of("q", "p", "r")) {
            new EngineProfile(LinuxHost.at(home), name, PlainEditors.all(), Steps.NONE).remove();
        }
        assertEquals(before, FileTree.contents(home));
    }
}
