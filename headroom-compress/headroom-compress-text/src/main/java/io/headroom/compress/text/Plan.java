package io.headroom.compress.text;

import io.headroom.api.compress.pattern.Template;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a form will say.
 *
 * @param patterns the patterns, in the order of their labels; the lines of one that has several are joined by line feeds
 * @param units the units, in the order of the lines
 */
record Plan(List<Template> patterns, Units units) {
    /** All lines as they are. */
    static Plan verbatim(int lines) {
        return new Plan(List.of(), Units.verbatim(lines));
    }

    /** A plan with patterns in any order: those that are used get their labels in the order of first use. */
    static Plan numbered(List<Template> patterns, Units units) {
        int[] numbers = new int[patterns.size()];
        Arrays.fill(numbers, -1);
        List<Template> ordered = new ArrayList<>();
        for (int unit = 0; unit < units.size(); unit++) {
            int pattern = units.pattern(unit);
            if (pattern >= 0 && numbers[pattern] < 0) {
                numbers[pattern] = ordered.size();
                ordered.add(patterns.get(pattern));
            }
        }
        units.renumber(numbers);
        return new Plan(ordered, units);
    }
}
