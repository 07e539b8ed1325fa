package io.headroom.compress.text;

import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.pattern.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the form of a long text. Its patterns are mined from a sample of the lines and all lines are compared with them; what is left
 * over is sampled again, a few times. A text whose sample shares nothing is declined at the price of the sample.
 */
final class SampledForm {
    private static final int ROUNDS = 4;
    /** Fewer lines without a pattern than one in so many are not worth another round. */
    private static final int ENOUGH = 64;

    private static final int FEWEST = 32;

    private final SourceLines source;
    private final CompressionContext context;
    private final List<Template> patterns = new ArrayList<>();

    private SampledForm(SourceLines source, CompressionContext context) {
        this.source = source;
        this.context = context;
    }

    /**
     * Writes.
     *
     * @param code whether the text looks like code
     * @param limits what the estimates of forms must stay below
     * @return the form, or empty if the sample has none
     */
    static Optional<String> write(
            SourceLines source, boolean code, BestForm.Limits limits, CompressionContext context) {
        return new SampledForm(source, context).write(code, limits);
    }

    private Optional<String> write(boolean code, BestForm.Limits limits) {
        List<String> sample = Sample.of(source.lines());
        Optional<BestForm> learned = learn(sample, SearchResults.find(sample, context), code);
        if (learned.isEmpty()) {
            return Optional.empty();
        }
        HeadedLines view = viewAs(learned.get().view());
        patterns.addAll(learned.get().plan().patterns());
        Units units = new RecordMatcher(patterns, context).match(view);
        for (int round = 1; round < ROUNDS; round++) {
            List<String> rest = unmatched(view, units);
            if (rest.size() < Math.max(FEWEST, view.lines().size() / ENOUGH) || !learnMore(rest)) {
                break;
            }
            units = new RecordMatcher(patterns, context).match(view);
        }
        HeadingPatterns paths = HeadingPatterns.of(view, context.patterns(), context);
        String form = FormWriter.write(source, view, Plan.numbered(patterns, units), paths, null, context);
        return Estimates.of(form, context) < limits.of(view) ? Optional.of(form) : Optional.empty();
    }

    /** All lines, seen in the way that was best for the sample. */
    private HeadedLines viewAs(HeadedLines sample) {
        HeadedLines plain = HeadedLines.without(source.lines());
        if (sample.any()) {
            return SearchResults.find(source.lines(), context).orElse(plain);
        }
        return sample.keeps()
                ? Hunks.find(source.lines())
                        .map(hunks -> HeadedLines.around(source.lines(), hunks))
                        .orElse(plain)
                : plain;
    }

    private Optional<BestForm> learn(List<String> sample, Optional<HeadedLines> results, boolean code) {
        SourceLines lines = new SourceLines(sample, source.crlf(), true);
        int before = Estimates.of(String.join("\n", sample), context);
        return BestForm.of(lines, results, BestForm.Limits.of(before, code), context);
    }

    private boolean learnMore(List<String> rest) {
        List<Template> more = learn(Sample.of(rest), Optional.empty(), false)
                .map(form -> form.plan().patterns())
                .orElse(List.of());
        int room = Labels.COUNT - patterns.size();
        patterns.addAll(more.subList(0, Math.min(room, more.size())));
        return room > 0 && !more.isEmpty();
    }

    private static List<String> unmatched(HeadedLines view, Units units) {
        List<String> rest = new ArrayList<>();
        for (int unit = 0; unit < units.size(); unit++) {
            int line = units.first(unit);
            if (units.isVerbatim(unit)
                    && !view.verbatim()[line]
                    && !view.lines().get(line).isEmpty()) {
                rest.add(view.lines().get(line));
            }
        }
        return rest;
    }
}
