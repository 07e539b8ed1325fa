package io.headroom.compress.text;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.testkit.TokenEstimate;
import io.headroom.workload.Layout;
import io.headroom.workload.Workloads;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("C-1403")
@DisplayName("tokens saved in mode balanced, o200k, against the text as sent, the footer included")
class ShorteningSavingsTest {
    /** As the engine writes it. */
    private static final String FOOTER = "\n[headroom: 186 of 217 lines left out; read any with: headroom retrieve"
            + " 3fa94c01d7e2b8896a10ff42-9b1c2e07 --lines 106-1152]";

    @ParameterizedTest(name = "{0}: at least {1} %")
    @CsvSource({
        "X01, 88", "X02, 80", "X03, 85", "X04, 87", "X05, 86", "X06, 96", "X07, 50", "X08, 82", "X09, 85", "X10, 85",
        "X11, 60", "X12, 92", "X13, 88", "X14, 94", "X16, 85"
    })
    void savesOnWorkloads(String id, int target) {
        String text = Workloads.get(id).texts(Layout.MIN).get(0);
        Compressed form = Shortened.of(text, id).orElseThrow();
        int before = RoundTrip.tokens(text);
        int after = RoundTrip.tokens(form.text() + FOOTER);
        double saved = 100.0 - 100.0 * after / before;
        System.out.printf(
                Locale.ROOT,
                "%s %6d tokens, shortened %5d = %.1f %% saved, target %d; estimate %d, budget %d, gaps %d%n",
                id,
                before,
                after,
                saved,
                target,
                TokenEstimate.of(form.text()),
                Shortened.budget(text),
                form.leftOut().size());

        assertTrue(saved >= target, id + " saves " + saved + " %");
        // C-110: what a lossy form must save beyond the lossless one.
        int lossless = RoundTrip.tokens(RoundTrip.form(text));
        assertTrue(lossless - after >= 200 && after <= 0.7 * lossless, id + ": " + after + " after " + lossless);
    }
}
