package io.headroom.compress.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.api.dialect.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("C-1302")
class DialectDetectorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "anthropic-messages ~ {\"messages\":[{\"content\":[{\"type\":\"tool_result\",\"content\":\"x\"}]}]}",
                "openai-chat ~ {\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}",
                "openai-responses ~ {\"input\":[{\"type\":\"function_call_output\",\"output\":\"x\"}]}",
                "gemini ~ {\"contents\":[{\"parts\":[{\"functionResponse\":{\"response\":{\"output\":\"x\"}}}]}]}"
            })
    void theStructureTells(String id, String body) {
        assertEquals(Optional.of(id), detect(RandomBody.dialects(), body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {"{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}", "[]", "some text", "``", "{\"a\":1"})
    void whatHoldsNoToolResultHasNone(String body) {
        assertEquals(Optional.empty(), detect(RandomBody.dialects(), body));
    }

    @Test
    void theOrderOfThePluginsDoesNotMatter() {
        String both = "{\"messages\":[{\"role\":\"tool\",\"content\":\"x\"},"
                + "{\"content\":[{\"type\":\"tool_result\",\"content\":\"x\"}]}]}";
        for (long seed = 0; seed < 20; seed++) {
            List<Dialect> shuffled = new ArrayList<>(RandomBody.dialects());
            Collections.shuffle(shuffled, new Random(seed));

            assertEquals(Optional.of("anthropic-messages"), detect(shuffled, both), "seed " + seed);
        }
    }

    private static Optional<String> detect(List<Dialect> dialects, String body) {
        return new DialectDetector(dialects)
                .detect(body.getBytes(StandardCharsets.UTF_8))
                .map(Dialect::id);
    }
}
