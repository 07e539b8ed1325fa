package io.headroom.deploy.edit.toml;

import io.headroom.api.change.FileContent;
import io.headroom.deploy.edit.EditRefusedException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a TOML document as text, and back.
 *
 * @param text without the byte order mark
 * @param mark whether the bytes begin with a byte order mark
 */
record TomlText(String text, boolean mark) {
    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final char MARK = '\uFEFF';

    /**
     * Decodes bytes.
     *
     * @param content the bytes
     * @return the text
     * @throws EditRefusedException if they are too many, no UTF-8, or have a NUL
     */
    static TomlText of(FileContent content) throws EditRefusedException {
        byte[] bytes = content.bytes();
        if (bytes.length > MAX_BYTES) {
            throw new EditRefusedException(0, 0, "the file is larger than 16 MiB");
        }
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
        String whole = decoded.flip().toString();
        boolean mark = !whole.isEmpty() && whole.charAt(0) == MARK;
        String text = mark ? whole.substring(1) : whole;
        if (result.isError()) {
            throw refused(text, text.length(), "the file is not in UTF-8");
        }
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw refused(text, nul, "a NUL character stands in the file");
        }
        return new TomlText(text, mark);
    }

    /**
     * Encodes another text with the same mark.
     *
     * @param other the text
     * @return the bytes
     */
    FileContent with(String other) {
        return FileContent.of(mark ? MARK + other : other);
    }

    /**
     * A refusal at a place.
     *
     * @param text the document
     * @param offset the place, in characters
     * @param reason why
     * @return the exception, with the place as line and column in code points
     */
    static EditRefusedException refused(String text, int offset, String reason) {
        int line = 1;
        int lineStart = 0;
        for (int end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', lineStart)) {
            line++;
            lineStart = end + 1;
        }
        return new EditRefusedException(line, text.codePointCount(lineStart, offset) + 1, reason);
    }
}
