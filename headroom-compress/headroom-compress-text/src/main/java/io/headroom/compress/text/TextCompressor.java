package io.headroom.compress.text;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.ShorteningContext;
import io.headroom.compress.text.shorten.Abridger;
import io.headroom.compress.text.shorten.TextLines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Shrinks any text of which lines share patterns: logs, listings, search results, the output of tests and builds. No word makes a text
 * a log; what its lines have in common does. Several forms are planned and the one with the smallest estimate is taken.
 */
public final class TextCompressor implements LossyCompressor {
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

    @Override
    public Optional<Compressed> shorten(Content content, ShorteningContext context) {
        String text = content.text();
        if (text.isEmpty() || text.length() > DecodeBudget.LONGEST_TEXT) {
            return Optional.empty();
        }
        context.checkpoint(2L * text.length());
        TextLines lines = TextLines.of(text);
        Optional<HeadedLines> results = SearchResults.find(lines.contents(), context);
        if (results.isEmpty() && CodeLikeness.of(lines.contents()) && !Abridger.isDiff(lines)) {
            return Optional.empty();
        }
        int before = Estimates.of(lines.shown(), context);
        return new Abridger(lines, paths(lines, results), context)
                .abridge()
                .map(abridgement -> ExcerptWriter.write(lines, abridgement, context))
                .filter(form -> form.text().length() < text.length() && context.estimate(form.text()) < before);
    }

    @Override
    public Excerpt excerpt(String form) throws MalformedFormException {
        return FormReader.excerpt(form);
    }

    /** For each line the path with which it begins, if the text is a list of search results. */
    private static List<Optional<String>> paths(TextLines lines, Optional<HeadedLines> results) {
        List<Optional<String>> paths = new ArrayList<>(Collections.nCopies(lines.size(), Optional.empty()));
        if (results.isPresent()) {
            String path = "";
            for (int i = 0; i < lines.size(); i++) {
                String heading = results.get().headings()[i];
                path = heading == null ? path : heading;
                boolean own = !path.isEmpty() && lines.line(i).startsWith(path);
                paths.set(i, own ? Optional.of(path) : Optional.empty());
            }
        }
        return paths;
    }
}
