package io.headroom.compress.json;

import io.headroom.api.compress.MalformedFormException;

/** Ends the decoding of texts that only look like forms and would grow without end. No form of ours stands for this much. */
final class OutputLimit {
    private static final int CHARACTERS = 1 << 25;

    private OutputLimit() {}

    static void check(CharSequence output) throws MalformedFormException {
        if (output.length() > CHARACTERS) {
            throw new MalformedFormException("more text than any form stands for");
        }
    }
}
