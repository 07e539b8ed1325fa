package io.headroom.compress.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lets columns with the same patterns share the pattern lines, such as the lines of code before and behind a match. */
final class SharedLabels {
    private final Map<String, Set<LabeledCells>> byNotation = new HashMap<>();

    private SharedLabels() {}

    static void share(TablePlan plan) {
        List<LabeledCells> cells = new ArrayList<>();
        collect(plan, cells);
        if (cells.size() > 1) {
            new SharedLabels().share(cells);
        }
    }

    private static void collect(TablePlan plan, List<LabeledCells> cells) {
        for (Column column : TablePlanner.allColumns(plan)) {
            if (column.form() instanceof LabeledCells labelled) {
                cells.add(labelled);
            }
            if (column.form() instanceof BelowCells below && below.below() != null) {
                collect(below.below(), cells);
            }
        }
    }

    private void share(List<LabeledCells> cells) {
        for (LabeledCells labelled : cells) {
            for (String notation : labelled.group().notations()) {
                byNotation.computeIfAbsent(notation, n -> new LinkedHashSet<>()).add(labelled);
            }
        }
        Set<LabeledCells> done = new HashSet<>();
        for (LabeledCells labelled : cells) {
            if (done.add(labelled)) {
                List<LabeledCells> members = new ArrayList<>(List.of(labelled));
                for (int i = 0; i < members.size(); i++) {
                    for (String notation : members.get(i).group().notations()) {
                        byNotation.get(notation).stream().filter(done::add).forEach(members::add);
                    }
                }
                join(members);
            }
        }
    }

    private static void join(List<LabeledCells> members) {
        if (members.size() < 2) {
            return;
        }
        Map<String, Integer> indexOf = new HashMap<>();
        List<String> notations = new ArrayList<>();
        for (LabeledCells member : members) {
            for (String notation : member.group().notations()) {
                if (indexOf.putIfAbsent(notation, notations.size()) == null) {
                    notations.add(notation);
                }
            }
        }
        LabelGroup group = new LabelGroup(notations);
        members.forEach(member -> member.join(group, indexOf));
    }
}
