package io.headroom.compress.json.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.testkit.TestContext;
import io.headroom.compress.pattern.LineMiner;
import java.util.Optional;

/** Calls the compressor as the engine does for texts that someone edits from, with the engine's miner and its work limit. */
final class Grids {
    private static final long STEPS_PER_CHARACTER = 64;
    private static final long BASE_STEPS = 1 << 16;

    private Grids() {}

    static Optional<String> compress(String text) {
        TestContext context = TestContext.lossless(Fidelity.BYTES)
                .mining(LineMiner::new)
                .limitedTo(BASE_STEPS + STEPS_PER_CHARACTER * text.length());
        Optional<Compressed> form = new GridCompressor().compress(new Content(text), context);
        form.ifPresent(found -> assertEquals(Fidelity.BYTES, found.fidelity(), text));
        return form.map(Compressed::text);
    }

    static String form(String text) {
        Optional<String> form = compress(text);
        assertTrue(form.isPresent(), () -> "declined: " + text);
        assertEquals(text, decode(form.orElseThrow()), form.orElseThrow());
        return form.orElseThrow();
    }

    static String decode(String form) {
        try {
            return new GridCompressor().decode(form);
        } catch (MalformedFormException e) {
            throw new AssertionError(e.getMessage() + " in\n" + form, e);
        }
    }
}
