package io.headroom.compress.settle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C-106")
class Wtf8Test {
    @Test
    void isUtf8ForOrdinaryTexts() {
        String text = "plain, \u00e9, \u4e2d, \ud83d\ude00 and \ufffd";

        assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), Wtf8.encode(text));
        assertEquals(text, Wtf8.decode(Wtf8.encode(text)));
    }

    @Test
    void givesALoneSurrogateThreeBytes() {
        assertArrayEquals(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, Wtf8.encode("\ud800"));
    }

    @Test
    @DisplayName("C-106: different texts never share a hash")
    void tellsLoneSurrogatesApart() {
        assertNotEquals(
                ContentHash.of("a\ud800").hex(), ContentHash.of("a\ud801").hex());
        assertNotEquals(ContentHash.of("a\ud800").hex(), ContentHash.of("a?").hex());
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                ContentHash.of("abc").hex());
    }

    @Test
    void decodesWhateverItEncoded() {
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(40); k >= 0; k--) {
                text.append((char) (random.nextBoolean() ? 0xd7f0 + random.nextInt(0x820) : random.nextInt(0x10000)));
            }
            String expected = text.toString();

            assertEquals(expected, Wtf8.decode(Wtf8.encode(expected)), () -> "seed " + seed);
        }
    }
}
