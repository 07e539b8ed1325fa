package io.headroom.compress.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds columns whose strings are made of other columns of the row. A guess is read off the first row, tried on a few rows and then
 * proven on all; no reference begins or ends inside a run of letters or digits.
 */
final class Derivations {
    private static final int MAX_SOURCES = 48;
    private static final int SAMPLES = 8;

    private final JsonNodes nodes;
    private final Steps steps;
    private final List<Leaf> leaves;
    private final List<Integer> sources = new ArrayList<>();
    private final Set<Integer> used = new HashSet<>();

    /** @param constant for each column whether it is constant */
    Derivations(JsonNodes nodes, Steps steps, List<Leaf> leaves, boolean[] constant) {
        this.nodes = nodes;
        this.steps = steps;
        this.leaves = leaves;
        for (int i = 0; i < leaves.size() && sources.size() < MAX_SOURCES; i++) {
            if (!constant[i] && isSource(leaves.get(i))) {
                sources.add(i);
            }
        }
    }

    /** Finds how a column is derived; neither is a derived column a source, nor a source derived. */
    Optional<DerivedCells> find(int column) {
        Leaf target = leaves.get(column);
        if (sources.isEmpty() || used.contains(column) || !isWhole(target, true)) {
            return Optional.empty();
        }
        List<Integer> reliable = reliable(column);
        Optional<DerivedCells> found = reliable.isEmpty() ? Optional.empty() : prove(target, reliable);
        for (int i = 0; found.isEmpty() && i < reliable.size() && reliable.size() > 1; i++) {
            found = prove(target, List.of(reliable.get(i)));
        }
        if (found.isPresent()) {
            sources.remove((Integer) column);
        }
        return found;
    }

    private boolean isSource(Leaf leaf) {
        return isWhole(leaf, false) && ColumnNames.isReference(leaf.path());
    }

    private boolean isWhole(Leaf leaf, boolean stringsOnly) {
        if (leaf.kind() != Leaf.Kind.VALUE) {
            return false;
        }
        for (int value : leaf.values()) {
            if (value < 0
                    || nodes.kind(value) < JsonNodes.STRING
                    || nodes.kind(value) > (stringsOnly ? JsonNodes.STRING : JsonNodes.NUMBER)
                    || nodes.start(value) == nodes.end(value)) {
                return false;
            }
        }
        return true;
    }

    /** The sources that the target holds in each sampled row, longest first. */
    private List<Integer> reliable(int column) {
        int[] target = leaves.get(column).values();
        List<Integer> reliable = new ArrayList<>();
        for (int source : sources) {
            int[] values = leaves.get(source).values();
            boolean held = source != column;
            for (int sample = 0; held && sample < SAMPLES; sample++) {
                int row = (int) ((long) sample * (target.length - 1) / (SAMPLES - 1));
                held = holds(target[row], values[row], source < column);
            }
            if (held) {
                reliable.add(source);
            }
        }
        reliable.sort((a, b) -> length(b) - length(a));
        return reliable;
    }

    private int length(int column) {
        int value = leaves.get(column).values()[0];
        return nodes.end(value) - nodes.start(value);
    }

