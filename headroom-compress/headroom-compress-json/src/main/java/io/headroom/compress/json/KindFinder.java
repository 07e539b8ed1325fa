package io.headroom.compress.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Splits rows into kinds by a member whose strings name them, or else by the members they have: where rows of a kind have their own
 * members, one set of columns for all would be mostly empty. Rows are grouped by the names of their members, objects in objects included, so the cost is that of the groups.
 */
final class KindFinder {
    static final int MAX_KINDS = 8;
    private static final int MAX_SHAPES = 256;
    private static final int RARE = 20;
    /** What a name in a header costs, in empty cells. */
    private static final int COLUMN = 2;
    /** As nothing but their members tells such kinds apart, there has to be much that one table would leave empty. */
    private static final int EMPTY_WITHOUT_NAMES = 4;

    private final JsonNodes nodes;
    private final Steps steps;
    private final int[] rows;
    private final int[] shapeOf;
    private final List<BitSet> shapes = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private final Map<Long, Integer> paths = new HashMap<>();

    KindFinder(JsonNodes nodes, Steps steps, int[] rows) {
        this.nodes = nodes;
        this.steps = steps;
        this.rows = rows;
        this.shapeOf = new int[rows.length];
    }

    /**
     * A split.
     *
     * @param kindOf for each row its kind
     * @param kinds how many kinds there are
     */
    record Split(int[] kindOf, int kinds) {}

