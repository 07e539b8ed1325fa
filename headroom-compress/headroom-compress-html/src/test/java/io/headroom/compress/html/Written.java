package io.headroom.compress.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.Mode;
import io.headroom.api.testkit.TestContext;
import io.headroom.compress.retrieve.Slicer;
import io.headroom.compress.verify.RoundTrip;
import java.util.Optional;

/** Writes a page as text and has the engine prove the form. */
final class Written {
    private Written() {}

    /** The proven form, or empty. */
    static Optional<Compressed> of(String page) {
        TestContext context = TestContext.lossless(Fidelity.DATA).shortening(400, Mode.BALANCED);
        Optional<Compressed> form = new HtmlCompressor().shorten(new Content(page), context);
        form.ifPresent(found -> assertEquals(
                Optional.empty(),
                new RoundTrip().check(new HtmlCompressor(), found, page, () -> new Slicer(page)),
                () -> page + "\n" + found.text()));
        return form;
    }
}
