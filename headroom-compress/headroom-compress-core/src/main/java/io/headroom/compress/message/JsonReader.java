package io.headroom.compress.message;

import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.MalformedJsonException;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Opens JSON documents for a {@link io.headroom.api.dialect.Dialect}: one streaming pass over the bytes, no tree, offsets of the texts.
 * It accepts strict JSON in UTF-8 only, with or without a byte order mark, nested at most 500 deep, and nothing after the root value.
 *
 * <p>Thread-safe. A reader owns a bounded pool of buffers, so that instances share nothing; keep one for as long as it is used.
 */
public final class JsonReader {
    private static final int POOLED_BUFFERS = 16;
    private static final int MAX_DEPTH = 500;
    private static final int BOM_LENGTH = 3;

    private final JsonFactory factory;

    /** Creates a reader with buffers of its own. */
    public JsonReader() {
        factory = JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.newBoundedPool(POOLED_BUFFERS))
                // Interned names would be shared by the whole JVM.
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                // Anything but UTF-8 is refused, so that byte offsets always mean something.
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        // The body's own limit is enough: these protect trees and numbers, and there are none here.
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    /**
     * Reads a document. What {@code reader} leaves unread is skipped, but checked all the same, so when this method returns the whole
     * document was well-formed. What was taken from the cursor before an exception has to be thrown away.
     *
     * @param document the bytes of the document; not changed, not kept
     * @param reader is called once, with a cursor that stands before the root value
     * @throws MalformedJsonException if the bytes are no document that Headroom touches
     */
    public void read(byte[] document, Consumer<JsonCursor> reader) {
        int fault = Utf8.firstFault(document);
        if (fault >= 0) {
            throw new MalformedJsonException("no UTF-8 at byte " + fault);
        }
        int start = startsWithBom(document) ? BOM_LENGTH : 0;
        try (JsonParser parser =
                factory.createParser(ObjectReadContext.empty(), document, start, document.length - start)) {
            JacksonCursor cursor = JacksonCursor.open(parser, start);
            reader.accept(cursor);
            cursor.finish();
        }
    }

    private static boolean startsWithBom(byte[] document) {
        return document.length >= BOM_LENGTH
                && document[0] == (byte) 0xEF
                && document[1] == (byte) 0xBB
                && document[2] == (byte) 0xBF;
    }
}