    /** The split that costs the least, headers counted, of those that leave less than half of the cells empty, if one table costs more. */
    Optional<Split> find() {
        if (!group() || shapes.size() < 2) {
            return Optional.empty();
        }
        boolean[] frequent = frequent();
        Cost one = cost(frequent, new Split(new int[rows.length], 1));
        if (one.empty() * 2 < rows.length) {
            return Optional.empty();
        }
        Split best = null;
        long least = one.tokens();
        for (int child = rows[0] + 1; child < nodes.next(rows[0]); child = nodes.next(child)) {
            Split split = nodes.kind(child) == JsonNodes.STRING ? split(nodes.key(child)) : null;
            Cost cost = split == null ? null : cost(frequent, split);
            if (cost != null && cost.empty() * 2 < one.empty() && cost.tokens() < least) {
                best = split;
                least = cost.tokens();
            }
        }
        if (one.empty() >= (long) EMPTY_WITHOUT_NAMES * rows.length) {
            Split split = byMembers(frequent);
            Cost cost = split == null ? null : cost(frequent, split);
            if (cost != null && cost.empty() * 2 < one.empty() && cost.tokens() < least) {
                best = split;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Gathers shapes that share most of their members, the frequent ones first; the others go where they share the most. */
    private @Nullable Split byMembers(boolean[] frequent) {
        List<Integer> order = new ArrayList<>();
        for (int shape = 0; shape < frequent.length; shape++) {
            order.add(shape);
        }
        order.sort(Comparator.comparingInt((Integer shape) -> -counts.get(shape)));
        List<BitSet> kinds = new ArrayList<>();
        int[] kindOfShape = new int[frequent.length];
        for (int shape : order) {
            int kind = nearest(shapes.get(shape), kinds);
            if (frequent[shape] && (kind < 0 || !alike(shapes.get(shape), kinds.get(kind)))) {
                if (kinds.size() == MAX_KINDS) {
                    return null;
                }
                kind = kinds.size();
                kinds.add(new BitSet());
            }
            if (frequent[shape]) {
                kinds.get(kind).or(shapes.get(shape));
            }
            kindOfShape[shape] = Math.max(kind, 0);
        }
        return kinds.size() < 2 ? null : inOrderOfRows(kindOfShape, kinds.size());
    }

    private int nearest(BitSet shape, List<BitSet> kinds) {
        int nearest = -1;
        int most = -1;
        for (int kind = 0; kind < kinds.size(); kind++) {
            int shared = shared(shape, kinds.get(kind));
            if (shared > most) {
                nearest = kind;
                most = shared;
            }
        }
        steps.add(kinds.size());
        return nearest;
    }

    private static boolean alike(BitSet shape, BitSet kind) {
        return shared(shape, kind) * 3 >= 2 * Math.max(shape.cardinality(), kind.cardinality());
    }

    private static int shared(BitSet shape, BitSet kind) {
        BitSet both = (BitSet) shape.clone();
        both.and(kind);
        return both.cardinality();
    }

    private Split inOrderOfRows(int[] kindOfShape, int kinds) {
        int[] number = new int[kinds];
        Arrays.fill(number, -1);
        int[] kindOf = new int[rows.length];
        int next = 0;
        for (int row = 0; row < rows.length; row++) {
            int kind = kindOfShape[shapeOf[row]];
            if (number[kind] < 0) {
                number[kind] = next++;
            }
            kindOf[row] = number[kind];
        }
        return new Split(kindOf, next);
    }

    private boolean group() {
        Map<Long, Integer> byHash = new HashMap<>();
        for (int row = 0; row < rows.length; row++) {
            if (nodes.kind(rows[row]) != JsonNodes.OBJECT) {
                return false;
            }
            long hash = hash(rows[row], 17);
            Integer shape = byHash.get(hash);
            if (shape == null) {
                if (shapes.size() == MAX_SHAPES) {
                    return false;
                }
                shape = shapes.size();
                byHash.put(hash, shape);
                BitSet held = new BitSet();
                collect(rows[row], 0, held);
                shapes.add(held);
                counts.add(0);
            }
            shapeOf[row] = shape;
            counts.set(shape, counts.get(shape) + 1);
        }
        return true;
    }

    /** A hash of the names; two shapes with one hash would only be judged as one, never written as one. */
    private long hash(int object, long seed) {
        long hash = seed;
        for (int child = object + 1; child < nodes.next(object); child = nodes.next(child)) {
            hash = (hash ^ nodes.key(child)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 31;
            if (nodes.kind(child) == JsonNodes.OBJECT) {
                hash = hash(child, hash + 1);
            }
        }
        steps.add(1);
        return hash;
    }

    private void collect(int object, int parent, BitSet held) {
        for (int child = object + 1; child < nodes.next(object); child = nodes.next(child)) {
            long step = ((long) parent << 32) | nodes.key(child);
            Integer known = paths.putIfAbsent(step, paths.size() + 1);
            int path = known == null ? paths.size() : known;
            if (nodes.kind(child) == JsonNodes.OBJECT) {
                collect(child, path, held);
            } else {
                held.set(path);
            }
        }
    }

    /** Shapes that are no strangers; rows of the others will stand as JSON, so they count for nothing. */
    private boolean[] frequent() {
        boolean[] frequent = new boolean[shapes.size()];
        int left = 0;
        for (int shape = 0; shape < frequent.length; shape++) {
            frequent[shape] = (long) counts.get(shape) * RARE >= rows.length;
            left += frequent[shape] ? 0 : counts.get(shape);
        }
        if (left * 5L > rows.length) {
            Arrays.fill(frequent, true);
        }
        return frequent;
    }

    /** What kinds of rows cost beside their values. */
    private record Cost(long empty, long columns, long marks) {
        long tokens() {
            return empty + COLUMN * columns + marks;
        }
    }

    private Cost cost(boolean[] frequent, Split split) {
        BitSet[] union = new BitSet[split.kinds()];
        long[] size = new long[split.kinds()];
        long held = 0;
        for (int kind = 0; kind < union.length; kind++) {
            union[kind] = new BitSet();
        }
        boolean[][] seen = new boolean[union.length][frequent.length];
        for (int row = 0; row < rows.length; row++) {
            int shape = shapeOf[row];
            if (!frequent[shape]) {
                continue;
            }
            int kind = split.kindOf()[row];
            if (!seen[kind][shape]) {
                seen[kind][shape] = true;
                union[kind].or(shapes.get(shape));
            }
            size[kind]++;
            held += shapes.get(shape).cardinality();
        }
        long cells = 0;
        long columns = 0;
        for (int kind = 0; kind < union.length; kind++) {
            cells += size[kind] * union[kind].cardinality();
            columns += union[kind].cardinality();
        }
        steps.add(rows.length);
        return new Cost(cells - held, columns, split.kinds() > 1 ? rows.length : 0);
    }

    private @Nullable Split split(int key) {
        int[] kindOf = new int[rows.length];
        List<Integer> names = new ArrayList<>();
        for (int row = 0; row < rows.length; row++) {
            int value = member(rows[row], key);
            if (value < 0 || nodes.kind(value) != JsonNodes.STRING) {
                return null;
            }
            int kind = 0;
            while (kind < names.size() && !nodes.sameText(names.get(kind), value)) {
                kind++;
            }
            if (kind == names.size()) {
                if (kind == MAX_KINDS) {
                    return null;
                }
                names.add(value);
            }
            kindOf[row] = kind;
            steps.add(4);
        }
        return names.size() < 2 ? null : new Split(kindOf, names.size());
    }

    private int member(int object, int key) {
        for (int child = object + 1; child < nodes.next(object); child = nodes.next(child)) {
            if (nodes.key(child) == key) {
                return child;
            }
        }
        return -1;
    }
}
