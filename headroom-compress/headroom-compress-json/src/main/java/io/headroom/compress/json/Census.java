package io.headroom.compress.json;

/**
 * How many values of each kind a column holds.
 *
 * @param present values that are there
 * @param objects objects
 * @param lists arrays of scalars, empty ones included
 * @param emptyLists empty arrays
 * @param objectLists non-empty arrays of objects
 * @param sized arrays that are as long as the first non-empty one and hold what gains from columns of its own
 * @param size how long that array is
 * @param nulls nulls
 * @param strings strings
 * @param jsonStrings strings that look like JSON objects
 */
record Census(
        int present,
        int objects,
        int lists,
        int emptyLists,
        int objectLists,
        int sized,
        int size,
        int nulls,
        int strings,
        int jsonStrings) {
    private static final int LONGEST_SPREAD = 4;

    static Census of(JsonNodes nodes, int[] values) {
        int[] kinds = new int[7];
        int lists = 0;
        int empty = 0;
        int objectLists = 0;
        int sized = 0;
        int size = 0;
        int json = 0;
        int present = 0;
        for (int value : values) {
            if (value < 0) {
                continue;
            }
            present++;
            byte kind = nodes.kind(value);
            kinds[kind]++;
            if (kind == JsonNodes.STRING) {
                json += looksLikeObject(nodes, value) ? 1 : 0;
            } else if (kind == JsonNodes.ARRAY) {
                byte of = elements(nodes, value);
                empty += nodes.isEmpty(value) ? 1 : 0;
                lists += of == 0 ? 1 : 0;
                objectLists += of == 1 ? 1 : 0;
                if (size == 0) {
                    size = nodes.children(value);
                }
                sized += isSized(nodes, value, size) ? 1 : 0;
            }
        }
        return new Census(
                present,
                kinds[JsonNodes.OBJECT],
                lists,
                empty,
                objectLists,
                sized,
                size,
                kinds[JsonNodes.NULL],
                kinds[JsonNodes.STRING],
                json);
    }

    /** Whether a value is a list of so many strings, or of one object that is not empty. */
    static boolean isSized(JsonNodes nodes, int value, int size) {
        if (size == 0 || size > LONGEST_SPREAD || nodes.kind(value) != JsonNodes.ARRAY) {
            return false;
        }
        int found = 0;
        for (int child = value + 1; child < nodes.next(value); child = nodes.next(child)) {
            boolean object = size == 1 && nodes.kind(child) == JsonNodes.OBJECT && !nodes.isEmpty(child);
            if (++found > size || (!object && nodes.kind(child) != JsonNodes.STRING)) {
                return false;
            }
        }
        return found == size;
    }

    static boolean looksLikeObject(JsonNodes nodes, int value) {
        int start = nodes.start(value);
        int end = nodes.end(value);
        return nodes.kind(value) == JsonNodes.STRING
                && end - start > 6
                && nodes.chars[start] == '{'
                && nodes.chars[start + 1] == '"'
                && nodes.chars[end - 1] == '}';
    }

    /** 0 for scalars only, 1 for objects only, 2 for anything else. */
    private static byte elements(JsonNodes nodes, int array) {
        byte of = -1;
        for (int child = array + 1; child < nodes.next(array); child = nodes.next(child)) {
            byte kind = nodes.kind(child);
            byte here = (byte) (kind == JsonNodes.OBJECT ? 1 : kind == JsonNodes.ARRAY ? 2 : 0);
            of = of < 0 || of == here ? here : 2;
        }
        return of < 0 ? 0 : of;
    }
}
