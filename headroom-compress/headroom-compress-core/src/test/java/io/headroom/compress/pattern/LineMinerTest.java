package io.headroom.compress.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.CompressionStoppedException;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.pattern.Patterns;
import io.headroom.api.compress.pattern.Template;
import io.headroom.api.testkit.TestContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C-603")
@DisplayName("C-603: the miner of line patterns")
class LineMinerTest {
    @Test
    void findsTheLinesThatDifferInNumbersOnly() {
        List<String> lines = lines(
                20,
                i -> "2025-03-14 02:" + two(i) + " INFO  [http-nio-8080-exec-" + i % 9
                        + "] c.a.shop.web.AccessLog - GET /orders/" + (64601 + i * 7) + " 200 " + (i + 11) + "ms");

        Patterns patterns = mine(lines);

        assertEquals(
                List.of(
                        "2025-03-14 02:{} INFO  [http-nio-8080-exec-{}] c.a.shop.web.AccessLog - GET /orders/{} 200 {}ms"),
                notations(patterns));
        assertEquals(List.of("03", "3", "64622", "14"), patterns.lines().get(3).values());
    }

    @Test
    void keepsRightAlignedAndPaddedColumns() {
        List<String> lines = lines(
                12,
                i -> String.format(
                        Locale.ROOT, "%-12s %6d  S  %-8s done", "x".repeat(1 + i * 5 % 11), 1 << i, "t" + i * i));

        Patterns patterns = mine(lines);

        assertEquals(List.of("{}{|11}{:>8}  S  t{}{|33}done"), notations(patterns));
    }

    @Test
    void takesPaddingZerosIntoTheTextWhereThatIsCheaper() {
        List<String> long5 = lines(20, i -> String.format(Locale.ROOT, "part-%05d.csv of the export", 100 + i));
        List<String> short3 = lines(20, i -> String.format(Locale.ROOT, "part-%03d.csv of the export", i));

        assertEquals(List.of("part-00{}.csv of the export"), notations(mine(long5)));
        assertEquals(List.of("part-{}.csv of the export"), notations(mine(short3)));
    }

    @Test
    void writesEqualHolesOnce() {
        List<String> lines =
                lines(10, i -> "cp /srv/releases/cart-" + i * 37 + ".jar /srv/backup/cart-" + i * 37 + ".jar");

        assertEquals(List.of("cp /srv/releases/cart-{}.jar /srv/backup/cart-{1}.jar"), notations(mine(lines)));
    }

    @Test
    void joinsLinesThatAgreeInMostWords() {
        String[] names = {"apple", "pear", "plum", "quince", "cherry", "fig"};
        List<String> lines = lines(6, i -> "Compiling crate " + names[i] + " in release mode");

        assertEquals(List.of("Compiling crate {} in release mode"), notations(mine(lines)));
    }

    @Test
    void leavesLinesAloneThatShareNothing() {
        List<String> lines = List.of(
                "An error is a chance to learn.",
                "The error was ours, not yours.",
                "Nobody reads the error log anyway.");

        Patterns patterns = mine(lines);

        assertTrue(patterns.templates().isEmpty());
        assertTrue(patterns.lines().stream().allMatch(line -> line.template() == -1));
    }

    @Test
    void keepsDistinctErrorsApart() {
        List<String> lines = lines(
                40,
                i -> "ERROR request " + i
                        + (i % 2 == 0
                                ? " refused because the cart is closed already"
                                : " failed while the payment provider was away"));

        assertEquals(2, mine(lines).templates().size());
    }

    @Test
    void rendersEveryLineAgainFromItsPattern() {
        for (int seed = 0; seed < 4000; seed++) {
            List<String> lines = HostileLines.of(new Random(seed));

            Patterns patterns = mine(lines);

            assertEquals(lines.size(), patterns.lines().size(), "seed " + seed);
            for (int i = 0; i < lines.size(); i++) {
                assertReadable(patterns, lines, i, "seed " + seed + ", line " + i);
            }
        }
    }

    @Test
    @DisplayName("C-102: the patterns do not depend on the locale or the thread")
    void isAFunctionOfTheLines() {
        List<String> lines = HostileLines.of(new Random(7));
        Patterns expected = mine(lines);
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("de", "tr", "th-TH-u-nu-thai")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertEquals(expected, mine(lines));
            }
        } finally {
            Locale.setDefault(before);
        }
        IntStream.range(0, 64).parallel().forEach(i -> assertEquals(expected, mine(lines)));
    }

    @Test
    @DisplayName("C-108: hostile lines stay far below 64 steps a character")
    void staysWithinTheWorkLimit() {
        List<List<String>> hostile = List.of(
                List.of("x".repeat(10_000_000)),
                List.of("a ".repeat(1_000_000), "b ".repeat(1_000_000)),
                Collections.nCopies(1_000_000, ""),
                lines(100_000, i -> "word" + Integer.toString(i * 7919, 36)),
                lines(50_000, i -> Integer.toString(i, 36) + " same " + Integer.toString(i * 31, 36) + "x y z"),
                lines(
                        20_000,
                        i -> " ".repeat(i % 97) + "name" + " ".repeat(i % 89 + 1) + "value" + " ".repeat(i % 83 + 1)
                                + "1"));
        for (List<String> lines : hostile) {
            TestContext context = context();

            new LineMiner(context).mine(lines);

            long characters =
                    lines.stream().mapToLong(line -> line.length() + 1L).sum();
            assertTrue(
                    context.steps() <= 40 * characters + 1000,
                    context.steps() + " steps, " + characters + " characters");
        }
    }

    @Test
    @DisplayName("C-108: stops where the context says so")
    void letsTheSignalPass() {
        List<String> lines = lines(10_000, i -> "line number " + i);

        assertThrows(
                CompressionStoppedException.class, () -> new LineMiner(context().limitedTo(50_000)).mine(lines));
    }

    @Test
    void splitsByAColumnOfFewWords() {
        List<String> lines = lines(
                60,
                i -> "tests/cart.py::case_" + i * 37 % 100 + (i % 9 == 4 ? " FAILED" : " PASSED") + " in 0." + i + "s");

        assertEquals(2, mine(lines).templates().size());
        assertEquals(1, new LineMiner(context()).mineBroadly(lines).templates().size());
    }

    private static void assertReadable(Patterns patterns, List<String> lines, int i, String where) {
        Patterns.Line line = patterns.lines().get(i);
        if (line.template() < 0) {
            assertTrue(line.values().isEmpty(), where);
            return;
        }
        Template template = patterns.templates().get(line.template());
        assertEquals(lines.get(i), template.render(line.values()), () -> where + " " + template + line.values());
        assertEquals(Optional.of(template), Template.parse(template.notation()), where);
        for (String value : line.values()) {
            assertFalse(
                    value.isEmpty() || value.chars().anyMatch(c -> c == ' ' || c == '\t' || c == '\n' || c == '\r'),
                    where);
        }
    }

    private static TestContext context() {
        return TestContext.lossless(Fidelity.BYTES);
    }

    private static Patterns mine(List<String> lines) {
        return new LineMiner(context()).mine(lines);
    }

    private static List<String> notations(Patterns patterns) {
        return patterns.templates().stream().map(Template::notation).toList();
    }

    private static String two(int n) {
        return n < 10 ? "0" + n : "" + n;
    }

    private static List<String> lines(int count, java.util.function.IntFunction<String> line) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(line.apply(i));
        }
        return lines;
    }
}
