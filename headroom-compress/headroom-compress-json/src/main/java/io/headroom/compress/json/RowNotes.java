package io.headroom.compress.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notes about rows that are left out of lists within rows, such as the files of a folder: they stand among the rows below, indented like
 * them. One instance serves the writing of one form.
 */
final class RowNotes {
    private final Map<Integer, List<GapNote>> byList;
    private final List<GapNote> placed = new ArrayList<>();

    private RowNotes(Map<Integer, List<GapNote>> byList) {
        this.byList = byList;
    }

    /** No notes. */
    static RowNotes none() {
        return new RowNotes(Map.of());
    }

    /** The notes of a text of which only a part is shown, by the pointers that their arrays have there. */
    static RowNotes of(JsonText shown, Map<String, List<GapNote>> notes) {
        Map<Integer, List<GapNote>> byList = new HashMap<>();
        notes.forEach((path, own) -> {
            int node = Missing.find(shown, path);
            if (node >= 0) {
                byList.put(node, own);
            }
        });
        return new RowNotes(byList);
    }

    /** How many elements of a list are left out. */
    int leftOut(int list) {
        return byList.isEmpty()
                ? 0
                : byList.getOrDefault(list, List.of()).stream()
                        .mapToInt(GapNote::count)
                        .sum();
    }

    /** The note that stands before an element of a list, of those that are shown, and is now written there. */
    Optional<GapNote> place(int list, int index) {
        if (byList.isEmpty()) {
            return Optional.empty();
        }
        int before = 0;
        for (GapNote note : byList.getOrDefault(list, List.of())) {
            if (note.from() - 1 - before == index) {
                placed.add(note);
                return Optional.of(note);
            }
            before += note.count();
        }
        return Optional.empty();
    }

    /** Those that were written, in the order of the form. */
    List<GapNote> placed() {
        return placed;
    }

    /** Forgets all placed notes but the first ones, because what was written is not used. */
    void forget(int first) {
        placed.subList(first, placed.size()).clear();
    }
}
