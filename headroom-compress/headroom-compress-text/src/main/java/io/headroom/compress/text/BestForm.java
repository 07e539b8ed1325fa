package io.headroom.compress.text;

import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.pattern.PatternMiner;
import io.headroom.api.compress.pattern.Patterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The form of a text, with or without headings, with single lines or records, that has the smallest estimate.
 *
 * @param view the lines as the form sees them
 * @param plan what the form says
 * @param form the form
 */
record BestForm(HeadedLines view, Plan plan, String form) {
    /**
     * Plans all forms.
     *
     * @param limit the estimate that a form must stay below
     * @return the best, or empty if none does
     */
    static Optional<BestForm> of(
            SourceLines source, Optional<HeadedLines> results, int limit, CompressionContext context) {
        PatternMiner miner = context.patterns();
        List<HeadedLines> views = new ArrayList<>();
        views.add(HeadedLines.without(source.lines()));
        results.ifPresent(views::add);
        Optional<BestForm> best = Optional.empty();
        int least = limit;
        for (HeadedLines view : views) {
            HeadingPatterns paths = HeadingPatterns.of(view, miner, context);
            for (Plan plan : plans(view, miner, context)) {
                String form = FormWriter.write(source, view, plan, paths, context);
                int estimate = Estimates.of(form, context);
                if (estimate < least) {
                    best = Optional.of(new BestForm(view, plan, form));
                    least = estimate;
                }
            }
        }
        return best;
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
