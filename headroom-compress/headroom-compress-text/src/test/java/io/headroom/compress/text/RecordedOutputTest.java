package io.headroom.compress.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headroom.api.compress.Compressed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real output of tools, where the recordings lie beside the project. */
@DisplayName("recorded output of tools")
class RecordedOutputTest {
    @Test
    @Tag("C-702")
    void comesBackExactly() {
        StringBuilder table = new StringBuilder();
        for (Path file : recordings()) {
            String text = read(file);
            String form = RoundTrip.form(text, file.getFileName().toString());
            int before = RoundTrip.tokens(text);
            int after = RoundTrip.tokens(form);
            table.append(String.format(
                    Locale.ROOT,
                    "%-34s %7d %7d %5.1f %%%n",
                    file.getFileName(),
                    before,
                    after,
                    100.0 - 100.0 * after / before));

            assertTrue(after <= before, file.toString());
        }
        System.out.println(table);
    }

    @Test
    @Tag("P4")
    void isProvenWhenShortened() {
        StringBuilder table = new StringBuilder();
        for (Path file : recordings()) {
            String text = read(file);
            String name = file.getFileName().toString();
            Optional<Compressed> form = Shortened.of(text, name);
            int before = RoundTrip.tokens(text);
            int after = form.map(found -> RoundTrip.tokens(found.text())).orElse(before);
            table.append(String.format(
                    Locale.ROOT,
                    "%-34s %7d %7d %5.1f %% shortened%n",
                    name,
                    before,
                    after,
                    100.0 - 100.0 * after / before));

            boolean source = name.startsWith("code-") || name.startsWith("prose-") || name.startsWith("json-");
            assertTrue(!source || form.isEmpty(), name);
        }
        System.out.println(table);
    }

    @Test
    @Tag("C-601")
    void comesBackExactlyWhenDamaged() {
        for (Path file : recordings()) {
            String text = read(file);
            for (int seed = 0; seed < 3; seed++) {
                Random random = new Random(seed);
                StringBuilder damaged = new StringBuilder(text);
                for (int i = 0; i < 60; i++) {
                    int at = random.nextInt(damaged.length() + 1);
                    damaged.replace(at, Math.min(damaged.length(), at + random.nextInt(30)), damage(random));
                }

                RoundTrip.form(damaged.toString(), file.getFileName() + ", seed " + seed);
                Shortened.of(damaged.toString(), file.getFileName() + ", seed " + seed);
            }
        }
    }

    @ParameterizedTest(name = "{0}: at least {1} %")
    @CsvSource({
        "test-pytest.txt, 45",
        "log-mvn-verify.txt, 45",
        "test-surefire.txt, 45",
        "listing-ls-lR.txt, 45",
        "listing-doc.txt, 45",
        "grep-todo.txt, 45",
        "grep-retry.txt, 45",
        "grep-context.txt, 45",
        "log-access.txt, 60"
    })
    void savesEnough(String name, int percent) {
        Path file = recordings().stream()
                .filter(path -> path.getFileName().toString().equals(name))
                .findFirst()
                .orElseThrow();

        double saved = RoundTrip.saving(read(file));

        assertTrue(saved >= percent, name + " saves " + saved + " %");
    }

    @Test
    @Tag("C-604")
    void leavesCodeAndMarkdownUnlessMuchRepeats() {
        for (Path file : recordings()) {
            String name = file.getFileName().toString();
            if (name.startsWith("code-") || name.startsWith("prose-")) {
                String text = read(file);
                double saved = RoundTrip.saving(text);

                assertTrue(saved == 0 || saved > 50, name + " saves " + saved + " %");
                if (name.startsWith("prose-")) {
                    assertEquals(0, saved, name);
                }
            }
        }
    }

    private static String damage(Random random) {
        return List.of("", "\r", "\n", "A 1\n", "(2 more)", "\ud83d", "  ", "{}", "\\", "\n> x\n")
                .get(random.nextInt(10));
    }

    private static List<Path> recordings() {
        Optional<Path> folder = folder();
        if (folder.isEmpty()) {
            System.out.println("skipped: no recordings in ../shared/fixtures/tool-output");
        }
        assumeTrue(folder.isPresent(), "no recordings");
        try (Stream<Path> files = Files.list(folder.orElseThrow())) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> folder() {
        Path at = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        while (at != null) {
            Path folder = at.resolve("shared/fixtures/tool-output");
            if (Files.isDirectory(folder)) {
                return Optional.of(folder);
            }
            at = at.getParent();
        }
        return Optional.empty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
