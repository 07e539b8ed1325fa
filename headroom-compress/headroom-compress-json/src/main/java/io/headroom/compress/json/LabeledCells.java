package io.headroom.compress.json;

import io.headroom.api.compress.pattern.Template;
import java.util.List;
import java.util.Map;

/**
 * Values of which strings share a few patterns or repeat: the cell is a label and what fills the pattern. Labels are numbered through a whole table,
 * so the first one is set when all columns are known.
 */
final class LabeledCells implements CellForm {
    private final JsonNodes nodes;
    private final int[] values;
    private final int[] distinctOf;
    private final int[] labelOf;
    private final String[] fillings;
    private LabelGroup group;

    /**
     * @param distinctOf for each row the number of its value among the distinct ones, -1 if it is no string
     * @param labelOf for each distinct value its label, -1 for none
     * @param fillings for each distinct value what follows the label, with the space before it
     */
    LabeledCells(
            JsonNodes nodes, int[] values, int[] distinctOf, int[] labelOf, String[] fillings, List<String> notations) {
        this.nodes = nodes;
        this.values = values;
        this.distinctOf = distinctOf;
        this.labelOf = labelOf;
        this.fillings = fillings;
        this.group = new LabelGroup(notations);
    }

    LabelGroup group() {
        return group;
    }

    /** Takes the labels of a larger group; strings without a label get one that the group has for them. */
    void join(LabelGroup larger, Map<String, Integer> indexOf) {
        int[] firstRow = new int[labelOf.length];
        for (int row = values.length - 1; row >= 0; row--) {
            if (distinctOf[row] >= 0) {
                firstRow[distinctOf[row]] = row;
            }
        }
        for (int d = 0; d < labelOf.length; d++) {
            if (labelOf[d] >= 0) {
                labelOf[d] = indexOf.get(group.notations().get(labelOf[d]));
                continue;
            }
            int value = values[firstRow[d]];
            if (nodes.start(value) < nodes.end(value)) {
                String text = nodes.text(value);
                Integer index = indexOf.get(new Template(List.of(new Template.Literal(text))).notation());
                labelOf[d] = index == null ? -1 : index;
                fillings[d] = "";
            }
        }
        group = larger;
    }

    @Override
    public void header(StringBuilder out, char separator) {
        int last = group.notations().size() - 1;
        out.append(':').append(group.label(0));
        if (last > 0) {
            out.append('-').append(group.label(last));
        }
    }

    @Override
    public boolean cell(StringBuilder out, int row, char separator) {
        int value = values[row];
        if (value < 0) {
            return false;
        }
        if (nodes.kind(value) != JsonNodes.STRING) {
            new NodePrinter(nodes).print(value, new JsonWriter(out, Layout.MINIFIED));
            return true;
        }
        int distinct = distinctOf[row];
        int label = labelOf[distinct];
        if (label >= 0 && (separator == Separators.SPACE || fillings[distinct].indexOf(separator) < 0)) {
            out.append(group.label(label)).append(fillings[distinct]);
            return true;
        }
        int from = nodes.start(value);
        int to = nodes.end(value);
        if (CellText.startsLikeLabel(nodes.chars, from, to)) {
            CellText.quoted(out, nodes.chars, from, to);
        } else {
            CellText.typed(out, nodes.chars, from, to, separator);
        }
        return true;
    }

    @Override
    public void survey(Separators found) {
        for (int row = 0; row < values.length; row++) {
            int distinct = distinctOf[row];
            if (distinct < 0) {
                continue;
            }
            if (labelOf[distinct] < 0) {
                found.typedCell(nodes.chars, nodes.start(values[row]), nodes.end(values[row]));
            } else {
                found.labelled(group.label(labelOf[distinct]), fillings[distinct]);
            }
        }
    }

    @Override
    public boolean hasGaps() {
        return Gaps.any(values);
    }

    @Override
    public boolean isGap(int row) {
        return values[row] < 0;
    }
}
