package io.headroom.compress.store;

import io.headroom.compress.retrieve.DamagedPartException;
import io.headroom.compress.retrieve.Landmarks;
import io.headroom.compress.retrieve.PartedText;
import io.headroom.compress.settle.Wtf8;
import io.headroom.compress.store.PieceIndex.Piece;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** A folded text of which pieces are inflated, and checked, when they are wanted. Not thread-safe. */
final class FoldedText implements PartedText {
    /** The two bytes before the first block of a stream. */
    private static final int HEADER = 2;

    private final byte[] deflated;
    private final PieceIndex index;
    private final @Nullable String[] known;

    private FoldedText(byte[] deflated, PieceIndex index) {
        this.deflated = deflated;
        this.index = index;
        known = new String[index.pieces().size()];
    }

    /** Empty if the index is not that of the text with this hash. */
    static Optional<PartedText> of(String hash, byte[] deflated, byte[] index) {
        return PieceIndex.read(hash, index).map(pieces -> new FoldedText(deflated, pieces));
    }

    @Override
    public int length() {
        return index.landmarks().length();
    }

    @Override
    public Landmarks landmarks() {
        return index.landmarks();
    }

    @Override
    public String part(int from, int to) {
        int at = piece(from);
        if (to <= index.pieces().get(at).end()) {
            return cut(at, from, to);
        }
        StringBuilder part = new StringBuilder(to - from);
        for (int next = from; next < to; next = index.pieces().get(at++).end()) {
            part.append(cut(at, next, Math.min(to, index.pieces().get(at).end())));
        }
        return part.toString();
    }

    private String cut(int number, int from, int to) {
        int start = index.pieces().get(number).start();
        return inflated(number).substring(from - start, to - start);
    }

    /** The number of the piece that holds a character, or of the last one. */
    private int piece(int character) {
        int low = 0;
        int high = index.pieces().size() - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (character < index.pieces().get(middle).end()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private String inflated(int number) {
        String text = known[number];
        if (text == null) {
            text = inflate(number);
            known[number] = text;
        }
        return text;
    }

    private String inflate(int number) {
        Piece piece = index.pieces().get(number);
        int from = number == 0 ? piece.place() + HEADER : piece.place();
        int to = number + 1 < index.pieces().size()
                ? index.pieces().get(number + 1).place()
                : deflated.length;
        if (from > to || to > deflated.length) {
            throw new DamagedPartException("a piece ends beyond the last byte");
        }
        byte[] bytes = new byte[piece.bytes()];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(deflated, from, to - from);
            int n = 0;
            int more = bytes.length;
            while (more > 0 && n < bytes.length) {
                more = inflater.inflate(bytes, n, bytes.length - n);
                n += more;
            }
        } catch (DataFormatException e) {
            throw new DamagedPartException("a piece cannot be inflated");
        } finally {
            inflater.end();
        }
        // What was not inflated is left as zeros, which the digest tells apart.
        if (PieceIndex.digest(bytes) != piece.digest()) {
            throw new DamagedPartException("a piece is not what was kept");
        }
        String text = Wtf8.decode(bytes);
        if (text.length() != piece.length()) {
            throw new DamagedPartException("a piece has another length");
        }
        return text;
    }
}
