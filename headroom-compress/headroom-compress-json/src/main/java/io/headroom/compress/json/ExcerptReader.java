package io.headroom.compress.json;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.MalformedFormException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads forms with gaps. */
final class ExcerptReader {
    private ExcerptReader() {}

    /** What a form shows and leaves out. */
    static Excerpt read(String text) throws MalformedFormException {
        GapNotes.Read read = GapNotes.strip(text);
        String form = read.form();
        List<GapNote> below = new ArrayList<>();
        String shown = FormDecoder.isCandidate(form) ? new FormDecoder(form, below).decode() : form;
        JsonText document = JsonText.read(shown, Steps.none())
                .orElseThrow(() -> new MalformedFormException("what is shown is no JSON"));
        Excerpt excerpt = new Excerpt(
                Excerpt.Basis.JSON_TOKENS,
                document.with(read.notes(), below)
                        .orElseThrow(() -> new MalformedFormException("a note names what is not there")));
        if (excerpt.leftOut().isEmpty()) {
            throw new MalformedFormException("nothing is left out");
        }
        return excerpt;
    }

    /** A form as a result, if it can be read back. */
    static Optional<Compressed> verified(String form) {
        try {
            return Optional.of(new Compressed(form, Fidelity.LOSSY, read(form).leftOut()));
        } catch (MalformedFormException | DecodeBudget.ExceededException e) {
            return Optional.empty();
        }
    }
}
