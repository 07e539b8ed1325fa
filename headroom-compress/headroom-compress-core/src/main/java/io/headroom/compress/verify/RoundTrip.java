package io.headroom.compress.verify;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.compress.retrieve.Slicer;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a lossless form and holds the result against the text, and reads a lossy one back and fills its gaps to the same end.
 * Thread-safe.
 */
public final class RoundTrip {
    private final JsonTokens json = new JsonTokens();
    private final ExcerptCheck excerpts = new ExcerptCheck(json, this::references);
    private @Nullable CharacterReferences references;

    /** Creates the check. */
    public RoundTrip() {}

    private synchronized CharacterReferences references() {
        CharacterReferences known = references == null ? new CharacterReferences() : references;
        references = known;
        return known;
    }

    /**
     * Checks a form.
     *
     * @param compressor who made it
     * @param form the form, without a footer
     * @param text the text that it should stand for
     * @param slicer of that text; asked for by lossy forms alone
     * @return what is wrong, without any of the content; empty if the form is proven
     */
    public Optional<String> check(Compressor compressor, Compressed form, String text, Supplier<Slicer> slicer) {
        if (form.fidelity() == Fidelity.LOSSY) {
            return compressor instanceof LossyCompressor lossy
                    ? excerpts.check(lossy, form, text, slicer.get())
                    : Optional.of("a lossy form that nothing reads back");
        }
        String decoded;
        try {
            decoded = compressor.decode(form.text());
        } catch (MalformedFormException e) {
            return Optional.of("the form cannot be decoded");
        }
        if (decoded == null) {
            return Optional.of("the decoder returned nothing");
        }
        if (form.fidelity() == Fidelity.DATA) {
            return json.difference(text, decoded);
        }
        return decoded.equals(text) ? Optional.empty() : Optional.of("the characters differ");
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
