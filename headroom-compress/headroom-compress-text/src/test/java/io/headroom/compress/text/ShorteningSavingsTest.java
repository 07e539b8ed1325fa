package io.headroom.compress.text;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.testkit.TokenEstimate;
import io.headroom.workload.Layout;
import io.headroom.workload.Workload;
import io.headroom.workload.Workloads;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C-1403")
@DisplayName("tokens saved in mode balanced, o200k, against the text as sent")
class ShorteningSavingsTest {
    @Test
    @DisplayName("prints what each workload saves")
    void savesOnWorkloads() {
        Map<String, Integer> targets = new TreeMap<>(Map.of(
                "X01", 88, "X02", 80, "X03", 85, "X04", 87, "X05", 86, "X06", 96, "X07", 50, "X10", 85, "X11", 60, "X12", 92));
        targets.putAll(Map.of("X13", 88, "X15", 0, "X16", 85, "X08", 82, "X09", 85, "X14", 94));
        StringBuilder table = new StringBuilder("id   sent tokens  form tokens  saved  target  estimate saved  budget gaps\n");
        for (Workload workload : Workloads.all()) {
            if (workload.json()) {
                continue;
            }
            String text = workload.texts(Layout.MIN).get(0);
            Optional<Compressed> form = Shortened.of(text, workload.id());
            String out = form.map(Compressed::text).orElse(text);
            if (System.getProperty("forms") != null) {
                System.out.println("=== " + workload.id() + "\n" + out);
            }
            table.append(String.format(
                    Locale.ROOT,
                    "%s %11d %12d %6.1f %7d %15.1f %7d %d%n",
                    workload.id(),
                    RoundTrip.tokens(text),
                    RoundTrip.tokens(out),
                    100.0 - 100.0 * RoundTrip.tokens(out) / RoundTrip.tokens(text),
                    targets.get(workload.id()),
                    100.0 - 100.0 * TokenEstimate.of(out) / TokenEstimate.of(text),
                    Shortened.budget(text),
                    form.map(one -> one.leftOut().size()).orElse(0)));
        }
        System.out.println(table);
        assertTrue(table.length() > 0);
    }
}
