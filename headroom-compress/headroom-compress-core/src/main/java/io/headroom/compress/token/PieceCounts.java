package io.headroom.compress.token;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToIntFunction;

/**
 * Remembers how many tokens short pieces have. Each piece has one slot, and a newer piece takes an older one's place, so memory is
 * bounded and nothing is locked. Thread-safe: slots hold immutable values.
 */
final class PieceCounts {
    private static final int SLOTS = 1 << 16;
    private static final int LONGEST = 48;

    private final AtomicReferenceArray<Piece> slots = new AtomicReferenceArray<>(SLOTS);
    private final ToIntFunction<String> counter;

    /** @param counter counts the tokens of one piece */
    PieceCounts(ToIntFunction<String> counter) {
        this.counter = counter;
    }

    int count(char[] text, int from, int to) {
        int length = to - from;
        if (length > LONGEST) {
            return counter.applyAsInt(WellFormed.string(text, from, to));
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + text[i];
        }
        int slot = (hash ^ (hash >>> 16) ^ (hash >>> 9)) & (SLOTS - 1);
        Piece known = slots.getPlain(slot);
        if (known != null && known.hash == hash && known.is(text, from, length)) {
            return known.tokens;
        }
        int tokens = counter.applyAsInt(WellFormed.string(text, from, to));
        char[] copy = new char[length];
        System.arraycopy(text, from, copy, 0, length);
        slots.setRelease(slot, new Piece(copy, hash, tokens));
        return tokens;
    }

    /** A class, not a record, because the array is its own and is compared in place. */
    private static final class Piece {
        private final char[] text;
        private final int hash;
        private final int tokens;

        private Piece(char[] text, int hash, int tokens) {
            this.text = text;
            this.hash = hash;
            this.tokens = tokens;
        }

        private boolean is(char[] other, int from, int length) {
            if (text.length != length) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                if (text[i] != other[from + i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
