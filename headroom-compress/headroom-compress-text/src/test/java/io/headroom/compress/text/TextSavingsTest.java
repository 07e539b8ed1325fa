package io.headroom.compress.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.workload.Layout;
import io.headroom.workload.Workloads;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("C-1403")
@DisplayName("tokens saved, o200k, lossless")
class TextSavingsTest {
    @ParameterizedTest(name = "{0}: at least {1} %")
    @CsvSource({
        "X01, 51", "X02, 58", "X03, 72", "X04, 20", "X05, 50", "X06, 68", "X07, 6", "X10, 67", "X11, 38", "X12, 66",
        "X13, 84", "X16, 79"
    })
    void savesOnWorkloads(String id, int percent) {
        String text = Workloads.get(id).texts(Layout.MIN).get(0);

        double saved = RoundTrip.saving(text);

        assertTrue(saved >= percent, id + " saves " + saved + " %");
    }

    @Test
    @DisplayName("C-402: X15, prose, keeps every byte")
    void leavesProse() {
        String prose = Workloads.get("X15").texts(Layout.MIN).get(0);

        assertEquals(prose, RoundTrip.form(prose));
    }
}
