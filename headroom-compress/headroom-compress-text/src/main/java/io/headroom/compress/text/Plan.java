package io.headroom.compress.text;

import io.headroom.api.compress.pattern.Template;
import java.util.ArrayList;
import java.util.List;

/**
 * What a form will say.
 *
 * @param patterns the patterns, in the order of their labels; the lines of one that has several are joined by line feeds
 * @param units the units, in the order of the lines
 */
record Plan(List<Template> patterns, List<Unit> units) {
    /** All lines as they are. */
    static Plan verbatim(int lines) {
        List<Unit> units = new ArrayList<>(lines);
        for (int i = 0; i < lines; i++) {
            units.add(Unit.verbatim(i));
        }
        return new Plan(List.of(), units);
    }
}
