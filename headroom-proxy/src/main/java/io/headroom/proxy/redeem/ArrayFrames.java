package io.headroom.proxy.redeem;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts a JSON array of objects into these while it comes, as Google streams answers for who does not ask for events. */
final class ArrayFrames implements Frames {
    private static final int MAX_FRAME = 16 << 20;

    private final Consumer<Frame> frames;
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream(1024);
    private int depth;
    private int elementFrom;
    private boolean string;
    private boolean escaped;

    ArrayFrames(Consumer<Frame> frames) {
        this.frames = frames;
    }

    @Override
    public void feed(byte next) {
        raw.write(next);
        if (raw.size() > MAX_FRAME) {
            throw new IllegalStateException("an element of more than " + MAX_FRAME + " bytes");
        }
        if (string) {
            string = escaped || next != '"';
            escaped = next == '\\' && !escaped;
        } else if (next == '{' || next == '[') {
            opened(next);
        } else if (next == '}' || next == ']') {
            closed();
        } else {
            string = next == '"';
        }
    }

    private void opened(byte bracket) {
        if (depth == 0 && bracket != '[') {
            throw new IllegalStateException("no array");
        }
        if (depth == 1) {
            elementFrom = raw.size() - 1;
        }
        depth++;
    }

    private void closed() {
        depth--;
        if (depth == 1) {
            byte[] bytes = raw.toByteArray();
            raw.reset();
            String element = new String(bytes, elementFrom, bytes.length - elementFrom, StandardCharsets.UTF_8);
            frames.accept(new Frame(bytes, element));
        }
    }

    @Override
    public byte[] rest() {
        byte[] rest = raw.toByteArray();
        raw.reset();
        depth = 0;
        string = false;
        escaped = false;
        return rest;
    }

    @Override
    public byte[] written(String event, String data, boolean first) {
        return ((first ? "[" : ",\r\n") + data).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] end(boolean first) {
        return (first ? "[]" : "]").getBytes(StandardCharsets.UTF_8);
    }
}
