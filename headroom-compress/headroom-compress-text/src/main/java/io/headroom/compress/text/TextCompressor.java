package io.headroom.compress.text;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.pattern.PatternMiner;
import io.headroom.api.compress.pattern.Patterns;
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
        if (text.length() > DecodeBudget.LONGEST_TEXT) {
            return Optional.empty();
        }
        context.checkpoint(text.length());
        SourceLines source = SourceLines.of(text);
        if (source.lines().size() < FEWEST_LINES) {
            return Optional.empty();
        }
        int before = context.estimate(text);
        context.checkpoint(2L * text.length());
        Optional<HeadedLines> results = SearchResults.find(source.lines());
        int limit = before;
        if (results.isEmpty() && CodeLikeness.of(source.lines())) {
            limit = before / 100 * CODE_PERCENT;
        }
        String best = null;
        PatternMiner miner = context.patterns();
        List<HeadedLines> views = new ArrayList<>();
        views.add(HeadedLines.without(source.lines()));
        results.ifPresent(views::add);
        for (HeadedLines view : views) {
            HeadingPatterns paths = HeadingPatterns.of(view, miner);
            for (Plan plan : plans(view, miner, context)) {
                String form = FormWriter.write(source, view, plan, paths, context);
                int estimate = context.estimate(form);
                if (estimate < limit) {
                    best = form;
                    limit = estimate;
                }
            }
        }
        return Optional.ofNullable(best).map(form -> Compressed.lossless(form, Fidelity.BYTES));
    }

    @Override
    public String decode(String form) throws MalformedFormException {
        return FormReader.read(form);
    }

    private static List<Plan> plans(HeadedLines view, PatternMiner miner, CompressionContext context) {
        int[] costs = Planner.costs(view.lines(), context);
        Patterns close = miner.mine(view.lines());
        Patterns broad = miner.mineBroadly(view.lines());
        Planner closely = new Planner(view, close, costs, context);
        List<Plan> plans = new ArrayList<>(List.of(closely.singleLines(), closely.records()));
        if (!broad.templates().equals(close.templates())) {
            plans.add(new Planner(view, broad, costs, context).records());
        }
        boolean patterns = plans.stream().anyMatch(plan -> !plan.patterns().isEmpty());
        plans.removeIf(plan -> plan.patterns().isEmpty());
        // Without patterns there is something to gain only by headings or repeats.
        if (view.any() || !patterns) {
            plans.add(Plan.verbatim(view.lines().size()));
        }
        return plans;
    }
}
