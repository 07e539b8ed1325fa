package io.headroom.compress.message;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.MalformedJsonException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the dialect of a request body that comes without a path, by its structure: the dialect that finds tool results in it. The
 * dialects are asked in the order of their ids, so the answer does not depend on where plugins were found. Thread-safe.
 */
public final class DialectDetector {
    private final List<Dialect> dialects;
    private final JsonReader reader = new JsonReader();

    /**
     * Creates a detector.
     *
     * @param dialects the dialects to choose from
     */
    public DialectDetector(List<? extends Dialect> dialects) {
        this.dialects = dialects.stream()
                .<Dialect>map(d -> d)
                .sorted(Comparator.comparing(Dialect::id))
                .toList();
    }

    /**
     * Finds the dialect of a body.
     *
     * @param body any bytes
     * @return the dialect that finds eligible texts in the body; empty if none does, so that there is nothing to compress in it
     */
    public Optional<Dialect> detect(byte[] body) {
        return dialects.stream().filter(dialect -> findsTexts(dialect, body)).findFirst();
    }

    private boolean findsTexts(Dialect dialect, byte[] body) {
        try {
            return !BodyScan.read(body, dialect, reader).texts().isEmpty();
        } catch (MalformedJsonException e) {
            // A dialect reads other members than the next, so a doubled key may bother this one alone.
            return false;
        }
    }
}
