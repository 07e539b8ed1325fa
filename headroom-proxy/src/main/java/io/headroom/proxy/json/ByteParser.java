package io.headroom.proxy.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Opens parsers of JSON in UTF-8 whose places are byte offsets, for reading bodies without a tree. Thread-safe. */
public final class ByteParser {
    private static final int MAX_DEPTH = 500;

    private final JsonFactory factory = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            // Interned names would be shared by the whole JVM.
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            // Byte offsets mean something in UTF-8 only.
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** Opens a part of a document; offsets count from {@code from}. */
    public JsonParser open(byte[] document, int from, int length) {
        return factory.createParser(ObjectReadContext.empty(), document, from, length);
    }
}
