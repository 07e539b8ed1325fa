package io.headroom.proxy.redeem;

import io.headroom.proxy.redeem.Frames.Frame;
import io.headroom.proxy.redeem.JsonParts.Part;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An answer that comes in pieces: everything goes on at once but Headroom's own calls, and the end of a turn that has some. What the pieces
 * mean, those know that extend this.
 */
abstract class EventShape implements AnswerShape {
    private final JsonParts parts;
    private final ByteArrayOutputStream out;
    private final Frames frames;
    private final List<Frame> held = new ArrayList<>();
    private int rounds = 1;
    private boolean hidden;
    private boolean raw;
    private boolean wrote;
    private boolean passed;

    /** Writes into {@code out}. */
    EventShape(JsonParts parts, ByteArrayOutputStream out, Function<Consumer<Frame>, Frames> framing) {
        this.parts = parts;
        this.out = out;
        this.frames = framing.apply(this::frame);
    }

    /** Takes a piece that has data; if it throws, it must not have let the piece pass. */
    abstract void event(Frame frame);

    /** Forgets the round that is over. */
    abstract void begin();

    @Override
    public final void feed(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (raw) {
                out.write(bytes, i, length - i);
                return;
            }
            try {
                frames.feed(bytes[i]);
            } catch (RuntimeException e) {
                if (!untouched()) {
                    throw e;
                }
                raw();
            }
        }
    }

    private void frame(Frame frame) {
        if (raw) {
            out.writeBytes(frame.raw());
        } else if (frame.data().isEmpty()) {
            // A line feed alone is the second half of a line end, and goes where the first half went.
            if (passed || frame.raw().length > 1) {
                pass(frame);
            }
        } else {
            known(frame);
        }
    }

    private void known(Frame frame) {
        try {
            passed = false;
            event(frame);
        } catch (RuntimeException e) {
            if (!untouched()) {
                throw e;
            }
            hold(frame);
            raw();
        }
    }

    /** The members of a piece. */
    final Map<String, Part> members(Frame frame) {
        return parts.of(frame.data()).members();
    }

    /** JSON that is not from a piece. */
    final Part part(String json) {
        return parts.of(json);
    }

    /** Lets a piece pass as it came. */
    final void pass(Frame frame) {
        passed = true;
        wrote = true;
        out.writeBytes(frame.raw());
    }

    /** Keeps a piece back until it is clear what comes of the turn. */
    final void hold(Frame frame) {
        held.add(frame);
    }

    /** Lets the pieces pass that were kept back. */
    final void release() {
        held.forEach(this::pass);
        held.clear();
    }

    /** Writes a piece of our own. */
    final void tell(String event, String data) {
        // Line ends can only stand between values, where they mean nothing.
        String line = data.replace('\n', ' ').replace('\r', ' ');
        out.writeBytes(frames.written(event, line, !wrote));
        wrote = true;
    }

    /** Writes bytes that are no piece. */
    final void tell(byte[] bytes) {
        out.writeBytes(bytes);
    }

    /** Writes what ends the pieces. */
    final void tellEnd() {
        out.writeBytes(frames.end(!wrote));
    }

    /** Something is kept from the client. */
    final void hide() {
        hidden = true;
    }

    /** Whether the client gets the pieces of this round as they come. */
    final boolean asTheyCome() {
        return rounds == 1 && !hidden;
    }

    final boolean firstRound() {
        return rounds == 1;
    }

    /** The upstream tells that something went wrong: in the first round that is all, in a later one the client has a message already. */
    final void error(Frame frame) {
        if (rounds > 1) {
            throw new IllegalStateException("the upstream told an error in the middle of its answer");
        }
        hold(frame);
        raw();
    }

    @Override
    public final boolean untouched() {
        return raw || asTheyCome();
    }

    @Override
    public final void raw() {
        raw = true;
        release();
        out.writeBytes(frames.rest());
    }

    @Override
    public final void next() {
        held.clear();
        frames.rest();
        rounds++;
        begin();
    }
}
