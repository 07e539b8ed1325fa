package io.headroom.compress.text;

import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.pattern.Template;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Keeps the records and patterns that pay, gives the lines of the others back, and numbers what is left in the order of first use. */
final class Selection {
    private final List<Template> patterns;
    private final IntFunction<List<String>> values;
    private final int[] lineCosts;
    private final CompressionContext context;
    private final Map<Key, List<Integer>> uses = new LinkedHashMap<>();
    private final Unit[] units;
    private final List<Template> kept = new ArrayList<>();

    Selection(List<Template> patterns, IntFunction<List<String>> values, int[] lineCosts, CompressionContext context) {
        this.patterns = patterns;
        this.values = values;
        this.lineCosts = lineCosts;
        this.context = context;
        this.units = new Unit[lineCosts.length];
    }

    /** The patterns of a record's lines, to be found again by their content. */
    private record Key(int[] members) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(members, key.members);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(members);
        }
    }

    /**
     * Adds some lines in a row.
     *
     * @param first the first of them
     * @param members the patterns of the lines, empty for one line without
     */
    void add(int first, int[] members) {
        if (members.length == 0) {
            units[first] = Unit.verbatim(first);
        } else {
            uses.computeIfAbsent(new Key(members), key -> new ArrayList<>()).add(first);
        }
    }

    Plan plan() {
        Map<Key, List<Integer>> alone = new LinkedHashMap<>();
        for (Map.Entry<Key, List<Integer>> use : uses.entrySet()) {
            int[] members = use.getKey().members();
            if (members.length == 1 || !keep(members, use.getValue())) {
                for (int first : use.getValue()) {
                    for (int i = 0; i < members.length; i++) {
                        alone.computeIfAbsent(new Key(new int[] {members[i]}), key -> new ArrayList<>())
                                .add(first + i);
                    }
                }
            }
        }
        for (Map.Entry<Key, List<Integer>> use : alone.entrySet()) {
            use.getValue().sort(null);
            if (!keep(use.getKey().members(), use.getValue())) {
                for (int line : use.getValue()) {
                    units[line] = Unit.verbatim(line);
                }
            }
        }
        return numbered();
    }

    private boolean keep(int[] members, List<Integer> firsts) {
        if (kept.size() == Labels.COUNT) {
            return false;
        }
        List<Template> lines = new ArrayList<>(members.length);
        for (int member : members) {
            lines.add(patterns.get(member));
        }
        List<List<String>> rows = new ArrayList<>(firsts.size());
        for (int first : firsts) {
            rows.add(row(first, members.length));
        }
        Specializer.Result result = Specializer.of(lines, rows);
        if (saving(result, firsts, members.length) <= 0) {
            return false;
        }
        for (int i = 0; i < firsts.size(); i++) {
            units[firsts.get(i)] = new Unit(
                    firsts.get(i), members.length, kept.size(), result.rows().get(i));
        }
        kept.add(result.template());
        return true;
    }

    private List<String> row(int first, int count) {
        if (count == 1) {
            return values.apply(first);
        }
        List<String> row = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            row.addAll(values.apply(first + i));
        }
        return row;
    }

    private long saving(Specializer.Result result, List<Integer> firsts, int count) {
        // The label and its sign, and the line feed.
        long saving = -3L - context.estimate(PatternNotation.of(result.template()));
        StringBuilder line = new StringBuilder();
        long read = 0;
        for (int i = 0; i < firsts.size(); i++) {
            for (int k = 0; k < count; k++) {
                saving += lineCosts[firsts.get(i) + k];
            }
            line.setLength(0);
            line.append('A');
            for (String value : result.rows().get(i)) {
                line.append(' ').append(value);
            }
            saving -= context.estimate(line) + 1;
            read += line.length();
        }
        context.checkpoint(2 * read);
        return saving;
    }

    private Plan numbered() {
        Units inOrder = new Units();
        for (Unit unit : units) {
            if (unit == null) {
                continue;
            }
            inOrder.add(unit.first(), unit.pattern());
            for (String value : unit.values()) {
                inOrder.addValue(value, 0, value.length());
            }
        }
        return Plan.numbered(kept, inOrder);
    }
}
