package io.headroom.compress.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.LeftOut;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C-906")
@DisplayName("C-906: what survives in a shortened log")
class ShortenedErrorsTest {
    private static final String[] WORDS = {
        "alpha", "bravo", "cedar", "delta", "ember", "fjord", "grove", "haven", "inlet", "jetty", "knoll", "ledge",
        "mango", "north", "ocean", "pearl", "quill", "ridge", "stone", "tulip"
    };

    @ParameterizedTest(name = "{0} distinct errors among 3000 lines are all inline")
    @ValueSource(ints = {1, 25, 60})
    void keepsEveryDistinctError(int errors) {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            if (i % 50 == 17 && i / 50 < errors) {
                log.append(line(i))
                        .append(" ERROR no such shop: ")
                        .append(name(i / 50))
                        .append('\n');
            } else {
                log.append(line(i)).append(" INFO request ").append(i * 7).append(" done\n");
            }
        }

        String shown = shown(log.toString());

        for (int i = 0; i < errors; i++) {
            assertTrue(shown.contains("ERROR no such shop: " + name(i)), name(i));
        }
    }

    @Test
    @DisplayName("of more than 60 patterns the rest is counted in the notes, and there are at most 40 notes")
    void countsFurtherErrors() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            boolean error = i % 10 == 7;
            log.append(line(i)).append(error ? " ERROR no such shop: " + name(i / 10) : " INFO request " + i + " done");
            log.append('\n');
        }

        String form = Shortened.form(log.toString());

        long notes = form.lines().filter(line -> line.startsWith("[lines ")).count();
        assertTrue(notes > 0 && notes <= 40, notes + " notes");
        assertTrue(form.contains("; errors "), form);
    }

    @Test
    @DisplayName(
            "an error stays with its message and its whole trace, the first and the last of a kind, the others as a count")
    void keepsTraces() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            log.append(line(i)).append(" INFO request ").append(i * 7).append(" done\n");
            if (i % 40 == 20) {
                log.append(line(i)).append(" ERROR request ").append(i).append(" failed\n");
                log.append("java.lang.IllegalStateException: cart ").append(i).append(" is closed\n");
                log.append("\tat shop.Cart.close(Cart.java:88)\n\tat shop.Carts.all(Carts.java:5)\n");
                log.append("Caused by: java.io.IOException: disk ").append(i).append("\n\t... 7 more\n");
            }
        }

        String text = log.toString();
        String shown = shown(text);
        String form = Shortened.form(text);

        for (int kept : new int[] {20, 380}) {
            assertTrue(
                    shown.contains(" ERROR request " + kept + " failed\njava.lang.IllegalStateException: cart " + kept
                            + " is closed\n\tat shop.Cart.close(Cart.java:88)\n\tat shop.Carts.all(Carts.java:5)\n"
                            + "Caused by: java.io.IOException: disk " + kept + "\n\t... 7 more\n"),
                    shown);
        }
        assertFalse(shown.contains("ERROR request 60 failed"), shown);
        assertTrue(form.contains("errors 8 (ERROR request # failed 8)"), form);
    }

    @ParameterizedTest(name = "no error: {0}")
    @ValueSource(
            strings = {
                "error_count: 0",
                "errors: 0",
                "0 errors",
                "no errors found",
                "Failures: 0, Errors: 0",
                "error=null",
                "timeout=30",
                "\"error\":null",
                "\"timeout\": 20",
                "timeout: 30",
                "failed: []",
                "GET /a?status=failed"
            })
    @DisplayName("a key, or the word that there is none, is no error")
    void knowsWhatIsNoError(String words) {
        StringBuilder log = new StringBuilder();
        StringBuilder without = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            String name = WORDS[i % 20] + WORDS[i / 20];
            log.append(line(i))
                    .append(" INFO step ")
                    .append(name)
                    .append(' ')
                    .append(words)
                    .append('\n');
            without.append(line(i)).append(" INFO step ").append(name).append(" fine\n");
        }

        int gaps = Shortened.excerpt(Shortened.form(log.toString()), words)
                .leftOut()
                .size();

        assertEquals(
                Shortened.excerpt(Shortened.form(without.toString()), words)
                        .leftOut()
                        .size(),
                gaps);
    }

    @ParameterizedTest(name = "an error: {0}")
    @ValueSource(
            strings = {
                "error: disk is full", "FATAL it is over", "access denied", "connection refused", "panic: out of range",
                "Errors: 3", "exited after a timeout", "ValueError: x", "service unavailable", "build failed"
            })
    void knowsErrors(String words) {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            log.append(line(i))
                    .append(" request ")
                    .append(i)
                    .append(i == 140 ? " " + words : " done")
                    .append('\n');
        }

        assertTrue(shown(log.toString()).contains(words));
    }

    @Test
    @DisplayName("a number far from all others, and a rare word, stay; evenly spread numbers are not odd")
    void keepsAnomalies() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            log.append(line(i)).append(" took ").append(i == 233 ? 99_999 : 10 + i * 37 % 91);
            log.append(" ms in zone ")
                    .append(i == 311 ? "quarantine" : i % 2 == 0 ? "east" : "west")
                    .append('\n');
        }

        String shown = shown(log.toString());

        assertTrue(shown.contains("took 99999 ms"), shown);
        assertTrue(shown.contains("zone quarantine"), shown);
        assertTrue(shown.lines().count() < 60, shown);
    }

    @Test
    @DisplayName("C-402: prose with \"error\" in every sentence is not shortened")
    void leavesProse() {
        StringBuilder prose = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            prose.append("The ").append(WORDS[i % 20]).append(" that ").append(WORDS[i * 7 % 20]);
            prose.append(i % 3 == 0 ? " called an error in the " : " would never name a failure of some ");
            prose.append(WORDS[i * 3 % 20])
                    .append(i % 2 == 0 ? ", as was said before.\n" : " is gone; the error stays.\n");
        }

        assertEquals(prose.toString(), Shortened.form(prose.toString()));
    }

    @Test
    @DisplayName("C-908: a long line keeps its ends, an error's line is never cut")
    void cutsLongLines() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            log.append(line(i)).append(" INFO request ").append(i).append(" done\n");
        }
        log.append("start").append("QUJD".repeat(12_000)).append("end\n");
        log.append("ERROR bad payload ").append("xyz ".repeat(1_000)).append("end\n");
        log.append("\tat frame ").append("abc ".repeat(1_000)).append("end\n");

        String text = log.toString();
        String form = Shortened.form(text);

        int from = text.indexOf("start") + 121;
        assertTrue(form.contains("QUJDQUJ[... 47768 characters left out; " + from + "-" + (from + 47_767) + "]"), form);
        assertTrue(form.contains("xyz ".repeat(1_000) + "end"), "the error is cut");
        assertTrue(form.contains("abc ".repeat(1_000) + "end"), "the trace is cut");
        assertTrue(Shortened.excerpt(form, "").leftOut().stream()
                .anyMatch(gap -> gap.unit() == LeftOut.Unit.CHARACTER && gap.count() == 47_768));
    }

    private static String line(int i) {
        return String.format(Locale.ROOT, "2026-03-14 02:%02d:%02d", i / 60 % 60, i % 60);
    }

    private static String name(int i) {
        return WORDS[i % 20] + " " + WORDS[i / 20 % 20];
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        for (Excerpt.Piece piece : Shortened.excerpt(Shortened.form(text), "").pieces()) {
            shown.append(piece instanceof Excerpt.Shown part ? part.text() : "");
        }
        return shown.toString();
    }
}