    private boolean holds(int target, int source, boolean wholeAllowed) {
        int room = nodes.end(target) - nodes.start(target) - (nodes.end(source) - nodes.start(source));
        if (room < 0 || (room == 0 && !wholeAllowed)) {
            return false;
        }
        steps.add(room + 8L);
        for (int at = nodes.start(target); at <= nodes.start(target) + room; at++) {
            if (matches(target, at, source)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the source stands at a place of the target, between borders. */
    private boolean matches(int target, int at, int source) {
        char[] chars = nodes.chars;
        int from = nodes.start(source);
        int length = nodes.end(source) - from;
        int end = at + length;
        if (end > nodes.end(target) || chars[at] != chars[from]) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            if (chars[at + i] != chars[from + i]) {
                return false;
            }
        }
        return (at == nodes.start(target) || !Estimate.partsRun(chars[at - 1], chars[at]))
                && (end == nodes.end(target) || !Estimate.partsRun(chars[end - 1], chars[end]));
    }

    private Optional<DerivedCells> prove(Leaf target, List<Integer> from) {
        List<String> literals = new ArrayList<>();
        List<Integer> references = new ArrayList<>();
        int value = target.values()[0];
        int literal = nodes.start(value);
        int at = literal;
        while (at < nodes.end(value)) {
            int source = sourceAt(value, at, from);
            if (source < 0) {
                at++;
                continue;
            }
            literals.add(new String(nodes.chars, literal, at - literal));
            references.add(source);
            int held = leaves.get(source).values()[0];
            at += nodes.end(held) - nodes.start(held);
            literal = at;
        }
        literals.add(new String(nodes.chars, literal, at - literal));
        if (references.isEmpty() || !holdsInAllRows(target, literals, references)) {
            return Optional.empty();
        }
        List<String> paths = new ArrayList<>();
        for (int source : references) {
            used.add(source);
            paths.add(leaves.get(source).path());
        }
        return Optional.of(new DerivedCells(literals, paths));
    }

    /** Finds a column whose strings begin alike up to another column of the row, and alike again behind it. */
    Optional<PartlyDerivedCells> findPartly(int column) {
        Leaf target = leaves.get(column);
        if (sources.isEmpty() || used.contains(column) || !isWhole(target, true)) {
            return Optional.empty();
        }
        for (int source : reliable(column)) {
            Optional<PartlyDerivedCells> found = provePartly(target, source);
            if (found.isPresent()) {
                used.add(source);
                sources.remove((Integer) column);
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<PartlyDerivedCells> provePartly(Leaf target, int source) {
        int[] values = target.values();
        int[] held = leaves.get(source).values();
        int at = nodes.start(values[0]);
        while (at < nodes.end(values[0]) && !matches(values[0], at, held[0])) {
            at++;
        }
        String before = new String(nodes.chars, nodes.start(values[0]), at - nodes.start(values[0]));
        int after = Integer.MAX_VALUE;
        int[] kept = new int[values.length];
        for (int row = 0; row < values.length; row++) {
            int from = nodes.start(values[row]);
            steps.add(before.length() + 4L);
            if (!startsWith(from, nodes.end(values[row]), before)
                    || !matches(values[row], from + before.length(), held[row])) {
                return Optional.empty();
            }
            kept[row] = from + before.length() + nodes.end(held[row]) - nodes.start(held[row]);
            after = Math.min(after, nodes.end(values[row]) - kept[row]);
        }
        after = commonAfter(kept, after);
        String literal = new String(nodes.chars, kept[0], after);
        for (int row = 0; row < kept.length; row++) {
            kept[row] += after;
        }
        String path = leaves.get(source).path();
        return Optional.of(new PartlyDerivedCells(nodes, values, kept, before, path, literal));
    }

    /** How many characters behind the reference are alike in all rows, cut so that no run is parted. */
    private int commonAfter(int[] kept, int longest) {
        int common = longest;
        for (int at : kept) {
            int i = 0;
            while (i < common && nodes.chars[at + i] == nodes.chars[kept[0] + i]) {
                i++;
            }
            common = i;
        }
        while (common > 0 && Estimate.inRun(nodes.chars[kept[0] + common - 1])) {
            common--;
        }
        return common;
    }

    private int sourceAt(int target, int at, List<Integer> from) {
        for (int source : from) {
            if (matches(target, at, leaves.get(source).values()[0])) {
                return source;
            }
        }
        return -1;
    }

    private boolean holdsInAllRows(Leaf target, List<String> literals, List<Integer> references) {
        for (int row = 0; row < target.values().length; row++) {
            int value = target.values()[row];
            int at = nodes.start(value);
            steps.add(nodes.end(value) - at);
            for (int i = 0; i < literals.size(); i++) {
                if (!startsWith(at, nodes.end(value), literals.get(i))) {
                    return false;
                }
                at += literals.get(i).length();
                if (i < references.size()) {
                    int source = leaves.get(references.get(i)).values()[row];
                    if (!matches(value, at, source)) {
                        return false;
                    }
                    at += nodes.end(source) - nodes.start(source);
                }
            }
            if (at != nodes.end(value)) {
                return false;
            }
        }
        return true;
    }

    private boolean startsWith(int at, int end, String literal) {
        if (at + literal.length() > end) {
            return false;
        }
        for (int i = 0; i < literal.length(); i++) {
            if (nodes.chars[at + i] != literal.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
