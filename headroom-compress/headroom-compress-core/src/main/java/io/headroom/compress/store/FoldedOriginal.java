package io.headroom.compress.store;

import io.headroom.compress.retrieve.Landmarks;
import io.headroom.compress.settle.Wtf8;
import java.util.Optional;

/**
 * An original as it is kept: one deflated stream, as {@link Folded} reads it. That of a long text is flushed where its pieces end, so that
 * each is inflated without those before it.
 *
 * @param deflated the stream
 * @param size how many bytes the text has in WTF-8
 * @param index what {@link PieceIndex} wrote; empty for a short text
 */
record FoldedOriginal(byte[] deflated, long size, Optional<byte[]> index) {
    /** A shorter text is read as a whole in about a millisecond. */
    static final int LONG = 1 << 17;

    /** Smaller pieces would cost more space than the percent that these do. */
    private static final int PIECE = 1 << 16;

    /** How many bytes it takes. */
    long stored() {
        return (long) deflated.length + index.map(bytes -> bytes.length).orElse(0);
    }

    static FoldedOriginal of(String hash, String text) {
        return text.length() < LONG ? inOne(text) : inPieces(hash, text, PIECE);
    }

    private static FoldedOriginal inOne(String text) {
        try (Deflating folding = new Deflating()) {
            byte[] bytes = Wtf8.encode(text);
            folding.last(bytes);
            return new FoldedOriginal(folding.bytes(), bytes.length, Optional.empty());
        }
    }

    /** Folds a text into pieces of about so many characters; as one piece if it has no landmarks. */
    static FoldedOriginal inPieces(String hash, String text, int characters) {
        Optional<Landmarks> landmarks = Landmarks.of(text, Math.max(1, characters / 2));
        if (landmarks.isEmpty()) {
            return inOne(text);
        }
        PieceIndex.Builder index = new PieceIndex.Builder();
        try (Deflating folding = new Deflating()) {
            long size = 0;
            int from = 0;
            int to;
            do {
                to = Wtf8.border(text, Math.min(text.length(), from + characters));
                byte[] bytes = Wtf8.encode(text.substring(from, to));
                index.piece(to - from, folding.size(), bytes);
                if (to < text.length()) {
                    folding.flushed(bytes);
                } else {
                    folding.last(bytes);
                }
                size += bytes.length;
                from = to;
            } while (from < text.length());
            return new FoldedOriginal(folding.bytes(), size, Optional.of(index.write(hash, landmarks.get())));
        }
    }
}
