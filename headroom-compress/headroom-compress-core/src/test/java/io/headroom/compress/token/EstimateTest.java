package io.headroom.compress.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("C-304")
class EstimateTest {
    @ParameterizedTest(name = "[{0}] is {1}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a,1",
                "seventy,1",
                "seventys,2",
                "fourteenletter,2",
                "fifteenletters!,3",
                "1,1",
                "123,1",
                "1234,2",
                "1234567,3",
                "    ,1",
                "a b,3",
                "::->,1",
                "x=12,3",
                "user42@example.org,6",
                "straße,1",
                "中文,1"
            })
    @DisplayName("C-304: letters 1 per started 7, digits 1 per 3, runs of space and of punctuation 1")
    void countsRuns(String text, int estimate) {
        assertEquals(estimate, Estimate.of(text));
    }

    @Test
    void countsNothingForNothing() {
        assertEquals(0, Estimate.of(""));
    }

    @Test
    void countsLineEndsAsSpace() {
        assertEquals(3, Estimate.of("a \r\n\t b"));
    }
}
