package io.headroom.proxy.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {
    private static List<String> parse(byte[] stream, Random cuts) {
        List<String> events = new ArrayList<>();
        SseParser parser = new SseParser(data -> events.add(new String(data, StandardCharsets.UTF_8)));
        int at = 0;
        while (at < stream.length) {
            int length = Math.min(stream.length - at, 1 + cuts.nextInt(7));
            parser.feed(stream, at, length);
            at += length;
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    @DisplayName(
            "PX-702: every line end, comments, other fields, several data lines, split UTF-8, wherever the pieces are cut")
    void readsEventsInAnyPieces(String end) {
        String stream =
                (": a comment\nevent: x\ndata: one\n\n\n\nid: 1\ndata:two\ndata\ndata: caf\u00e9 \ud83d\ude00\n\n"
                                + "dataset: no\ndat: no\n\ndata: unfinished")
                        .replace("\n", end);
        for (long seed = 0; seed < 200; seed++) {
            assertEquals(
                    List.of("one", "two\n\ncaf\u00e9 \ud83d\ude00"),
                    parse(stream.getBytes(StandardCharsets.UTF_8), new Random(seed)),
                    "seed " + seed);
        }
    }

    @Test
    void passesOverAnEventThatIsTooLarge() {
        String stream = "data: " + "x".repeat((1 << 20) + 1) + "\n\ndata: next\n\n";

        assertEquals(List.of("next"), parse(stream.getBytes(StandardCharsets.UTF_8), new Random(1)));
    }

    @Test
    void neverThrowsOnNoise() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] noise = new byte[500];
            byte[] alphabet = {'d', 'a', 't', 'a', ':', '\n', '\r', ' ', (byte) 0xff, 0};
            for (int i = 0; i < noise.length; i++) {
                noise[i] = alphabet[random.nextInt(alphabet.length)];
            }

            List<String> events = parse(noise, random);

            assertTrue(events.size() <= noise.length, "seed " + seed);
        }
    }
}
