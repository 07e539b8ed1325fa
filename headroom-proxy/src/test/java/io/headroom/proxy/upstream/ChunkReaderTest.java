package io.headroom.proxy.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkReaderTest {
    @Test
    void readsWhatWasWrittenWhereverItIsCut() throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            byte[] body = new byte[random.nextInt(5000)];
            random.nextBytes(body);
            ChunkReader reader = new ChunkReader();

            byte[] decoded = decode(reader, encode(body, random), random);

            assertArrayEquals(body, decoded, "seed " + seed);
            assertTrue(reader.ended(), "seed " + seed);
        }
    }

    @Test
    void leavesWhatComesBehindTheEnd() throws Exception {
        ByteBuffer in = ascii("1\r\nx\r\n0\r\nTrailer: t\r\n\r\nHTTP/1.1");
        ByteBuffer out = ByteBuffer.allocate(10);
        ChunkReader reader = new ChunkReader();

        reader.decode(in, out);

        assertTrue(reader.ended());
        assertEquals(1, out.position());
        assertEquals(8, in.remaining());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\n", "\r\n", "-1\r\n", "1\r\nab\r\n", "1000000000000000\r\n", " 1\r\n", "\u00e9\r\n"})
    void refusesWhatIsNoChunk(String coded) {
        ChunkReader reader = new ChunkReader();

        assertThrows(ProtocolException.class, () -> reader.decode(ascii(coded), ByteBuffer.allocate(100)));
        assertFalse(reader.ended());
    }

    private static byte[] encode(byte[] body, Random random) throws Exception {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        int at = 0;
        while (at < body.length) {
            int length = Math.min(body.length - at, 1 + random.nextInt(700));
            String size = random.nextBoolean() ? Integer.toHexString(length) : "00" + Integer.toHexString(length);
            coded.write((size + (random.nextBoolean() ? ";a=\"b\"" : "") + "\r\n").getBytes(StandardCharsets.US_ASCII));
            coded.write(body, at, length);
            coded.write(new byte[] {'\r', '\n'});
            at += length;
        }
        coded.write(
                (random.nextBoolean() ? "0\r\n\r\n" : "0\r\nA: b\r\nC: d\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return coded.toByteArray();
    }

    private static byte[] decode(ChunkReader reader, byte[] coded, Random random) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = 0;
        while (at < coded.length) {
            int length = Math.min(coded.length - at, 1 + random.nextInt(300));
            ByteBuffer in = ByteBuffer.wrap(coded, at, length);
            while (in.hasRemaining() && !reader.ended()) {
                ByteBuffer out = ByteBuffer.allocate(1 + random.nextInt(50));
                reader.decode(in, out);
                body.write(out.array(), 0, out.position());
            }
            at += length;
        }
        return body.toByteArray();
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
