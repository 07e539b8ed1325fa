package io.headroom.compress.json;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.headroom.workload.Layout;
import io.headroom.workload.Workload;
import io.headroom.workload.Workloads;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the lossless forms save, in tokens of o200k, against minified JSON. The floors lie just below what is reached. */
@Tag("C-1403")
@Tag("C-1405")
final class JsonSavingsTest {
    private static final Encoding TOKENS =
            Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    @ParameterizedTest
    @CsvSource({
        "W01, 78", "W02, 65", "W03, 65", "W04, 69", "W05, 61", "W06, 76", "W07, 59", "W08, 53", "W09, 53", "W10, 78",
        "W12, 55", "W13, 32", "W14, 54", "W15, 75", "P01, 71", "P02, 71", "P03, 72", "P04, 71", "P05, 76", "P06, 61",
        "P07, 57", "P08, 66", "P09, 62", "P10, 50"
    })
    @DisplayName("C-1403: workloads save at least so many percent against minified input")
    void savesTokens(String id, int percent) {
        Workload workload = Workloads.get(id);
        double saved = saved(workload, Layout.MIN);

        assertTrue(saved >= percent, () -> String.format(Locale.ROOT, "%s saves %.1f %%", id, saved));
    }

    @ParameterizedTest
    @CsvSource({"W01", "W02", "W03", "W04", "W07", "W12", "W13", "W14"})
    @DisplayName("C-1404: pretty, spaced and minified input save alike against minified input")
    void layoutsSaveAlike(String id) {
        Workload workload = Workloads.get(id);
        double minified = saved(workload, Layout.MIN);

        for (Layout layout : List.of(Layout.SPACED, Layout.INDENT2)) {
            double saved = saved(workload, layout);
            assertTrue(Math.abs(saved - minified) <= 3, () -> layout + ": " + saved + " against " + minified);
        }
    }

    private static double saved(Workload workload, Layout layout) {
        int before = 0;
        int after = 0;
        List<String> minified = workload.texts(Layout.MIN);
        List<String> texts = workload.texts(layout);
        for (int i = 0; i < texts.size(); i++) {
            before += TOKENS.countTokensOrdinary(minified.get(i));
            after += TOKENS.countTokensOrdinary(Forms.form(texts.get(i)));
        }
        return 100.0 * (before - after) / before;
    }
}
