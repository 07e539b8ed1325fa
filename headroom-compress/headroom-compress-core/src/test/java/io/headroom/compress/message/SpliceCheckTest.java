package io.headroom.compress.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The body {@code {"a":"long text","b":1.50}} with its text replaced, rightly and wrongly. */
@DisplayName("P2, PX-1302: bytes around replaced texts are compared, and those that differ are counted")
class SpliceCheckTest {
    private static final String BEFORE = "{'a':'long text','b':1.50}";
    private static final int START = 5;
    private static final int END = 16;

    private static long stray(String after, int length) {
        SpliceCheck check = new SpliceCheck(bytes(BEFORE), bytes(after));
        check.replaced(START, END, length);
        return check.strayBytes();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"{'a':'x','b':1.50}\", 0",
                "\"{'a':'y','b':1.50}\", 0",
                "\"{'A':'x','b':1.50}\", 1",
                "\"{'a':'x','b':1.5 }\", 1",
                "\"{'a':'x','b':1.50\", 1",
                "\"{'a':'x','b':1.50}  \", 2",
                "\"{\", 14",
                "\"\", 15"
            })
    void countsWhatDiffers(String after, long expected) {
        assertEquals(expected, stray(after == null ? "" : after, 3));
    }

    @Test
    void comparesEverythingWhereNothingWasReplaced() {
        assertEquals(0, new SpliceCheck(bytes(BEFORE), bytes(BEFORE)).strayBytes());
        assertEquals(1, new SpliceCheck(bytes(BEFORE), bytes(BEFORE.replace("1.50", "1.51"))).strayBytes());
    }
}
