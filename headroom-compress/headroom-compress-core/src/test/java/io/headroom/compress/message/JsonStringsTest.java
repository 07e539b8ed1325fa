package io.headroom.compress.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PX-503")
class JsonStringsTest {
    @Test
    void escapesOnlyWhatJsonAndUtf8CannotSay() {
        String text = "\"\\/\b\t\n\f\r\u0001\u007Fé\u2028😀\uD83D";

        String json = JsonStrings.quote(text);

        assertEquals("\"\\\"\\\\/\\b\\t\\n\\f\\r\\u0001\u007Fé\u2028😀\\ud83d\"", json);
    }

    @Test
    void everyCharacterSurvivesAlone() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String text = String.valueOf((char) c);
            assertEquals(text, decoded(JsonStrings.quote(text)), () -> "character " + (int) text.charAt(0));
        }
    }

    @Test
    void everyTextSurvivesAndHasTheLengthThatWasPromised() {
        for (long seed = 0; seed < 5_000; seed++) {
            String text = RandomJson.text(new Random(seed));
            byte[] out = new byte[Math.toIntExact(JsonStrings.length(text))];

            int end = JsonStrings.write(text, out, 0);

            assertEquals(out.length, end, "seed " + seed);
            assertEquals(text, decoded(new String(out, StandardCharsets.UTF_8)), "seed " + seed);
        }
    }

    private static String decoded(String json) {
        List<String> strings = new ArrayList<>();
        new JsonReader()
                .read(
                        json.getBytes(StandardCharsets.UTF_8),
                        cursor -> cursor.string().ifPresent(strings::add));
        return strings.get(0);
    }
}
