package io.headroom.proxy.redeem;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts a stream of server-sent events (HTML standard, section 9.2.6) into its events, each with the very bytes that it came in. */
final class SseFrames implements Frames {
    private static final int MAX_FRAME = 16 << 20;

    private final Consumer<Frame> frames;
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream(1024);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    private final StringBuilder data = new StringBuilder();
    private boolean afterCarriageReturn;

    SseFrames(Consumer<Frame> frames) {
        this.frames = frames;
    }

    /** An event ends with the line feed of its empty line. */
    @Override
    public void feed(byte next) {
        raw.write(next);
        if (raw.size() > MAX_FRAME) {
            throw new IllegalStateException("an event of more than " + MAX_FRAME + " bytes");
        }
        boolean second = next == '\n' && afterCarriageReturn;
        afterCarriageReturn = next == '\r';
        if (second) {
            if (raw.size() == 1) {
                // The other half of the line end of an event that has gone already.
                raw.reset();
                frames.accept(new Frame(new byte[] {'\n'}, ""));
            }
        } else if (next == '\n' || next == '\r') {
            endOfLine();
        } else {
            line.write(next);
        }
    }

    @Override
    public byte[] rest() {
        byte[] rest = raw.toByteArray();
        raw.reset();
        line.reset();
        data.setLength(0);
        return rest;
    }

    @Override
    public byte[] written(String event, String document, boolean first) {
        String name = event.isEmpty() ? "" : "event: " + event + "\n";
        return (name + "data: " + document + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] end(boolean first) {
        return new byte[0];
    }

    private void endOfLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (text.isEmpty()) {
            Frame frame = new Frame(raw.toByteArray(), data.toString());
            raw.reset();
            data.setLength(0);
            frames.accept(frame);
        } else if (text.startsWith("data:")) {
            if (!data.isEmpty()) {
                data.append('\n');
            }
            data.append(text, text.startsWith("data: ") ? 6 : 5, text.length());
        }
    }
}
