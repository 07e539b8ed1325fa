package io.headroom.proxy.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.Mode;
import io.headroom.workload.probe.JsonTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Output of foreign tools that merely looks like a form of ours is an ordinary text: it is left alone, or its form decodes to it. */
@Tag("C-105")
class LookalikesTest {
    private static final int TEXTS = 150;
    private static final List<String> STARTS = List.of(
            "[%d lines]",
            "[%d lines; a path after > belongs to the lines below it]",
            "[%d lines; X=.. below are line patterns, {} takes the values of the line]\nA={} saw {} of {}\n",
            "[%d lines; X=.. below are line patterns, {} takes the values of the line; lines without a letter are A]\nA={}: {}\n",
            "[%d lines; #k is JSON, below]\n#1",
            "%d rows: id,name,text",
            "%d rows by tab; x=.. holds in every row, {} is its cell: id,name=x{id},text",
            "%d rows; empty: no such key: id,name,text:A\nA={} saw {} of {}\n",
            "%d rows in kinds:\na id,name\nb id,text",
            "%d entries: key,value",
            "%d strings: value",
            "{\"a\":#1,\"n\":%d}\n#1 3 rows: a,b",
            "{\"a\":[1,%d]} (indent 2)");

    @Test
    @DisplayName("texts with headers like ours, of the wrong count or with other lines below, come back as they were")
    void leavesLookalikesAlone() throws MalformedFormException {
        int kept = 0;
        try (BundledEngine engine = BundledEngine.in(Mode.LOSSLESS)) {
            for (int seed = 0; seed < TEXTS; seed++) {
                String text = lookalike(new Random(seed), STARTS.get(seed % STARTS.size()));
                String form = engine.form(text);
                String context = "seed " + seed + ":\n" + text;

                assertTrue(engine.tokens(form) <= engine.tokens(text), context);
                if (form.equals(text)) {
                    kept++;
                } else if (!engine.decode(form).equals(text)) {
                    assertEquals(JsonTokens.of(text), JsonTokens.of(engine.decode(form)), context);
                    assertTrue(JsonTokens.of(text).isPresent(), context);
                }
            }
            assertEquals(engine.changed(), engine.verified(), "forms without proof");
            assertEquals(TEXTS - kept, engine.changed());
        }
    }

    @Test
    @DisplayName(
            "a form that a tool prints is no text to shrink once more, and its cuts and doubles neither break nor change")
    void leavesFormsAndTheirPiecesAlone() throws MalformedFormException {
        try (BundledEngine engine = BundledEngine.in(Mode.LOSSLESS)) {
            String form = engine.form(log(new Random(1), 200));
            assertEquals(form, engine.form(form), "a form was changed");

            for (int seed = 0; seed < TEXTS / 3; seed++) {
                Random random = new Random(seed);
                int at = random.nextInt(form.length());
                String cut = random.nextBoolean() ? form.substring(0, at) : form.substring(at) + form;
                String sent = engine.form(cut);

                if (!sent.equals(cut)) {
                    assertEquals(cut, engine.decode(sent), "seed " + seed);
                }
            }
        }
    }

    private static String lookalike(Random random, String start) {
        int count = 20 + random.nextInt(60);
        int named = random.nextInt(3) == 0 ? count : random.nextInt(1_000_000);
        List<String> lines = new ArrayList<>(List.of(start.replace("%d", Integer.toString(named))));
        for (int i = 0; i < count; i++) {
            lines.add(
                    switch (random.nextInt(10)) {
                        case 0 -> "(" + (1 + random.nextInt(99_999_999)) + " more)";
                        case 1 -> "> src/main/java/a" + random.nextInt(3) + ".java";
                        case 2 -> "A " + i + " " + random.nextInt(100) + " x";
                        case 3 -> "#" + (1 + random.nextInt(3)) + " 2 rows: a";
                        case 4 -> "\\" + i;
                        case 5 -> "+{\"a\":" + i + "}";
                        case 6 -> " " + i + ",x";
                        default -> i + ",name" + random.nextInt(9) + ",\"text of the row\"";
                    });
        }
        return String.join("\n", lines) + (random.nextBoolean() ? "\n" : "");
    }

    private static String log(Random random, int count) {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < count; i++) {
            log.append("2026-01-01 12:00:" + (10 + i % 50) + " INFO request " + random.nextInt(10_000) + " took "
                    + random.nextInt(900) + " ms\n");
        }
        return log.toString();
    }
}
