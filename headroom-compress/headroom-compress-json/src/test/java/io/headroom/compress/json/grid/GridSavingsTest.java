package io.headroom.compress.json.grid;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.headroom.workload.Layout;
import io.headroom.workload.Workloads;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tables save, in tokens of o200k. The floors lie just below what is reached. */
@Tag("C-1403")
final class GridSavingsTest {
    private static final Encoding TOKENS =
            Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    @ParameterizedTest(name = "{0}, {1}: at least {2} %")
    @CsvSource({"X08, kubectl get pods, 41", "X09, ps aux, 22", "X14, CSV, 37"})
    @DisplayName("C-1403, C-507: tables save at least so many percent of the text as sent")
    void savesTokens(String id, String name, int percent) {
        String text = Workloads.get(id).texts(Layout.MIN).get(0);
        int before = TOKENS.countTokensOrdinary(text);
        String form = Grids.form(text);
        double saved = 100.0 - 100.0 * TOKENS.countTokensOrdinary(form) / before;
        assertTrue(saved >= percent, () -> String.format(Locale.ROOT, "%s saves %.1f %%", id, saved));
    }
}
