package io.headroom.proxy.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.api.exchange.Header;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseFieldsTest {
    @Test
    void theStatusComesFirstAndOnce() {
        Header status = new Header(":status", "200");
        Header other = new Header("x-a", "1");

        assertEquals(200, ResponseFields.status(List.of(status, other)));
        assertEquals(List.of(other), ResponseFields.withoutStatus(List.of(status, other)));
        assertEquals(-1, ResponseFields.status(List.of(other, status)));
        assertEquals(-1, ResponseFields.status(List.of(status, status)));
        assertEquals(-1, ResponseFields.status(List.of(other)));
        assertEquals(-1, ResponseFields.status(List.of(status, new Header(":path", "/"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "2000", "abc", "099", ""})
    void theStatusHasThreeDigits(String value) {
        assertEquals(-1, ResponseFields.status(List.of(new Header(":status", value))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-a|1\r\nx-b: 2", "x-a|1\n", "x-a|\0", "x a|1", "x-a: 1\r\nb|1", "X-A|1", "|1"})
    @DisplayName("PX-601: a field that could smuggle another one into HTTP/1.1 is malformed")
    void smugglersAreFound(String field) {
        int bar = field.indexOf('|');
        Header smuggler = new Header(field.substring(0, bar), field.substring(bar + 1));

        assertEquals(-1, ResponseFields.status(List.of(new Header(":status", "200"), smuggler)));
    }
}
