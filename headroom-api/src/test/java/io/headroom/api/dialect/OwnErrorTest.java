package io.headroom.api.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OwnErrorTest {
    @Test
    void everyKindHasAStatusOfItsOwn() {
        int[] statuses = Arrays.stream(OwnError.Kind.values())
                .mapToInt(OwnError.Kind::status)
                .toArray();

        assertEquals(statuses.length, Arrays.stream(statuses).distinct().count());
        assertTrue(Arrays.stream(statuses).allMatch(status -> status >= 400 && status <= 599));
    }

    @Test
    void anErrorIsComplete() {
        assertThrows(NullPointerException.class, () -> new OwnError(OwnError.Kind.INTERNAL, "m", null));
    }

    @Test
    void aSpanHoldsAtLeastItsQuotes() {
        assertThrows(IllegalArgumentException.class, () -> new TextSpan(-1, 5, ""));
        assertThrows(IllegalArgumentException.class, () -> new TextSpan(5, 6, ""));
        assertEquals("", new TextSpan(5, 7, "").text());
    }
}
