package io.headroom.compress.json;

import java.util.Arrays;

/** Checks that no object names a member twice. Linear: each object marks its names with a number of its own. */
final class MemberNames {
    private final JsonNodes nodes;
    private int[] owner = new int[32];
    private int mark;

    MemberNames(JsonNodes nodes) {
        this.nodes = nodes;
    }

    boolean distinctFrom(int first) {
        if (owner.length < nodes.keys.size()) {
            owner = Arrays.copyOf(owner, nodes.keys.size() * 2);
        }
        for (int node = first; node < nodes.size(); node++) {
            if (nodes.kind(node) != JsonNodes.OBJECT) {
                continue;
            }
            mark++;
            for (int child = node + 1; child < nodes.next(node); child = nodes.next(child)) {
                if (owner[nodes.key(child)] == mark) {
                    return false;
                }
                owner[nodes.key(child)] = mark;
            }
        }
        return true;
    }
}
