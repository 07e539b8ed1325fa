package io.headroom.api.change;

import io.headroom.api.change.Change.JsonSyntax;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a JSON configuration file as the program reads it that owns the file, so that an adapter sees what it asks to change, and can say
 * in which line a base URL or a mistake stands. What cannot be read is told by position and never treated as empty.
 */
public final class JsonDocument {
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private JsonDocument() {}

    /**
     * Reads a file.
     *
     * @param file where
     * @param syntax what its program reads
     * @return the root, an object
     * @throws MalformedDocumentException if the file is no UTF-8, no document of that syntax, no object, or larger than 16 MiB
     * @throws IOException if the file cannot be read
     */
    public static JsonValue read(Path file, JsonSyntax syntax) throws MalformedDocumentException, IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new MalformedDocumentException(1, 1, "the file is larger than 16 MiB");
        }
        return parse(decode(Files.readAllBytes(file)), syntax);
    }

    /**
     * Reads a text.
     *
     * @param text the document; a byte order mark at its beginning is passed over
     * @param syntax what is accepted
     * @return the root, an object
     * @throws MalformedDocumentException if it is no document of that syntax, or no object
     */
    public static JsonValue parse(String text, JsonSyntax syntax) throws MalformedDocumentException {
        JsonValue root = new JsonReader(text, syntax).document();
        if (root.kind() != JsonValue.Kind.OBJECT) {
            throw new MalformedDocumentException(root.line(), 1, root.kind().words() + " where an object is expected");
        }
        return root;
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
