package io.headroom.compress.text;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.MalformedFormException;
import java.util.Optional;

/**
 * Shrinks any text of which lines share patterns: logs, listings, search results, the output of tests and builds. No word makes a text
 * a log; what its lines have in common does. Several forms are planned and the one with the smallest estimate is taken.
 */
public final class TextCompressor implements Compressor {
    private static final int FEWEST_LINES = 3;

    /** Creates the compressor; it has no state. */
    public TextCompressor() {}

    @Override
    public String id() {
        return "text";
    }

    @Override
    public int precedence() {
        return 900;
    }

    @Override
    public Optional<Compressed> compress(Content content, CompressionContext context) {
        String text = content.text();
        if (text.length() > DecodeBudget.LONGEST_TEXT) {
            return Optional.empty();
        }
        SourceLines source = SourceLines.of(text, context);
        if (source.lines().size() < FEWEST_LINES) {
            return Optional.empty();
        }
        int before = Estimates.of(text, context);
        boolean isLong = Sample.isFor(source.lines());
        Optional<HeadedLines> results = isLong ? Optional.empty() : SearchResults.find(source.lines(), context);
        boolean code = results.isEmpty() && CodeLikeness.of(Sample.of(source.lines()));
        BestForm.Limits limits = BestForm.Limits.of(before, code);
        Optional<String> form = isLong
                ? SampledForm.write(source, code, limits, context)
                : BestForm.of(source, results, limits, context).map(BestForm::form);
        return form.map(found -> Compressed.lossless(found, Fidelity.BYTES));
    }

    @Override
    public String decode(String form) throws MalformedFormException {
        return FormReader.read(form);
    }
}
