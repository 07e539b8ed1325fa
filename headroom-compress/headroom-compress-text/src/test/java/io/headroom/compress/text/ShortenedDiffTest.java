package io.headroom.compress.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headroom.compress.text.shorten.GapNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shortened diffs, given to the real git. */
@Tag("C-907")
@DisplayName("C-907: shortened diffs")
class ShortenedDiffTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void startRepository() throws IOException, InterruptedException {
        assumeTrue(hasGit(), "no git");
        git("init", "-q");
    }

    @Test
    @DisplayName("without its notes, git apply --check takes the shortened diff of any change")
    void isAccepted() throws IOException, InterruptedException {
        for (int seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            change(random, 3 + random.nextInt(8), 40 + random.nextInt(200));
            String diff = git("diff", "--cached", "-M", "-U" + (seed % 4 == 0 ? 1 + random.nextInt(8) : 3));

            String form = Shortened.form(diff);

            git("stash", "-q");
            if (!form.equals(diff)) {
                apply(withoutNotes(form), "seed " + seed + "\n" + form);
            }
            git("stash", "drop", "-q");
        }
    }

    @Test
    @DisplayName("every change is shown with one line of context, lock files go to a note with their counts")
    void showsChanges() throws IOException, InterruptedException {
        List<String> code = numbered(300, "line");
        write("src/a.txt", code);
        write("yarn.lock", numbered(200, "lock"));
        commit();
        for (int at : new int[] {20, 90, 91, 200}) {
            code.set(at, "changed " + at);
        }
        write("src/a.txt", code);
        write("yarn.lock", numbered(200, "locked"));
        git("add", "-A");
        String diff = git("diff", "--cached");

        String form = Shortened.form(diff);

        assertTrue(form.contains("""
                @@ -20,3 +20,3 @@
                """.stripTrailing()), form);
        assertTrue(form.contains(" line 19\n-line 20\n+changed 20\n line 21\n"), form);
        assertTrue(form.contains(" line 89\n-line 90\n-line 91\n+changed 90\n+changed 91\n line 92\n"), form);
        assertFalse(form.contains("line 18\n"), form);
        assertTrue(form.contains(" left out; yarn.lock +200 -200]"), form);
    }

    @Test
    @DisplayName(
            "of a change that is the same in many files the first and the last is shown, the others are named with their counts")
    void namesRepeatedChanges() throws IOException, InterruptedException {
        for (int file = 0; file < 30; file++) {
            write("src/part" + file + "/f.txt", List.of("a", "old name", "b " + file));
        }
        commit();
        for (int file = 0; file < 30; file++) {
            write("src/part" + file + "/f.txt", List.of("a", "new name", "b " + file));
        }
        git("add", "-A");

        String form = Shortened.form(git("diff", "--cached"));

        assertEquals(2, form.lines().filter("+new name"::equals).count(), form);
        assertTrue(form.contains("28 files, the same change; each +1 -1: "), form);
    }

    private void change(Random random, int files, int lines) throws IOException, InterruptedException {
        List<List<String>> contents = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            contents.add(numbered(lines, "file " + i + " seed " + random.nextInt(1_000)));
            write("f" + i + ".txt", contents.get(i));
        }
        commit();
        for (int i = 0; i < files; i++) {
            List<String> content = contents.get(i);
            for (int edit = random.nextInt(12); edit > 0; edit--) {
                int at = random.nextInt(content.size());
                switch (random.nextInt(3)) {
                    case 0 -> content.set(at, "set " + random.nextInt(100));
                    case 1 -> content.add(at, "new " + random.nextInt(100));
                    default -> content.remove(at);
                }
            }
            String text = String.join("\n", content) + (random.nextInt(4) == 0 ? "" : "\n");
            Files.writeString(folder.resolve("f" + i + ".txt"), text, StandardCharsets.UTF_8);
        }
        Files.delete(folder.resolve("f0.txt"));
        Files.move(folder.resolve("f1.txt"), folder.resolve("moved" + random.nextInt(1_000_000) + ".txt"));
        write("added" + random.nextInt(1_000_000) + ".txt", numbered(random.nextInt(30) + 1, "added"));
        git("add", "-A");
    }

    private static List<String> numbered(int count, String word) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(word + " " + i);
        }
        return lines;
    }

    /** The form without its first line and its notes; what is escaped stands for itself. */
    private static String withoutNotes(String form) {
        return form.lines()
                .skip(1)
                .filter(line -> GapNote.parse(line, 1).isEmpty())
                .map(line -> line.startsWith("\\") ? line.substring(1) : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private void apply(String patch, String message) throws IOException, InterruptedException {
        Path file = folder.resolve(".git/shortened.patch");
        Files.writeString(file, patch, StandardCharsets.UTF_8);
        if (patch.isBlank()) {
            return;
        }
        Process process = start("apply", "--check", file.toString());
        String output = read(process);

        assertEquals(0, process.exitValue(), () -> output + message);
    }

    private void write(String name, List<String> lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    }

    private void commit() throws IOException, InterruptedException {
        git("add", "-A");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "state");
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        String output = read(process);
        assertEquals(0, process.exitValue(), output);
        return output;
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "core.autocrlf=false", "-c", "core.pager=cat"));
        command.addAll(List.of("-c", "user.name=t", "-c", "user.email=t@example.com"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().put("GIT_CONFIG_GLOBAL", folder.resolve("none").toString());
        return builder.start();
    }

    private static String read(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "git does not end");
        return output;
    }

    private static boolean hasGit() {
        try {
            return new ProcessBuilder("git", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
