package io.headroom.api.change;

import io.headroom.api.change.Change.JsonSyntax;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads a JSON configuration file as the program reads it that owns the file, so that an adapter sees what it asks to change, and can say
 * in which line a base URL or a mistake stands. What cannot be read is told by position and never treated as empty.
 */
public final class JsonDocument {
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
        return parse(DocumentText.read(file), syntax);
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
}
