package io.headroom.compress.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts lines with the same mask into groups, in one pass and without an object per line. */
final class MaskGroups {
    private static final int NONE = -1;

    private final WordTable table;
    private final int[] slots;
    private final List<Integer> first = new ArrayList<>();

    private MaskGroups(WordTable table) {
        this.table = table;
        this.slots = new int[Integer.highestOneBit(Math.max(8, table.lines())) * 4];
        Arrays.fill(slots, NONE);
    }

    /** The groups of two or more lines and the single lines, in the order of their first lines; each sorted. */
    static List<int[]> of(WordTable table) {
        return new MaskGroups(table).group();
    }

    private List<int[]> group() {
        int lines = table.lines();
        int[] groupOf = new int[lines];
        int[] sizes = new int[lines];
        for (int line = 0; line < lines; line++) {
            int words = table.words(line);
            groupOf[line] = words == 0 || words > WordTable.MOST_WORDS ? NONE : groupOf(line);
            if (groupOf[line] != NONE) {
                sizes[groupOf[line]]++;
            }
        }
        List<int[]> groups = new ArrayList<>(first.size());
        for (int group = 0; group < first.size(); group++) {
            groups.add(new int[sizes[group]]);
        }
        Arrays.fill(sizes, 0);
        for (int line = 0; line < lines; line++) {
            int group = groupOf[line];
            if (group != NONE) {
                groups.get(group)[sizes[group]++] = line;
            }
        }
        return groups;
    }

    private int groupOf(int line) {
        long mask = table.mask(line);
        int slot = (int) (mask ^ mask >>> 32) & slots.length - 1;
        while (slots[slot] != NONE) {
            int other = first.get(slots[slot]);
            if (table.mask(other) == mask && table.words(other) == table.words(line)) {
                return slots[slot];
            }
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = first.size();
        first.add(line);
        return slots[slot];
    }
}
