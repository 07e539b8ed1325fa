package io.headroom.api.compress.pattern;

import java.util.List;

/**
 * The patterns of a list of lines.
 *
 * @param templates the patterns, in the order in which their first lines stand
 * @param lines for each line the matched pattern and its values
 */
public record Patterns(List<Template> templates, List<Line> lines) {
    public Patterns {
        templates = List.copyOf(templates);
        lines = List.copyOf(lines);
    }

    /**
     * One line in terms of the patterns.
     *
     * @param template the index of its pattern, or -1 if it has none
     * @param values what fills the pattern's value holes, in order; empty without a pattern
     */
    public record Line(int template, List<String> values) {
        public Line {
            values = List.copyOf(values);
        }
    }
}
