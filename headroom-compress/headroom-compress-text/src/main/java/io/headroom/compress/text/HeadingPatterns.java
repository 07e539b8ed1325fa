package io.headroom.compress.text;

import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.pattern.PatternMiner;
import io.headroom.api.compress.pattern.Patterns;
import io.headroom.api.compress.pattern.Template;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of headings: the directories that paths share.
 *
 * @param patterns the patterns
 * @param headings for each line the heading before it in terms of the patterns, or null
 */
record HeadingPatterns(List<Template> patterns, Patterns.@Nullable Line[] headings) {
    private static final int FEWEST_PATHS = 4;

    static HeadingPatterns none(HeadedLines headed) {
        return new HeadingPatterns(List.of(), new Patterns.Line[headed.lines().size()]);
    }

    static HeadingPatterns of(HeadedLines headed, PatternMiner miner, CompressionContext context) {
        List<String> paths = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < headed.headings().length; i++) {
            String path = headed.headings()[i];
            if (path != null && !path.isEmpty()) {
                paths.add(path);
                positions.add(i);
            }
        }
        if (paths.isEmpty()) {
            return none(headed);
        }
        List<String> sample = Sample.of(paths);
        Patterns mined = miner.mine(sample);
        if (sample.size() < paths.size()) {
            mined = matched(paths, mined.templates(), context);
        }
        int[] numbers = numbers(mined);
        List<Template> patterns = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] >= 0) {
                patterns.add(mined.templates().get(i));
            }
        }
        Patterns.Line[] headings = new Patterns.Line[headed.lines().size()];
        for (int i = 0; i < paths.size(); i++) {
            Patterns.Line path = mined.lines().get(i);
            int number = path.template() < 0 ? -1 : numbers[path.template()];
            headings[positions.get(i)] = new Patterns.Line(number, number < 0 ? List.of() : path.values());
        }
        return new HeadingPatterns(patterns, headings);
    }

    /** All paths in terms of the patterns of some. */
    private static Patterns matched(List<String> paths, List<Template> templates, CompressionContext context) {
        Units units = new RecordMatcher(templates, context).match(HeadedLines.without(paths));
        List<Patterns.Line> lines = new ArrayList<>(paths.size());
        for (int unit = 0; unit < units.size(); unit++) {
            lines.add(new Patterns.Line(units.pattern(unit), units.values(unit)));
        }
        return new Patterns(templates, lines);
    }

    /** The new number of each pattern, or -1: a path reads better than its pattern, so only frequent ones are kept. */
    private static int[] numbers(Patterns mined) {
        int[] uses = new int[mined.templates().size()];
        for (Patterns.Line path : mined.lines()) {
            if (path.template() >= 0) {
                uses[path.template()]++;
            }
        }
        int next = 0;
        for (int i = 0; i < uses.length; i++) {
            boolean kept = uses[i] >= FEWEST_PATHS && mined.templates().get(i).values() > 0;
            uses[i] = kept ? next++ : -1;
        }
        return uses;
    }
}
