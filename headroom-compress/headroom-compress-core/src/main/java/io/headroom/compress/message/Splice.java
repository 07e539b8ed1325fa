package io.headroom.compress.message;

import io.headroom.api.dialect.TextSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces string values in a body. The body is copied once, into an array of exactly the right size; without a replacement the very
 * same array comes back.
 */
final class Splice {
    private final byte[] body;
    private final List<Replacement> replacements = new ArrayList<>();
    private long length;
    private int last;

    private record Replacement(int start, int end, String text) {}

    Splice(byte[] body) {
        this.body = body;
        this.length = body.length;
    }

    /** Plans a replacement; to be called in the order of the body. */
    void replace(TextSpan span, String text) {
        if (span.start() < last) {
            throw new IllegalArgumentException("spans overlap or are out of order at byte " + span.start());
        }
        replacements.add(new Replacement(span.start(), span.end(), text));
        length += JsonStrings.length(text) - (span.end() - span.start());
        last = span.end();
    }

    /** Makes the body that the plan asks for. */
    byte[] apply() {
        if (replacements.isEmpty()) {
            return body;
        }
        byte[] out = new byte[Math.toIntExact(length)];
        int from = 0;
        int at = 0;
        for (Replacement replacement : replacements) {
            int kept = replacement.start() - from;
            System.arraycopy(body, from, out, at, kept);
            at = JsonStrings.write(replacement.text(), out, at + kept);
            from = replacement.end();
        }
        System.arraycopy(body, from, out, at, body.length - from);
        return out;
    }
}
