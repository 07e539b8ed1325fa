package io.headroom.deploy.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.testkit.host.FileTree;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.journal.Recovered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes that die at a step, on real files: at every one with {@code -Dheadroom.exhaustive=true}, which takes minutes, otherwise
 * at every eleventh, which meets each kind of step. {@link CrashTest} and {@link EveryDeathIT} do the same in memory.
 */
class KilledIT {
    private static final int STRIDE = Boolean.getBoolean("headroom.exhaustive") ? 1 : 11;
    private static final int FEWEST = 50;

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "D-205: kill -9 between any two system calls of apply: the user's bytes, or the whole profile; then remove: the snapshot")
    void appliesOrNot() throws Exception {
        int died = 0;
        for (int at = 1; ; at += STRIDE) {
            Path home = home("apply" + at);
            SortedMap<String, String> before = FileTree.contents(home);
            boolean finished = run(home, "apply", at);

            Recovered recovered = Victim.profile(home, Steps.NONE).recover();

            assertTrue(recovered.report().complete(), () -> home + ": " + recovered);
            if (Victim.profile(home, Steps.NONE).recorded().isEmpty()) {
                assertEquals(before, usersFiles(home), home::toString);
            } else {
                assertEquals("/a=1\n/url=proxy\n", Files.readString(home.resolve("other-name")), home::toString);
            }
            Victim.profile(home, Steps.NONE).remove();
            assertEquals(before, usersFiles(home), home::toString);
            if (finished) {
                break;
            }
            died++;
        }
        assertTrue(died > FEWEST / STRIDE, "died only " + died + " times");
    }

    @Test
    @DisplayName("D-205: kill -9 between any two system calls of remove: the next command completes it")
    void removesInTheEnd() throws Exception {
        int died = 0;
        for (int at = 1; ; at += STRIDE) {
            Path home = home("remove" + at);
            SortedMap<String, String> before = FileTree.contents(home);
            Victim.profile(home, Steps.NONE).apply(Victim.everything(home, "p"));
            boolean finished = run(home, "remove", at);

            Recovered recovered = Victim.profile(home, Steps.NONE).recover();

            assertTrue(recovered.report().complete(), () -> home + ": " + recovered);
            if (recovered.unfinished().isPresent()) {
                assertEquals(before, usersFiles(home), home::toString);
            }
            Victim.profile(home, Steps.NONE).remove();
            assertEquals(before, usersFiles(home), home::toString);
            if (finished) {
                break;
            }
            died++;
        }
        assertTrue(died > FEWEST / STRIDE, "died only " + died + " times");
    }

    private Path home(String name) throws IOException {
        Path home = Files.createDirectory(folder.resolve(name));
        Files.writeString(home.resolve("twice"), "/a=1\n/url=direct\n");
        Files.createLink(home.resolve("other-name"), home.resolve("twice"));
        Files.createDirectory(home.resolve("dotfiles"));
        Files.writeString(home.resolve("dotfiles/shrc"), "alias l=ls\n");
        Files.createSymbolicLink(home.resolve(".shrc"), Path.of("dotfiles/shrc"));
        return home;
    }

    private static SortedMap<String, String> usersFiles(Path home) {
        SortedMap<String, String> all = FileTree.contents(home);
        all.keySet().removeIf(path -> path.startsWith(home.resolve(".headroom").toString()));
        return all;
    }

    /** Whether it came to its end. */
    private static boolean run(Path home, String command, int at) throws Exception {
        Path log = home.resolveSibling("log");
        Process process = Victim.start(home, command, at, "p", log);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the process hangs");
        int code = process.exitValue();
        assertTrue(code == 0 || code == Victim.KILLED, () -> "exit " + code + " at " + at + ": " + Victim.read(log));
        return code == 0;
    }
}
