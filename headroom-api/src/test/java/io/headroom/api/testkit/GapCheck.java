package io.headroom.api.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.testkit.workload.NamedText;
import java.util.EnumMap;
import java.util.Map;

/** Checks the list of what a lossy form leaves out: in order, without overlap, within the original, and shorter than it. */
final class GapCheck {
    private GapCheck() {}

    static void check(NamedText text, Compressed form) {
        Map<LeftOut.Unit, Integer> ends = new EnumMap<>(LeftOut.Unit.class);
        long lines = text.text().lines().count();
        for (LeftOut gap : form.leftOut()) {
            int end = ends.getOrDefault(gap.unit(), 0);
            assertTrue(gap.from() > end, () -> text + ": " + gap + " starts before " + end);
            if (gap.unit() == LeftOut.Unit.LINE) {
                assertTrue(gap.to() <= lines, () -> text + ": " + gap + " of " + lines + " lines");
            }
            ends.put(gap.unit(), gap.to());
        }
        assertTrue(
                TokenEstimate.of(form.text()) < TokenEstimate.of(text.text()),
                () -> text + ": lossy and still no smaller");
    }
}
