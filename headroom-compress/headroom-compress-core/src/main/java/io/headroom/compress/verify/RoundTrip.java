package io.headroom.compress.verify;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.MalformedFormException;
import java.util.Optional;

/** Decodes a lossless form and holds the result against the text. Thread-safe. */
public final class RoundTrip {
    private final JsonTokens json = new JsonTokens();

    /** Creates the check. */
    public RoundTrip() {}

    /**
     * Checks a form.
     *
     * @param compressor who made it
     * @param form a lossless form
     * @param text the text that it should stand for
     * @return what is wrong, without any of the content; empty if the form is proven
     */
    public Optional<String> check(Compressor compressor, Compressed form, String text) {
        String decoded;
        try {
            decoded = compressor.decode(form.text());
        } catch (MalformedFormException e) {
            return Optional.of("the form cannot be decoded");
        }
        if (decoded == null) {
            return Optional.of("the decoder returned nothing");
        }
        return switch (form.fidelity()) {
            case BYTES -> decoded.equals(text) ? Optional.empty() : Optional.of("the characters differ");
            case DATA -> json.difference(text, decoded);
            case LOSSY -> Optional.of("a lossy form has no decoder");
        };
    }

    /**
     * Whether a text is a form of a compressor already: its decoder accepts it, and makes something else out of it. A text that stands
     * for itself, or for its own JSON tokens, is an ordinary text.
     *
     * @param compressor whose form it may be
     * @param text the text
     * @return whether it is a form
     */
    public boolean isForm(Compressor compressor, String text) {
        try {
            String decoded = compressor.decode(text);
            return decoded != null && !decoded.equals(text) && !json.equal(text, decoded);
        } catch (MalformedFormException e) {
            return false;
        }
    }
}
