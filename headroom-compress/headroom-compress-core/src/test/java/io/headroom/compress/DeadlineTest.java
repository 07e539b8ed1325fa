package io.headroom.compress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressor;
import io.headroom.compress.testing.Misbehaving;
import io.headroom.compress.testing.Requests;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often the clock is looked at while a text is long, by a clock that goes on with each look and never by the wall's. */
@Tag("C-108")
class DeadlineTest {
    private static final int LONGEST = 8 << 20;

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    @DisplayName("C-108: a deadline that passes while a text of 8 MiB is looked through ends the work at the next look")
    void endsWithinTheFirstLookAtALongText() {
        String text = "a line of some length\n".repeat(LONGEST / 22);
        for (int time : new int[] {1, 5, 40, 120}) {
            // Whoever is asked fails, which would be seen.
            Outcome outcome = compress(text, afterLooks(time), Misbehaving.THROWS.compressor("asked"));

            assertEquals(Reason.DEADLINE, outcome.reason(), "after " + time + " looks");
            assertEquals(text, outcome.form());
            assertTrue(looks.get() <= time + 4, looks + " looks, " + time + " were given");
        }
    }

    @Test
    @DisplayName(
            "C-108: of a text of 8 MiB every 64 Ki characters are followed by a look, before any compressor is asked")
    void looksOftenEnough() {
        String text = "a line of some length\n".repeat(LONGEST / 22);

        compress(text, afterLooks(Integer.MAX_VALUE), Misbehaving.THROWS.compressor("asked"));

        assertTrue(looks.get() >= text.length() >> 16, looks + " looks");
    }

    @Test
    @DisplayName("C-105, section 16: 50 MB are refused by their length, without a look at the text or the clock")
    void refusesFiftyMegabytes() {
        String text = "\u00e9".repeat(50_000_000);

        Outcome outcome = compress(text, afterLooks(100), Misbehaving.THROWS.compressor("asked"));

        assertEquals(Reason.TOO_LARGE, outcome.reason());
        assertEquals(100_000_000, outcome.bytesBefore());
        assertEquals(1, looks.get());
    }

    /** A deadline that passes with so many looks at it. */
    private Deadline afterLooks(int time) {
        looks.set(0);
        return Deadline.after(Duration.ofNanos(time), new Cancellation(), looks::getAndIncrement);
    }

    private static Outcome compress(String text, Deadline deadline, Compressor compressor) {
        try (CompressionEngine engine = CompressionEngine.builder()
                .tokenCounters(Requests.COUNTERS)
                .compressors(List.of(compressor))
                .build()) {
            return engine.compress(Requests.of(text), deadline);
        }
    }
}
