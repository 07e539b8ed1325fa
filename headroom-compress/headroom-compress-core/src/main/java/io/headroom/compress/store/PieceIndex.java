package io.headroom.compress.store;

import io.headroom.compress.retrieve.Landmarks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the pieces of a folded text are and what they hash to, with the text's landmarks. It is bound to the text by the text's hash, and
 * guarded by a digest of its own: an index that does not fit is no index.
 */
final class PieceIndex {
    /** Another one is an index that this program cannot read. */
    private static final byte VERSION = 1;

    private static final int GUARD = 16;

    private final List<Piece> pieces;
    private final Landmarks landmarks;

    /**
     * A piece.
     *
     * @param start its first character in the text
     * @param length its characters
     * @param place where its bytes begin in the stream
     * @param bytes how many there are when they are inflated
     * @param digest the first bytes of their SHA-256
     */
    record Piece(int start, int length, int place, int bytes, long digest) {
        int end() {
            return start + length;
        }
    }

    private PieceIndex(List<Piece> pieces, Landmarks landmarks) {
        this.pieces = pieces;
        this.landmarks = landmarks;
    }

    List<Piece> pieces() {
        return pieces;
    }

    Landmarks landmarks() {
        return landmarks;
    }

    /** Collects the pieces of a text in their order. */
    static final class Builder {
        private final List<Piece> pieces = new ArrayList<>();
        private int characters;

        void piece(int length, int place, byte[] bytes) {
            pieces.add(new Piece(characters, length, place, bytes.length, digest(bytes)));
            characters += length;
        }

        byte[] write(String hash, Landmarks landmarks) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try {
                DataOutputStream out = new DataOutputStream(bytes);
                out.writeByte(VERSION);
                out.writeInt(pieces.size());
                for (Piece piece : pieces) {
                    out.writeInt(piece.length());
                    out.writeInt(piece.place());
                    out.writeInt(piece.bytes());
                    out.writeLong(piece.digest());
                }
                landmarks.write(out);
                byte[] guard = guard(hash, bytes.toByteArray(), bytes.size());
                out.write(guard);
            } catch (IOException e) {
                throw new UncheckedIOException("memory can be written to", e);
            }
            return bytes.toByteArray();
        }
    }

    /** Reads an index; empty if it is damaged, belongs to another text, or was written by a program that knows more. */
    static Optional<PieceIndex> read(String hash, byte[] index) {
        int body = index.length - GUARD;
        if (body < 1
                || index[0] != VERSION
                || !Arrays.equals(guard(hash, index, body), Arrays.copyOfRange(index, body, index.length))) {
            return Optional.empty();
        }
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(index, 1, body - 1));
            int count = in.readInt();
            List<Piece> pieces = new ArrayList<>();
            int start = 0;
            for (int i = 0; i < count; i++) {
                Piece piece = new Piece(start, in.readInt(), in.readInt(), in.readInt(), in.readLong());
                pieces.add(piece);
                start = piece.end();
            }
            Landmarks landmarks = Landmarks.read(in);
            return landmarks.length() == start ? Optional.of(new PieceIndex(pieces, landmarks)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static long digest(byte[] bytes) {
        return ByteBuffer.wrap(sha256().digest(bytes)).getLong();
    }

    private static byte[] guard(String hash, byte[] index, int length) {
        MessageDigest digest = sha256();
        digest.update(hash.getBytes(StandardCharsets.UTF_8));
        digest.update(index, 0, length);
        return Arrays.copyOf(digest.digest(), GUARD);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
