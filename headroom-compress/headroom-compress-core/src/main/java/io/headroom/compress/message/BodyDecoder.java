package io.headroom.compress.message;

import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.dialect.Dialect;
import io.headroom.compress.CompressionEngine;
import java.util.Objects;

/**
 * The inverse of {@link BodyCompressor}: turns the forms inside a request body back into the texts that they stand for. Every byte
 * outside a replaced form is as it came, and where nothing is replaced the very same array comes back.
 *
 * <p>Thread-safe. It does not close the engine.
 */
public final class BodyDecoder {
    private final CompressionEngine engine;
    private final JsonReader reader = new JsonReader();

    /**
     * What a body became.
     *
     * @param body the body with its texts; the same array if there is no form in it
     * @param texts the number of eligible texts
     * @param forms the number of texts that were forms, and are decoded now
     */
    public record Decoded(byte[] body, int texts, int forms) {
        /** Checks that there is a body. */
        public Decoded {
            Objects.requireNonNull(body, "body");
        }
    }

    /**
     * Creates a decoder.
     *
     * @param engine has the compressors that wrote the forms
     */
    public BodyDecoder(CompressionEngine engine) {
        this.engine = Objects.requireNonNull(engine, "engine");
    }

    /**
     * Decodes the forms in a body. A text that is no form, or a damaged one, stays as it is. The strings of decoded texts are spelled
     * with as few escapes as possible; where the client spelled them so too, and the form keeps every character of its text, the result
     * equals the original byte for byte.
     *
     * @param body the body; it is neither changed nor kept
     * @param dialect knows where the texts are
     * @return the body with its texts
     * @throws io.headroom.api.dialect.MalformedJsonException if the body is no JSON object that Headroom touches
     */
    public Decoded decode(byte[] body, Dialect dialect) {
        ScannedBody scanned = BodyScan.read(body, dialect, reader);
        Splice splice = new Splice(body);
        int forms = 0;
        for (FoundText found : scanned.texts()) {
            String text;
            try {
                text = engine.decode(found.span().text());
            } catch (MalformedFormException noForm) {
                continue;
            }
            if (!text.equals(found.span().text())) {
                splice.replace(found.span(), text);
            }
            forms++;
        }
        return new Decoded(splice.apply(), scanned.texts().size(), forms);
    }
}
