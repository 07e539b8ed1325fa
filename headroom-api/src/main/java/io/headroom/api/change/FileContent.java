package io.headroom.api.change;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a file: immutable, equal by content. {@link #toString()} tells the length only, since files may hold secrets. */
public final class FileContent {
    private final byte[] bytes;

    private FileContent(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A copy of bytes.
     *
     * @param bytes the bytes
     * @return the content
     */
    public static FileContent of(byte[] bytes) {
        return new FileContent(bytes.clone());
    }

    /**
     * A text in UTF-8.
     *
     * @param text the text
     * @return the content
     */
    public static FileContent of(String text) {
        return new FileContent(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The bytes.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileContent that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
