package io.headroom.compress.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.CompressionStoppedException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Extreme shapes stay within the work limit of 64 steps a character, and come back or are declined. */
@Tag("C-108")
final class JsonLimitsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    @DisplayName("C-108: one string of 10 MB among rows")
    void longStringsAreExact() {
        String text =
                "[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"" + "word ".repeat(2_000_000) + "\"},{\"a\":3,\"b\":\"y\"}]";

        assertExactOrDeclined(text);
    }

    @Test
    @DisplayName("C-108: 100 000 columns")
    void manyColumnsAreExact() {
        String row = IntStream.range(0, 100_000)
                .mapToObj(i -> "\"c" + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));

        assertExactOrDeclined("[" + row + "," + row + "," + row + "]");
    }

    @Test
    @DisplayName("C-108: 20 000 rows with a column of their own each")
    void rowsWithoutAnyColumnInCommonAreExact() {
        String text = IntStream.range(0, 20_000)
                .mapToObj(i -> "{\"c" + i + "\":" + i + "}")
                .collect(Collectors.joining(",", "[", "]"));

        assertExactOrDeclined(text);
    }

    @Test
    @DisplayName("C-501: more than 200 levels are declined")
    void deepDocumentsAreDeclined() {
        String text = "{\"a\":[".repeat(500) + "]}".repeat(500);

        assertEquals(Optional.empty(), Forms.compressWithinLimit(text));
    }

    @Test
    @DisplayName("C-108: lines that start like JSON and never end cost no more than a few readings")
    void brokenStartsAreNotReadAgainAndAgain() {
        String text = "[1,\n".repeat(200_000);

        assertExactOrDeclined(text);
    }

    @Test
    @DisplayName("C-501: repeated names, NaN and comments are declined")
    void whatIsNotStrictJsonIsDeclined() {
        for (String bad : new String[] {"\"id\":1", "\"v\":NaN", "\"v\":01", "\"v\":1/*c*/", "\"v\":'x'"}) {
            String row = "{\"id\":7,\"name\":\"somebody\"," + bad + "}";
            String text = IntStream.range(0, 40).mapToObj(i -> row).collect(Collectors.joining(",", "[", "]"));

            assertTrue(Forms.compressWithinLimit(text).isEmpty(), row);
        }
    }

    private static void assertExactOrDeclined(String text) {
        assertTimeoutPreemptively(LIMIT, () -> {
            try {
                Forms.assertExact(text, "extreme");
            } catch (CompressionStoppedException e) {
                assertEquals(CompressionStoppedException.Cause.WORK_LIMIT, e.why());
            }
        });
    }
}
