package io.headroom.compress.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PX-501")
class Utf8Test {
    @Test
    void agreesWithTheJdkOnEverySequenceOfTwoBytesAndOnThreeAfterEachLead() {
        for (int lead = 0; lead < 256; lead++) {
            for (int next = 0; next < 256; next++) {
                assertAgrees((byte) lead, (byte) next);
                assertAgrees((byte) lead, (byte) next, (byte) 0x80);
                assertAgrees((byte) lead, (byte) next, (byte) 0xBF, (byte) 0x80);
            }
        }
    }

    @Test
    void agreesWithTheJdkOnRandomBytes() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = text(random).getBytes(StandardCharsets.UTF_8);
            if (random.nextBoolean() && bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }

            assertEquals(decodes(bytes), Utf8.firstFault(bytes) < 0, "seed " + seed);
        }
    }

    @Test
    void tellsWhereTheFaultIs() {
        assertEquals(11, Utf8.firstFault(new byte[] {
            65, 66, 67, 68, 69, 70, 71, 72, 73, (byte) 0xC3, (byte) 0xA9, (byte) 0xFF
        }));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            int codePoint = random.nextInt(1 << (1 + random.nextInt(20)));
            text.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? 'x' : codePoint);
        }
        return text.toString();
    }

    private static void assertAgrees(byte... bytes) {
        assertEquals(
                decodes(bytes),
                Utf8.firstFault(bytes) < 0,
                java.util.HexFormat.of().formatHex(bytes));
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
