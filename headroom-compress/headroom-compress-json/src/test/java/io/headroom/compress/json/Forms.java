package io.headroom.compress.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.testkit.TestContext;
import io.headroom.compress.pattern.LineMiner;
import java.util.Optional;

/** Calls the compressor as the engine does, with the engine's miner. */
final class Forms {
    private static final long STEPS_PER_CHARACTER = 64;

    private Forms() {}

    static TestContext context(Fidelity floor) {
        return TestContext.lossless(floor).mining(LineMiner::new);
    }

    static Optional<Compressed> compress(String text) {
        return new JsonCompressor().compress(new Content(text), context(Fidelity.DATA));
    }

    /** The form of a text with the work limit of the engine. */
    static Optional<Compressed> compressWithinLimit(String text) {
        TestContext context = context(Fidelity.DATA).limitedTo(STEPS_PER_CHARACTER * text.length() + 100_000);
        return new JsonCompressor().compress(new Content(text), context);
    }

    static String form(String text) {
        Optional<Compressed> form = compress(text);
        assertTrue(form.isPresent(), () -> "declined: " + text);
        return form.orElseThrow().text();
    }

    static String decode(String form) {
        try {
            return new JsonCompressor().decode(form);
        } catch (MalformedFormException e) {
            throw new AssertionError(e.getMessage() + " in\n" + form, e);
        }
    }

    /** Checks that a text in a layout of ours comes back byte for byte, whether it has a form or none. */
    static void assertExact(String text, String what) {
        compressWithinLimit(text).ifPresent(form -> {
            assertEquals(Fidelity.BYTES, form.fidelity(), () -> what + ": " + text);
            assertEquals(text, decode(form.text()), () -> what + "\n" + form.text());
        });
    }
}
