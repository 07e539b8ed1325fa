package io.headroom.compress.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.Mode;
import io.headroom.api.testkit.TestContext;
import io.headroom.api.testkit.TokenEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shortens a text and proves the form as the engine does: its gaps filled with the original's lines make the original. */
final class Shortened {
    /** What retrieval calls a line. */
    private static final Pattern LINE = Pattern.compile("[^\\r\\n]*(?:\\r\\n|\\r|\\n|\\z)");

    private static final Pattern CODE = Pattern.compile("\\x1b(?:\\[[0-?]*[ -/]*[@-~]"
            + "|[\\]PX^_][^\\x07\\x1b\\n\\r]*(?:\\x07|\\x1b\\\\)|(?![\\[\\]PX^_])[ -/]*[0-~])");

    private Shortened() {}

    /** The budget that the engine gives in mode balanced (C-905). */
    static int budget(String text) {
        String lossless = new TextCompressor()
                .compress(new Content(text), RoundTrip.context())
                .map(Compressed::text)
                .orElse(text);
        return Math.max(400, Math.min(3_000, TokenEstimate.of(lossless) * 8 / 100));
    }

    static TestContext context(String text) {
        return RoundTrip.context().shortening(budget(text), Mode.BALANCED);
    }

    /** The proven form, or empty. */
    static Optional<Compressed> of(String text, String name) {
        Optional<Compressed> form = new TextCompressor().shorten(new Content(text), context(text));
        form.ifPresent(found -> prove(text, found, name));
        return form;
    }

    static String form(String text) {
        return of(text, "").map(Compressed::text).orElse(text);
    }

    static void prove(String text, Compressed form, String name) {
        assertEquals(Fidelity.LOSSY, form.fidelity(), name);
        Excerpt excerpt = excerpt(form.text(), name);
        boolean codes = excerpt.basis() == Excerpt.Basis.CHARACTERS_WITHOUT_CODES;
        String filled = fill(text, excerpt);
        assertEquals(codes ? plain(text) : text, codes ? plain(filled) : filled, () -> name + "\n" + form.text());
        List<LeftOut> named = new ArrayList<>(form.leftOut());
        named.removeIf(leftOut -> leftOut.unit() == LeftOut.Unit.CODE);
        assertEquals(named, excerpt.leftOut(), name);
        assertEquals(codes, form.leftOut().size() > named.size(), name);
        assertThrows(MalformedFormException.class, () -> new TextCompressor().decode(form.text()), name);
        for (LeftOut gap : named) {
            assertEquals(gap.to() - gap.from() + 1, gap.count(), name);
            assertTrue(gap.count() >= 3, () -> name + ": " + gap);
        }
    }

    static Excerpt excerpt(String form, String name) {
        try {
            return new TextCompressor().excerpt(form);
        } catch (MalformedFormException e) {
            throw new AssertionError(name + ": " + e.getMessage() + "\n" + form, e);
        }
    }

    /** Everything of the original that the form leaves out. */
    static String redeemed(String text, Excerpt excerpt) {
        StringBuilder all = new StringBuilder();
        List<String> lines = lines(text);
        excerpt.leftOut().forEach(gap -> all.append(slice(text, lines, gap)).append('\n'));
        return all.toString();
    }

    static String plain(String text) {
        return CODE.matcher(text).replaceAll("");
    }

    private static String fill(String text, Excerpt excerpt) {
        StringBuilder filled = new StringBuilder();
        List<String> lines = lines(text);
        for (Excerpt.Piece piece : excerpt.pieces()) {
            if (piece instanceof Excerpt.Shown shown) {
                filled.append(shown.text());
            } else if (piece instanceof Excerpt.Gap gap) {
                filled.append(slice(text, lines, gap.leftOut()));
            }
        }
        return filled.toString();
    }

    private static String slice(String text, List<String> lines, LeftOut gap) {
        return gap.unit() == LeftOut.Unit.CHARACTER
                ? text.substring(gap.from() - 1, gap.to())
                : String.join("", lines.subList(gap.from() - 1, gap.to()));
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        Matcher line = LINE.matcher(text);
        while (line.find() && line.end() > line.start()) {
            lines.add(line.group());
        }
        return lines;
    }
}
