package io.headroom.compress;

import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LeftOut;
import java.util.List;
import java.util.Optional;

/**
 * What became of one text.
 *
 * @param kind whether it was replaced
 * @param reason why
 * @param compressor the id of the compressor whose form is used, if one is
 * @param form what to send: the form, or the text itself
 * @param fidelity what the form keeps; {@link Fidelity#BYTES} for an unchanged text
 * @param tokens the tokens before and after
 * @param bytesBefore the text's length in UTF-8; that of a long text that nobody looked into is estimated from its beginning
 * @param bytesAfter the form's length in UTF-8
 * @param nanos the time that it took here, in nanoseconds; next to nothing when the form was settled before
 * @param verified whether the form was decoded and compared before its first use
 * @param id the id by which the original can be retrieved, for a lossy form
 * @param leftOut what the form does not show
 */
public record Outcome(
        Kind kind,
        Reason reason,
        Optional<String> compressor,
        String form,
        Fidelity fidelity,
        Tokens tokens,
        long bytesBefore,
        long bytesAfter,
        long nanos,
        boolean verified,
        Optional<String> id,
        List<LeftOut> leftOut) {
    /** Whether a text was replaced. */
    public enum Kind {
        /** The form stands for the text. */
        COMPRESSED,
        /** The form is the text. */
        UNCHANGED
    }

    /**
     * Token figures.
     *
     * @param before of the text
     * @param after of the form
     * @param accuracy how they were got
     */
    public record Tokens(int before, int after, Accuracy accuracy) {
        /** How tokens were counted. */
        public enum Accuracy {
            /** By the model's own tokenizer. */
            EXACT,
            /** By the tokenizer of another model, with a factor. */
            APPROXIMATE,
            /** Not counted at all, since nothing depended on it; before equals after. */
            ESTIMATED
        }
    }

    /** Copies the list. */
    public Outcome {
        leftOut = List.copyOf(leftOut);
    }
}
