package io.headroom.proxy.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    @Test
    @DisplayName("PX-601: frames are the same however their bytes are cut, padding included")
    void cutsDoNotMatter() throws Http2Fault {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            ByteBuffer wire = ByteBuffer.allocate(200_000);
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                frame(random, wire, expected);
            }
            wire.flip();

            Recording seen = new Recording();
            FrameReader reader = new FrameReader(seen);
            while (wire.hasRemaining()) {
                int count = Math.min(wire.remaining(), 1 + random.nextInt(random.nextBoolean() ? 3 : 20_000));
                reader.feed(wire.slice(wire.position(), count));
                wire.position(wire.position() + count);
            }

            assertEquals(expected, seen.frames, "seed " + seed);
        }
    }

    private static void frame(Random random, ByteBuffer wire, List<String> expected) {
        int length = random.nextInt(10) == 0 ? FrameReader.MOST_PAYLOAD - 256 : random.nextInt(50);
        int stream = 1 + 2 * random.nextInt(50);
        byte[] payload = new byte[length];
        random.nextBytes(payload);
        if (random.nextBoolean()) {
            int type = 1 + random.nextInt(20);
            int flags = random.nextInt(256);
            head(wire, length, type, flags, stream);
            wire.put(payload);
            expected.add(type + " " + flags + " " + stream + " " + hash(payload));
        } else {
            boolean padded = random.nextBoolean();
            boolean end = random.nextBoolean();
            int padding = random.nextInt(256);
            int whole = length + (padded ? 1 + padding : 0);
            head(wire, whole, FrameType.DATA, (padded ? FrameType.FLAG_PADDED : 0) | (end ? 1 : 0), stream);
            if (padded) {
                wire.put((byte) padding);
            }
            wire.put(payload);
            if (padded) {
                wire.put(new byte[padding]);
            }
            expected.add("data " + stream + " " + whole + " " + hash(payload) + " " + (whole - length) + " " + end);
        }
    }

    private static void head(ByteBuffer wire, int length, int type, int flags, int stream) {
        wire.putInt(length << 8 | type).put((byte) flags).putInt(stream);
    }

    private static int hash(byte[] bytes) {
        return java.util.Arrays.hashCode(bytes);
    }

    @Test
    void framesThatAreTooLargeEndTheConnection() {
        ByteBuffer wire = ByteBuffer.allocate(9);
        head(wire, FrameReader.MOST_PAYLOAD + 1, FrameType.HEADERS, 0, 1);

        Http2Fault fault = assertThrows(Http2Fault.class, () -> new FrameReader(new Recording()).feed(wire.flip()));

        assertEquals(ErrorCode.FRAME_SIZE_ERROR, fault.code());
    }

    @Test
    void morePaddingThanBytesEndsTheConnection() {
        ByteBuffer wire = ByteBuffer.allocate(11);
        head(wire, 2, FrameType.DATA, FrameType.FLAG_PADDED, 1);
        wire.put((byte) 2).put((byte) 0);

        Http2Fault fault = assertThrows(Http2Fault.class, () -> new FrameReader(new Recording()).feed(wire.flip()));

        assertEquals(ErrorCode.PROTOCOL_ERROR, fault.code());
    }

    private static final class Recording implements FrameReader.Target {
        private final List<String> frames = new ArrayList<>();
        private int stream;
        private int length;
        private int hash;

        @Override
        public void dataBegin(int id, int bytes) {
            stream = id;
            length = bytes;
            hash = 1;
        }

        @Override
        public void data(ByteBuffer bytes, boolean frameEnds) {
            while (bytes.hasRemaining()) {
                hash = 31 * hash + bytes.get();
            }
        }

        @Override
        public void dataEnd(int padding, boolean streamEnds) {
            frames.add("data " + stream + " " + length + " " + hash + " " + padding + " " + streamEnds);
        }

        @Override
        public void frame(int type, int flags, int id, ByteBuffer payload) {
            byte[] bytes = new byte[payload.remaining()];
            payload.get(bytes);
            frames.add(type + " " + flags + " " + id + " " + FrameReaderTest.hash(bytes));
        }

        @Override
        public boolean over() {
            return false;
        }
    }
}
