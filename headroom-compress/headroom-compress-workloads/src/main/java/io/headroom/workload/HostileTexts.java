package io.headroom.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts that were made to break a compressor (A02): broken JSON, odd characters, extreme sizes, and data that looks like our own
 * syntax. Whoever gets one either declines or gives a form that decodes exactly.
 */
public final class HostileTexts {
    private HostileTexts() {}

    /**
     * All of them.
     *
     * @param seed any number; it fills what is random
     * @return texts, the longest of which has some million characters
     */
    public static List<NamedText> all(long seed) {
        List<NamedText> texts = new ArrayList<>();
        HostileJson.addTo(texts, new SplitMix64(seed));
        characters(texts);
        lineEnds(texts);
        sizes(texts, new SplitMix64(seed + 1));
        HostileForms.addTo(texts);
        return List.copyOf(texts);
    }

    /**
     * The same as a workload.
     *
     * @param seed any number
     * @return A02
     */
    public static Workload workload(long seed) {
        return new Workload(
                "A02",
                "hostile texts",
                "Bash",
                List.of(),
                all(seed).stream().map(NamedText::text).toList());
    }

    private static void characters(List<NamedText> texts) {
        add(texts, "lone high surrogates", rows("id \uD83D done in 3 ms"));
        add(texts, "lone low surrogates", rows("id \uDE00 done in 3 ms"));
        add(texts, "swapped surrogates", rows("\uDE00\uD83D value 12"));
        add(texts, "emoji", rows("build \uD83D\uDE00 took 12 s"));
        add(texts, "NUL", rows("left\0right 17"));
        add(texts, "byte order mark", "\uFEFF" + rows("first 1"));
        add(texts, "line and paragraph separators", rows("a\u2028b\u2029c\u0085d 5"));
        add(texts, "bidirectional controls", rows("user \u202Eadmin\u202C 7 \u2066x\u2069"));
        add(texts, "combining marks and dotless i", rows("I\u0307stanbul \u0131 e\u0301 9"));
        add(texts, "no-break and ideographic spaces", rows("a\u00A0b\u3000c\u2009 4"));
        add(texts, "colour inside of words", rows("\u001B[31mer\u001B[0mror \u001B[1;32m12\u001B[0m passed"));
        add(texts, "an escape that never ends", rows("\u001B[31") + "\u001B");
        add(texts, "control characters", rows("a\u0001\u0007\b\f\u000Bz 3"));
        add(texts, "non-characters", rows("\uFFFE\uFFFF 1"));
        add(texts, "Arabic and full-width digits", rows("\u0661\u0662 \uFF11\uFF12 of 12"));
    }

    private static void lineEnds(List<NamedText> texts) {
        String line = "2026-01-01 10:00:0% INFO request % done";
        add(texts, "CRLF", repeat(line + "\r\n", 60));
        add(texts, "CR alone", repeat(line + "\r", 60));
        add(texts, "mixed line ends", repeat(line + "\n" + line + "\r\n" + line + "\r", 20));
        add(texts, "no final line end", repeat(line + "\n", 60) + "end");
        add(texts, "CRLF with one LF", repeat(line + "\r\n", 30) + line + "\n" + repeat(line + "\r\n", 30));
        add(texts, "trailing spaces", repeat(line + "   \n", 60));
        add(texts, "trailing and leading tabs", repeat("\t" + line + "\t\n", 60));
        add(texts, "empty lines", "\n\n\n" + repeat(line + "\n\n", 40) + "\n\n");
        add(texts, "line ends alone", "\n".repeat(5_000));
        add(texts, "carriage returns alone", "\r".repeat(5_000));
        add(texts, "spaces alone", " ".repeat(5_000));
        add(texts, "nothing", "");
        add(texts, "one character", "x");
    }

    private static void sizes(List<NamedText> texts, SplitMix64 random) {
        add(texts, "a line of two million letters", "x".repeat(2_000_000));
        StringBuilder words = new StringBuilder();
        while (words.length() < 1_000_000) {
            words.append(random.hex(8)).append(' ');
        }
        add(texts, "a line of a million characters in words", words.toString());
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            digits.append(random.below(10)).append(random.onceIn(3) ? '\n' : ' ');
        }
        add(texts, "many short lines of digits", digits.toString());
        StringBuilder nested = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            nested.append(" ".repeat(i % 300)).append("node ").append(i).append('\n');
        }
        add(texts, "deep indentation", nested.toString());
        add(texts, "braces", "{}{{}}{:>9}{|9}{2}\n".repeat(400));
        add(texts, "backslashes", "\\\\\\n\\t\\\\r\\ 12\n".repeat(400));
        StringBuilder noise = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            noise.append((char) random.below(0x10000));
        }
        add(texts, "any UTF-16 code units", noise.toString());
    }

    static void add(List<NamedText> texts, String name, String text) {
        texts.add(new NamedText(name, text));
    }

    /** Enough equal lines to be worth a pattern; {@code %} becomes the number of the line. */
    private static String repeat(String lines, int times) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < times; i++) {
            out.append(lines.replace("%", Integer.toString(i)));
        }
        return out.toString();
    }

    private static String rows(String line) {
        return repeat(line + " in run %\n", 80);
    }
}
