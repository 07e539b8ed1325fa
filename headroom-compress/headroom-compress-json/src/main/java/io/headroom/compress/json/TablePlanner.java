package io.headroom.compress.json;

import io.headroom.api.compress.pattern.PatternMiner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Plans one table with all tables below it; they share one set of labels. One instance plans one table. */
final class TablePlanner {
    private final JsonNodes nodes;
    private final Steps steps;
    private final PatternMiner miner;
    private int labels;
    private boolean outermost = true;

    TablePlanner(JsonNodes nodes, Steps steps, PatternMiner miner) {
        this.nodes = nodes;
        this.steps = steps;
        this.miner = miner;
    }

    int labelsLeft() {
        return Labels.COUNT - labels;
    }

    void takeLabels(LabeledCells form) {
        labels += form.group().notations().size();
    }

    /** Plans the rows as a table; empty if their shapes differ too much. */
    Optional<TablePlan> plan(RowSet set) {
        if (set.kind() == RowSet.Kind.ROWS && set.recursive() < 0 && outermost) {
            outermost = false;
            Optional<KindFinder.Split> split = new KindFinder(nodes, steps, set.rows()).find();
            Optional<TablePlan> plan = split.flatMap(found -> inKinds(set, found));
            if (plan.isPresent()) {
                return plan;
            }
            labels = 0;
        }
        outermost = false;
        boolean[] odd = new boolean[set.rows().length];
        return columns(set, odd).map(columns -> new TablePlan(set, odd, new int[odd.length], List.of(columns)));
    }

    /**
     * Plans rows of a text, of which the columns are known.
     *
     * @param columns for each name the values of the rows that are not odd, -1 where a cell is empty
     */
    Optional<TablePlan> planText(RowSet set, boolean[] odd, List<String> names, List<int[]> columns) {
        LeafFinder finder = new LeafFinder(nodes, steps, set);
        for (int i = 0; i < names.size(); i++) {
            finder.addValue(ColumnNames.spell(names.get(i), false), columns.get(i));
        }
        return new ColumnPlanner(nodes, steps, miner, this)
                .plan(finder.leaves())
                .map(planned -> new TablePlan(set, odd, new int[odd.length], List.of(planned)));
    }

    private Optional<List<Column>> columns(RowSet set, boolean[] odd) {
        LeafFinder finder = new LeafFinder(nodes, steps, set);
        boolean found = switch (set.kind()) {
            case ROWS -> addRows(set, finder, odd);
            case ENTRIES -> addEntries(set, finder);
            case STRINGS -> {
                finder.addPlain(ColumnNames.VALUE, set.rows());
                yield true;
            }
        };
        return found ? new ColumnPlanner(nodes, steps, miner, this).plan(finder.leaves()) : Optional.empty();
    }

    private Optional<TablePlan> inKinds(RowSet set, KindFinder.Split split) {
        boolean[] odd = new boolean[set.rows().length];
        List<List<Column>> kinds = new ArrayList<>();
        for (int kind = 0; kind < split.kinds(); kind++) {
            int[] members = new int[set.rows().length];
            int size = 0;
            for (int row = 0; row < odd.length; row++) {
                if (split.kindOf()[row] == kind) {
                    members[size++] = row;
                }
            }
            int[] rows = new int[size];
            for (int i = 0; i < size; i++) {
                rows[i] = set.rows()[members[i]];
            }
            boolean[] oddMembers = new boolean[size];
            Optional<List<Column>> columns = columns(new RowSet(RowSet.Kind.ROWS, rows), oddMembers);
            if (columns.isEmpty()) {
                return Optional.empty();
            }
            kinds.add(columns.get());
            for (int i = 0; i < size; i++) {
                odd[members[i]] = oddMembers[i];
            }
        }
        return Optional.of(new TablePlan(set, odd, split.kindOf(), kinds));
    }

    private boolean addRows(RowSet set, LeafFinder finder, boolean[] odd) {
        int[] objects = objects(set.rows());
        RowShapes.Order order = new RowShapes(nodes, steps).merge(objects, set.recursive() < 0);
        int oddRows = 0;
        int[] regular = new int[objects.length];
        int count = 0;
        for (int row = 0; row < odd.length; row++) {
            odd[row] = !order.fits()[row];
            oddRows += odd[row] ? 1 : 0;
            if (!odd[row]) {
                regular[count++] = objects[row];
            }
        }
        if (oddRows * 5L > odd.length || (oddRows > 0 && set.recursive() >= 0) || count == 0) {
            return false;
        }
        boolean[] fits = new boolean[count];
        Arrays.fill(fits, true);
        return finder.addMembers(Arrays.copyOf(regular, count), new RowShapes.Order(order.keys(), fits, 0));
    }

    /** Objects without members are odd, too: an empty line would say too little. */
    private int[] objects(int[] rows) {
        int[] objects = new int[rows.length];
        for (int row = 0; row < rows.length; row++) {
            boolean object = nodes.kind(rows[row]) == JsonNodes.OBJECT && !nodes.isEmpty(rows[row]);
            objects[row] = object ? rows[row] : -1;
        }
        return objects;
    }

    private boolean addEntries(RowSet set, LeafFinder finder) {
        int[] rows = set.rows();
        int[] names = new int[rows.length];
        for (int row = 0; row < rows.length; row++) {
            names[row] = nodes.addName(nodes.key(rows[row]));
        }
        finder.addPlain(ColumnNames.KEY, names);
        int[] objects = objects(rows);
        RowShapes.Order order = new RowShapes(nodes, steps).merge(objects, false);
        int[] rest = new int[rows.length];
        boolean mixed = false;
        for (int row = 0; row < rows.length; row++) {
            rest[row] = order.fits()[row] ? -1 : rows[row];
            mixed |= rest[row] >= 0;
        }
        if (mixed) {
            finder.addValue(ColumnNames.VALUE, rest);
        }
        return finder.addMembers(objects, order);
    }

    static List<Column> allColumns(TablePlan plan) {
        List<Column> all = new ArrayList<>();
        plan.kinds().forEach(all::addAll);
        return all;
    }
}
