package io.headroom.compress.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.Mode;
import io.headroom.api.testkit.TestContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Outlines a text and proves the form: its gaps filled with the original's lines make the original. */
final class Outlined {
    static final Map<String, String> ENABLED = Map.of("enabled", "true");

    private Outlined() {}

    static TestContext context() {
        return TestContext.lossless(Fidelity.BYTES).with(ENABLED).shortening(400, Mode.AGGRESSIVE);
    }

    /** The proven form, or empty. */
    static Optional<String> of(String text) {
        Optional<Compressed> form = new CodeCompressor().shorten(new Content(text), context());
        form.ifPresent(found -> prove(text, found));
        return form.map(Compressed::text);
    }

    static String form(String text) {
        return of(text).orElse(text);
    }

    static void prove(String text, Compressed form) {
        Excerpt excerpt = excerpt(form.text());
        List<String> lines = List.of(text.split("(?<=\n)", -1));
        StringBuilder filled = new StringBuilder();
        for (Excerpt.Piece piece : excerpt.pieces()) {
            if (piece instanceof Excerpt.Shown shown) {
                filled.append(shown.text());
            } else if (piece instanceof Excerpt.Gap gap) {
                LeftOut left = gap.leftOut();
                filled.append(String.join("", lines.subList(left.from() - 1, left.to())));
            }
        }
        assertEquals(text, filled.toString());
        assertEquals(form.leftOut(), excerpt.leftOut());
        assertTrue(form.leftOut().stream().allMatch(gap -> gap.count() >= 3), form::text);
    }

    static Excerpt excerpt(String form) {
        try {
            return new CodeCompressor().excerpt(form);
        } catch (MalformedFormException e) {
            throw new AssertionError(e.getMessage() + "\n" + form, e);
        }
    }
}
