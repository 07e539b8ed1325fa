package io.headroom.compress.json;

import io.headroom.api.compress.pattern.PatternMiner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses the form of each column of one kind of rows: constant, derived, affixes, labels, or plain, whichever is the smallest. */
final class ColumnPlanner {
    private final JsonNodes nodes;
    private final Steps steps;
    private final AffixFinder affixes;
    private final LabelFinder labels;
    private final TablePlanner tables;

    ColumnPlanner(JsonNodes nodes, Steps steps, PatternMiner miner, TablePlanner tables) {
        this.nodes = nodes;
        this.steps = steps;
        this.affixes = new AffixFinder(nodes);
        this.labels = new LabelFinder(nodes, steps, miner);
        this.tables = tables;
    }

    /** Plans the columns; empty if a table below cannot be planned. */
    Optional<List<Column>> plan(List<Leaf> leaves) {
        boolean[] constant = new boolean[leaves.size()];
        for (int i = 0; i < constant.length; i++) {
            constant[i] = isConstant(leaves.get(i));
        }
        Derivations derivations = new Derivations(nodes, steps, leaves, constant);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            Leaf leaf = leaves.get(i);
            Optional<? extends CellForm> form;
            if (constant[i]) {
                form = Optional.of(new ConstantCells(nodes, leaf.values()[0]));
            } else if (leaf.kind() == Leaf.Kind.LIST) {
                form = Optional.of(new ListCells(nodes, leaf.values()));
            } else if (leaf.kind() == Leaf.Kind.SAME_BELOW) {
                form = Optional.of(new BelowCells(nodes, leaf.values(), null));
            } else if (leaf.below() != null) {
                form = tables.plan(leaf.below()).map(below -> new BelowCells(nodes, leaf.values(), below));
            } else {
                Optional<DerivedCells> derived = derivations.find(i);
                form = derived.isPresent() ? derived : Optional.of(derivedOrOwn(i, leaf, derivations));
            }
            if (form.isEmpty()) {
                form = Optional.of(new PlainCells(nodes, leaf.values(), false));
            }
            columns.add(new Column(leaf.path(), form.get()));
        }
        return Optional.of(columns);
    }

    private CellForm derivedOrOwn(int column, Leaf leaf, Derivations derivations) {
        CellForm own = cells(leaf.values());
        if (own instanceof LabeledCells) {
            return own;
        }
        return derivations.findPartly(column).<CellForm>map(form -> form).orElse(own);
    }

    private boolean isConstant(Leaf leaf) {
        int[] values = leaf.values();
        if (leaf.kind() != Leaf.Kind.VALUE || values.length < 2 || values[0] < 0) {
            return false;
        }
        for (int value : values) {
            if (value < 0 || !nodes.sameText(values[0], value)) {
                return false;
            }
        }
        return true;
    }

    private CellForm cells(int[] values) {
        int strings = 0;
        int nulls = 0;
        int present = 0;
        int numbers = 0;
        int literalLike = 0;
        for (int value : values) {
            if (value < 0) {
                continue;
            }
            present++;
            byte kind = nodes.kind(value);
            strings += kind == JsonNodes.STRING ? 1 : 0;
            numbers += kind == JsonNodes.NUMBER ? 1 : 0;
            nulls += kind == JsonNodes.NULL ? 1 : 0;
            literalLike += kind == JsonNodes.STRING && readsLikeLiteral(value) ? 1 : 0;
        }
        boolean text = strings + nulls == present && strings > 0;
        CellForm plain = new PlainCells(nodes, values, text && literalLike > 1);
        if (strings == 0 && numbers > 1 && numbers + nulls == present) {
            return affixes.findOfNumbers(values, numbers)
                    .<CellForm>map(form -> form)
                    .orElse(plain);
        }
        if (strings < 2) {
            return plain;
        }
        return text ? strings(values, strings, plain) : labelled(values).orElse(plain);
    }

    /** Labels for the strings of a column that holds other values, too. */
    private Optional<CellForm> labelled(int[] values) {
        Optional<LabelFinder.Found> found = labels.find(values, tables.labelsLeft());
        found.ifPresent(labelled -> tables.takeLabels(labelled.form()));
        return found.map(LabelFinder.Found::form);
    }

    /** Null is quoted in any case. */
    private boolean readsLikeLiteral(int value) {
        int from = nodes.start(value);
        int to = nodes.end(value);
        return JsonSyntax.isLiteral(nodes.chars, from, to) && !JsonSyntax.isNull(nodes.chars, from, to);
    }

    private CellForm strings(int[] values, int strings, CellForm plain) {
        Optional<AffixCells> affix = affixes.find(values, strings);
        long affixSaved = affix.map(form -> (long) (Estimate.of(form.prefix()) + Estimate.of(form.suffix())))
                        .orElse(0L)
                * (strings - 1);
        Optional<LabelFinder.Found> labelled = labels.find(values, tables.labelsLeft());
        // The separator before a label belongs to its token, that before the number of a day is one of its own.
        long separators = labelled.map(LabelFinder.Found::times).orElse(0L);
        if (labelled.isPresent() && labelled.get().saved() + separators > affixSaved) {
            LabeledCells form = labelled.get().form();
            tables.takeLabels(form);
            return form;
        }
        return affix.<CellForm>map(form -> form).orElse(plain);
    }
}
