package io.headroom.compress.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Content;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.testkit.TestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C-601")
@DisplayName("P5: every form of a text decodes to the same characters")
class TextRoundTripTest {
    @Test
    void keepsHostileTextsExactly() {
        int formed = 0;
        for (int seed = 0; seed < 3000; seed++) {
            String text = HostileLogs.of(new Random(seed));

            formed += RoundTrip.form(text, "seed " + seed).equals(text) ? 0 : 1;
        }

        assertTrue(formed > 1000, "only " + formed + " texts had a form");
    }

    @Test
    void neverTakesAnythingButAFormForOne() {
        for (int seed = 0; seed < 1500; seed++) {
            String text = HostileLogs.of(new Random(seed));
            String form = RoundTrip.form(text, "seed " + seed);
            String broken = mutate(form, new Random(seed));

            try {
                String decoded = new TextCompressor().decode(broken);

                assertFalse(broken.equals(form) && !decoded.equals(text), "seed " + seed);
            } catch (MalformedFormException e) {
                assertFalse(String.valueOf(e.getMessage()).isEmpty(), "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\n\n", " \n", "\t\r\n", "\n\r", "\r\r\n"})
    @DisplayName("C-601: line ends of every kind")
    void keepsLineEnds(String end) {
        for (String last : List.of("", end, "last", "last" + end, "\n", "\r")) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                text.append("request ")
                        .append(i * 7)
                        .append(" was served by worker ")
                        .append(i % 4)
                        .append(end);
            }

            String form = RoundTrip.form(text + last);

            assertNotEquals(text + last, form);
        }
    }

    @Test
    @DisplayName("C-601: lines that look like our syntax")
    void keepsLinesThatLookLikeForms() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            text.append("2026-01-01 service call number " + i + " took " + i * 3 + " ms\n");
            text.append(List.of(
                            "A 12\n",
                            "A\n",
                            "\\A 1\n",
                            "(3 more)\n",
                            "> path\n",
                            ">\n",
                            "--\n",
                            "AA 1 2\n",
                            "\n",
                            "B\n",
                            "+x\n",
                            "A=b\n")
                    .get(i % 12));
        }

        assertNotEquals(text.toString(), RoundTrip.form(text.toString()));
    }

    @Test
    @DisplayName("C-105: a form is not compressed again, and a changed one is refused or decodes to something else")
    void refusesWhatIsNoForm() {
        String text = "line number 1 of the log\nline number 2 of the log\nline number 3 of the log\n".repeat(20);
        String form = RoundTrip.form(text);
        TextCompressor compressor = new TextCompressor();

        assertThrows(MalformedFormException.class, () -> compressor.decode(text));
        assertThrows(MalformedFormException.class, () -> compressor.decode(form + "A 1\n"));
        assertThrows(MalformedFormException.class, () -> compressor.decode(form.replace("[60", "[61")));
        assertThrows(MalformedFormException.class, () -> compressor.decode(form.substring(form.indexOf('\n') + 1)));
        assertThrows(MalformedFormException.class, () -> compressor.decode("[3 lines]"));
    }

    @Test
    @DisplayName("C-402: words make no log; prose with errors keeps every byte")
    void leavesProseAlone() {
        String prose = """
                An error is how a program says that it did not understand. The first error of the day failed nobody.

                Critical readers failed to agree: was the exception fatal, or did the panic come from the warning?

                We warn about errors because errors warn about us. INFO is not information, and DEBUG is not insight.
                """.repeat(1);

        assertEquals(prose, RoundTrip.form(prose));
    }

    @Test
    @DisplayName("C-701: paths with dates, drives and dashes, separators and messages stay exact")
    void keepsSearchResultsExactly() {
        List<String> paths = List.of(
                "logs/2024-01-02.txt",
                "C:\\work\\shop\\Cart.cs",
                "a-b/c-12-d/e.py",
                "src/Ünïcode/ß.java",
                "x.y:12/z.go",
                "-dash.txt");
        Random random = new Random(11);
        StringBuilder grep = new StringBuilder();
        for (int i = 0; i < 120; i++) {
            String path = paths.get(i / 8 % paths.size());
            boolean match = i % 3 == 0;
            grep.append(path).append(match ? ':' : '-').append(i * 3).append(match ? ':' : '-');
            grep.append("  value = load(" + random.nextInt(99) + "); // 10:20:30 -5- " + i + "\n");
            if (i % 8 == 7) {
                grep.append(i % 16 == 7 ? "--\n" : "Binary file " + path + ".bin matches\n");
            }
        }

        String form = RoundTrip.form(grep.toString());

        assertTrue(form.contains("; a path after > belongs to the lines below it"), form);
        assertTrue(form.contains("> logs/2024-01-02.txt\n"), form);
    }

    @Test
    @DisplayName("section 17: distinct errors stay distinct")
    void showsEachOfSixtyErrors() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            log.append("2026-01-01 10:00:" + (10 + i % 50) + " ERROR worker " + i + ": cause"
                    + Integer.toString(i * 7919, 36) + " in stage " + i + "\n");
        }

        String form = RoundTrip.form(log.toString());

        for (int i = 0; i < 60; i++) {
            assertTrue(
                    form.contains("cause" + Integer.toString(i * 7919, 36))
                            || form.contains(" " + Integer.toString(i * 7919, 36)),
                    form);
        }
    }

    @Test
    @DisplayName("C-102: the form is the same in every locale and thread")
    void isAFunctionOfTheText() {
        String text = HostileLogs.of(new Random(3)).repeat(4);
        String expected = RoundTrip.form(text);
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("de", "tr", "th-TH-u-nu-thai")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertEquals(expected, RoundTrip.form(text));
            }
        } finally {
            Locale.setDefault(before);
        }
        IntStream.range(0, 32).parallel().forEach(i -> assertEquals(expected, RoundTrip.form(text)));
    }

    @Test
    @DisplayName("C-108: a line of 10 MB, a million empty lines, 100,000 distinct words stay within the work limit")
    void staysWithinTheWorkLimit() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            words.append(Integer.toString(i * 7919 + 1, 36)).append(i % 3 == 0 ? "\n" : " ");
        }
        List<String> texts = new ArrayList<>(List.of("x".repeat(10_000_000), "\n".repeat(1_000_000), words.toString()));
        texts.add("a/b.c:1:\n".repeat(100_000));
        for (String text : texts) {
            TestContext context = RoundTrip.context();

            new TextCompressor().compress(new Content(text), context);

            assertTrue(context.steps() <= 64L * text.length(), context.steps() + " steps");
        }
    }

    private static String mutate(String form, Random random) {
        StringBuilder broken = new StringBuilder(form);
        for (int i = 0; i <= random.nextInt(3) && broken.length() > 0; i++) {
            int at = random.nextInt(broken.length());
            switch (random.nextInt(4)) {
                case 0 -> broken.deleteCharAt(at);
                case 1 -> broken.insert(at, "{}\\A 1\n> (9 more)".charAt(random.nextInt(17)));
                case 2 -> broken.setCharAt(at, (char) (32 + random.nextInt(95)));
                default -> broken.insert(at, broken.substring(at, Math.min(broken.length(), at + random.nextInt(40))));
            }
        }
        return broken.toString();
    }
}
