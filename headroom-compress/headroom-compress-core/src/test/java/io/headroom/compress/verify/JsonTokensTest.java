package io.headroom.compress.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("C-109")
class JsonTokensTest {
    private final JsonTokens tokens = new JsonTokens();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1, 2] | [1,2]",
                "{\"a\":\"\\u00e9\"} | { \"a\" : \"é\" }",
                "{\"a\":1}\\n{\"a\":2} | {\"a\":1} {\"a\":2}",
                "[1e5,-0.0,12345678901234567890123456789012345678901234567890] |"
                        + " [1e5, -0.0, 12345678901234567890123456789012345678901234567890]"
            })
    void takesLayoutAndEscapesForTheSame(String a, String b) {
        assertTrue(tokens.equal(a.replace("\\n", "\n"), b));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1] | [1.0]",
                "[1e5] | [100000]",
                "[-0.0] | [0.0]",
                "[1] | [\"1\"]",
                "[null] | [\"null\"]",
                "{\"a\":1,\"b\":2} | {\"b\":2,\"a\":1}",
                "[1,2] | [1,2,3]",
                "{\"a\":1,\"a\":1} | {\"a\":1}",
                "[\"a\"] | [\"a \"]",
                "[] | {}"
            })
    void seesEveryOtherDifference(String a, String b) {
        assertFalse(tokens.equal(a, b));
    }

    @Test
    void takesWhatIsNotJsonForDifferent() {
        assertFalse(tokens.equal("not json", "not json"));
        assertFalse(tokens.equal("[1]", "[1"));
        assertEquals("not JSON", tokens.difference("[1]", "[NaN]").orElseThrow());
    }

    @Test
    void readsNumbersAndStringsOfAnyLength() {
        String number = "[" + "9".repeat(5_000) + "]";
        String string = "[\"" + "x".repeat(200_000) + "\"]";

        assertTrue(tokens.equal(number, number + " "));
        assertTrue(tokens.equal(string, " " + string));
    }
}
