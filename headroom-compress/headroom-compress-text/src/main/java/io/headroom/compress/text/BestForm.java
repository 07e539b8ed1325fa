package io.headroom.compress.text;

import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.pattern.PatternMiner;
import io.headroom.api.compress.pattern.Patterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form of a text, with or without headings, around hunks or not, with single lines or records, that has the smallest estimate.
 *
 * @param view the lines as the form sees them
 * @param plan what the form says
 * @param form the form
 */
record BestForm(HeadedLines view, Plan plan, String form) {
    /**
     * Plans all forms.
     *
     * @param results the lines below headings, if the text has any
     * @param limits what the estimates of forms must stay below
     * @return the best, or empty if none does
     */
    static Optional<BestForm> of(
            SourceLines source, Optional<HeadedLines> results, Limits limits, CompressionContext context) {
        PatternMiner miner = context.patterns();
        List<HeadedLines> views = new ArrayList<>();
        views.add(HeadedLines.without(source.lines()));
        results.ifPresent(views::add);
        Hunks.find(source.lines()).ifPresent(hunks -> views.add(HeadedLines.around(source.lines(), hunks)));
        Optional<BestForm> best = Optional.empty();
        int least = Integer.MAX_VALUE;
        for (HeadedLines view : views) {
            HeadingPatterns paths = HeadingPatterns.of(view, miner, context);
            for (Plan plan : plans(view, null, miner, context)) {
                String form = FormWriter.write(source, view, plan, paths, null, context);
                int estimate = Estimates.of(form, context);
                if (estimate < least && estimate < limits.of(view)) {
                    best = Optional.of(new BestForm(view, plan, form));
                    least = estimate;
                }
            }
        }
        return best;
    }

    /**
     * Plans all lossy forms that show some lines.
     *
     * @param shown the lines that are shown
     * @param shortening what is missing between them
     * @return the best
     */
    static String shortened(SourceLines shown, Shortening shortening, CompressionContext context) {
        List<HeadedLines> views = new ArrayList<>();
        views.add(HeadedLines.around(shown.lines(), shortening.cut()));
        if (!shortening.literal() && !shortening.cuts()) {
            SearchResults.find(shown.lines(), context).ifPresent(views::add);
        }
        PatternMiner miner = context.patterns();
        Plan verbatim = Plan.verbatim(shown.lines().size());
        String best = FormWriter.write(
                shown, views.get(0), verbatim, HeadingPatterns.none(views.get(0)), shortening, context);
        if (shortening.literal() || shown.lines().isEmpty()) {
            return best;
        }
        int least = Estimates.of(best, context);
        for (HeadedLines view : views) {
            HeadingPatterns paths = HeadingPatterns.of(view, miner, context);
            for (Plan plan : plans(view, shortening, miner, context)) {
                String form = FormWriter.write(shown, view, plan, paths, shortening, context);
                int estimate = Estimates.of(form, context);
                if (estimate < least) {
                    best = form;
                    least = estimate;
                }
            }
        }
        return best;
    }

    /**
     * What the estimates of forms must stay below.
     *
     * @param all where any line may become part of a pattern
     * @param keeping where lines that someone may edit from stay as they are
     */
    record Limits(int all, int keeping) {
        /** Of a text that looks like code, a form with patterns may be at most this share. */
        private static final int CODE_PERCENT = 40;

        /** The limits of a text by its own estimate and its look. */
        static Limits of(int estimate, boolean code) {
            return new Limits(code ? estimate / 100 * CODE_PERCENT : estimate, estimate);
        }

        int of(HeadedLines view) {
            return view.keeps() ? keeping : all;
        }
    }

    private static List<Plan> plans(
            HeadedLines view, @Nullable Shortening shortening, PatternMiner miner, CompressionContext context) {
        int[] costs = Planner.costs(view.lines(), context);
        List<String> lines = minable(view);
        Patterns close = spread(miner.mine(lines), view);
        Patterns broad = spread(miner.mineBroadly(lines), view);
        Planner closely = new Planner(view, shortening, close, costs, context);
        List<Plan> plans = new ArrayList<>(List.of(closely.singleLines(), closely.records()));
        if (!broad.templates().equals(close.templates())) {
            plans.add(new Planner(view, shortening, broad, costs, context).records());
        }
        boolean patterns = plans.stream().anyMatch(plan -> !plan.patterns().isEmpty());
        plans.removeIf(plan -> plan.patterns().isEmpty());
        // Without patterns there is something to gain only by headings or repeats.
        if (view.any() || !patterns) {
            plans.add(Plan.verbatim(view.lines().size()));
        }
        return plans;
    }

    private static List<String> minable(HeadedLines view) {
        if (!view.keeps()) {
            return view.lines();
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < view.verbatim().length; i++) {
            if (!view.verbatim()[i]) {
                lines.add(view.lines().get(i));
            }
        }
        return lines;
    }

    /** Gives the patterns of the minable lines to all lines; the others have none. */
    private static Patterns spread(Patterns mined, HeadedLines view) {
        if (!view.keeps()) {
            return mined;
        }
        List<Patterns.Line> lines = new ArrayList<>(view.lines().size());
        int next = 0;
        for (boolean stays : view.verbatim()) {
            lines.add(stays ? new Patterns.Line(-1, List.of()) : mined.lines().get(next++));
        }
        return new Patterns(mined.templates(), lines);
    }
}
