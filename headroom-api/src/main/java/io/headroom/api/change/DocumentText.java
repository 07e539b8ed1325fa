package io.headroom.api.change;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a configuration file as text, strictly: a byte that is not UTF-8 is an error with a position, never a replacement character. */
public final class DocumentText {
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private DocumentText() {}

    /**
     * Reads a file.
     *
     * @param file where
     * @return its text, with a byte order mark if it has one
     * @throws MalformedDocumentException if the file is no UTF-8, or larger than 16 MiB
     * @throws IOException if the file cannot be read
     */
    public static String read(Path file) throws MalformedDocumentException, IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new MalformedDocumentException(1, 1, "the file is larger than 16 MiB");
        }
        return decode(Files.readAllBytes(file));
    }

    private static String decode(byte[] bytes) throws MalformedDocumentException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
            throw new MalformedDocumentException(
                    line, text.length() - text.lastIndexOf('\n'), "a byte that is not UTF-8");
        }
        return text;
    }
}
