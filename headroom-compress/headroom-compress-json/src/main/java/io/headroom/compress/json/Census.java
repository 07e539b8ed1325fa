package io.headroom.compress.json;

/**
 * How many values of each kind a column holds.
 *
 * @param present values that are there
 * @param objects objects
 * @param lists arrays of scalars, empty ones included
 * @param emptyLists empty arrays
 * @param objectLists non-empty arrays of objects
 * @param singles arrays of exactly one non-empty object
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
        int singles,
        int nulls,
        int strings,
        int jsonStrings) {

    static Census of(JsonNodes nodes, int[] values) {
        int[] kinds = new int[7];
        int lists = 0;
        int empty = 0;
        int objectLists = 0;
        int singles = 0;
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
                singles += isSingle(nodes, value) ? 1 : 0;
            }
        }
        return new Census(
                present,
                kinds[JsonNodes.OBJECT],
                lists,
                empty,
                objectLists,
                singles,
                kinds[JsonNodes.NULL],
                kinds[JsonNodes.STRING],
                json);
    }

    static boolean isSingle(JsonNodes nodes, int value) {
        return nodes.kind(value) == JsonNodes.ARRAY
                && !nodes.isEmpty(value)
                && nodes.kind(value + 1) == JsonNodes.OBJECT
                && !nodes.isEmpty(value + 1)
                && nodes.next(value + 1) == nodes.next(value);
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
