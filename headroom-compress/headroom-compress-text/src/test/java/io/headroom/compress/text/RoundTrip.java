package io.headroom.compress.text;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.testkit.TestContext;
import io.headroom.compress.pattern.LineMiner;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;

/** Compresses, decodes, compares and counts, as the engine does. */
final class RoundTrip {
    private static final Encoding O200K = Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    private RoundTrip() {}

    static TestContext context() {
        return TestContext.lossless(Fidelity.BYTES).mining(LineMiner::new);
    }

    /** The form of a text, proven to decode; the text itself where there is none. */
    static String form(String text) {
        return form(text, "");
    }

    static String form(String text, String message) {
        TextCompressor compressor = new TextCompressor();
        Optional<Compressed> form = compressor.compress(new Content(text), context());
        if (form.isEmpty()) {
            return text;
        }
        try {
            Assertions.assertEquals(text, compressor.decode(form.get().text()), message);
        } catch (MalformedFormException e) {
            throw new AssertionError(
                    message + ": " + e.getMessage() + "\n" + form.get().text(), e);
        }
        return form.get().text();
    }

    static int tokens(String text) {
        return O200K.countTokensOrdinary(text);
    }

    /** Percent of the tokens that the form saves; 0 where the text stays. */
    static double saving(String text) {
        return 100.0 - 100.0 * tokens(form(text)) / tokens(text);
    }
}
