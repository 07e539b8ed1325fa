package io.headroom.compress.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the lists of rows within rows that stay, such as the files of a folder, the messages about a file, the tests of a suite, and
 * chooses what stays of them. All lists in the same place of their rows are judged together, like the one table that they become, so that
 * what is rare is rare among all of them; besides, each keeps its first and its last row.
 *
 * <p>An error stays complete: a list within a row that speaks of one is only shortened if some of its own rows do, too, as those of a test
 * suite that failed, unlike the frames of a trace.
 */
final class InnerRows {
    private static final int FEWEST_ROWS = 5;
    private static final int FEWEST_TOKENS = 60;

    private final JsonNodes nodes;
    private final Steps steps;

    /** A list, and the place that it has in its row. */
    private record Found(Shortenable list, String place) {}

    InnerRows(JsonNodes nodes, Steps steps) {
        this.nodes = nodes;
        this.steps = steps;
    }

    /** The lists within the rows of some arrays that stay if all is left out that is worth less, and within their own rows. */
    List<ShortenedArray> within(List<ShortenedArray> outer, int least) {
        List<ShortenedArray> all = new ArrayList<>();
        List<ShortenedArray> level = outer;
        while (!level.isEmpty()) {
            Map<String, List<Found>> places = new LinkedHashMap<>();
            for (ShortenedArray array : level) {
                for (Found found : inRows(array, least)) {
                    places.computeIfAbsent(found.place(), any -> new ArrayList<>())
                            .add(found);
                }
            }
            level = new ArrayList<>();
            for (List<Found> lists : places.values()) {
                level.addAll(judged(lists));
            }
            all.addAll(level);
        }
        return all;
    }

    private List<Found> inRows(ShortenedArray shortened, int least) {
        List<Found> found = new ArrayList<>();
        List<int[]> gaps = shortened.gaps(least);
        int[] elements = shortened.array().elements();
        int gap = 0;
        for (int i = 0; i < elements.length; i++) {
            while (gap < gaps.size() && i >= gaps.get(gap)[1]) {
                gap++;
            }
            if (gap == gaps.size() || i < gaps.get(gap)[0]) {
                found.addAll(new Row().lists(elements[i], shortened.array().path(), i));
            }
        }
        return found;
    }

    /** One row while its lists are looked for. */
    private final class Row {
        private final List<Found> found = new ArrayList<>();
        private boolean error;

        List<Found> lists(int row, String path, int index) {
            int key = nodes.key(row);
            walk(row, path + "/" + (key < 0 ? index : JsonPaths.escape(nodes.keyText(key))), "");
            if (error) {
                found.removeIf(list -> Arrays.stream(list.list().elements())
                        .noneMatch(element -> ErrorWords.in(nodes, element, steps)));
            }
            return found;
        }

        private void walk(int node, String path, String place) {
            steps.add(1);
            if (!nodes.isContainer(node)) {
                error |= nodes.kind(node) == JsonNodes.STRING && ErrorWords.in(nodes, node, steps);
                return;
            }
            if (isRows(node) && GapNote.canName(path)) {
                int[] elements = Shortenable.elements(nodes, node);
                if (Shortenable.hides(nodes, elements, FEWEST_TOKENS)) {
                    found.add(new Found(
                            new Shortenable(path, node, Shortenable.unit(nodes, false, elements), elements), place));
                    return;
                }
            }
            int index = 0;
            for (int child = node + 1; child < nodes.next(node); child = nodes.next(child), index++) {
                int key = nodes.key(child);
                String step = key < 0 ? "" : JsonPaths.escape(nodes.keyText(key));
                walk(child, path + "/" + (key < 0 ? index : step), place + "/" + step);
            }
        }
    }

    private boolean isRows(int node) {
        if (nodes.kind(node) != JsonNodes.ARRAY || nodes.children(node) < FEWEST_ROWS) {
            return false;
        }
        for (int child = node + 1; child < nodes.next(node); child = nodes.next(child)) {
            if (nodes.kind(child) != JsonNodes.OBJECT) {
                return false;
            }
        }
        return true;
    }

    private List<ShortenedArray> judged(List<Found> lists) {
        int[] rows = lists.stream()
                .flatMapToInt(list -> Arrays.stream(list.list().elements()))
                .toArray();
        byte[] worth = new RowChoice(nodes, rows, steps).judge(new RowColumns(nodes, rows, steps).all());
        folders(rows, worth);
        List<ShortenedArray> judged = new ArrayList<>();
        int at = 0;
        for (Found found : lists) {
            int size = found.list().elements().length;
            byte[] own = Arrays.copyOfRange(worth, at, at + size);
            own[0] = RowChoice.BORDER;
            own[size - 1] = RowChoice.BORDER;
            judged.add(ShortenedArray.inner(nodes, found.list(), own, steps));
            at += size;
        }
        return judged;
    }

    /** Rows that hold rows themselves show how the whole is built, as long as they are fewer than others. */
    private void folders(int[] rows, byte[] worth) {
        boolean[] folder = new boolean[rows.length];
        int count = 0;
        for (int row = 0; row < rows.length; row++) {
            for (int child = rows[row] + 1; child < nodes.next(rows[row]); child = nodes.next(child)) {
                folder[row] |= nodes.kind(child) == JsonNodes.ARRAY
                        && !nodes.isEmpty(child)
                        && nodes.kind(child + 1) == JsonNodes.OBJECT;
            }
            count += folder[row] ? 1 : 0;
        }
        for (int row = 0; row < rows.length && count * 2 <= rows.length; row++) {
            worth[row] = (byte) Math.max(worth[row], folder[row] ? RowChoice.REPEATED : 0);
        }
    }
}
