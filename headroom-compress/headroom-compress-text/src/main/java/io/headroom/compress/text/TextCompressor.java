package io.headroom.compress.text;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.MalformedFormException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shrinks any text of which lines share patterns: logs, listings, search results, the output of tests and builds. No word makes a text
 * a log; what its lines have in common does. Several forms are planned and the one with the smallest estimate is taken.
 */
public final class TextCompressor implements Compressor {
    private static final int FEWEST_LINES = 3;
    /** Of a text that looks like code, a form with patterns may be at most this share. */
    private static final int CODE_PERCENT = 40;

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
        context.checkpoint(text.length());
        SourceLines source = SourceLines.of(text);
        if (source.lines().size() < FEWEST_LINES) {
            return Optional.empty();
        }
        int limit = context.estimate(text);
        context.checkpoint(2L * text.length());
        Optional<HeadedLines> results = SearchResults.find(source.lines());
        boolean code = results.isEmpty() && CodeLikeness.of(source.lines());
        String best = null;
        for (String form : forms(source, results, context)) {
            int estimate = context.estimate(form);
            if (estimate < limit && (!code || 100L * estimate <= (long) CODE_PERCENT * context.estimate(text))) {
                best = form;
                limit = estimate;
            }
        }
        return Optional.ofNullable(best).map(form -> Compressed.lossless(form, Fidelity.BYTES));
    }

    @Override
    public String decode(String form) throws MalformedFormException {
        return FormReader.read(form);
    }

    private static List<String> forms(SourceLines source, Optional<HeadedLines> results, CompressionContext context) {
        List<String> forms = new ArrayList<>();
        List<HeadedLines> views = new ArrayList<>();
        views.add(HeadedLines.without(source.lines()));
        results.ifPresent(views::add);
        for (HeadedLines view : views) {
            List<Plan> plans = new ArrayList<>();
            plans.add(Plan.verbatim(view.lines().size()));
            Planner closely = new Planner(view, context.patterns().mine(view.lines()), context);
            plans.add(closely.singleLines());
            plans.add(closely.records());
            plans.add(new Planner(view, context.patterns().mineBroadly(view.lines()), context).records());
            HeadingPatterns paths = HeadingPatterns.of(view, context);
            for (Plan plan : plans) {
                if (forms.isEmpty() || view.any() || !plan.patterns().isEmpty()) {
                    forms.add(FormWriter.write(source, view, plan, paths, context));
                }
            }
        }
        return forms;
    }
}
