package io.headroom.proxy.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Remembers the last few of what it is given. Thread-safe; holds its lock for a few instructions. */
final class Ring<T> {
    private final int most;
    private final Deque<T> items = new ArrayDeque<>();

    Ring(int most) {
        this.most = most;
    }

    void add(T item) {
        synchronized (items) {
            if (items.size() == most) {
                items.removeFirst();
            }
            items.addLast(item);
        }
    }

    /** The newest first. */
    List<T> newestFirst() {
        List<T> copy;
        synchronized (items) {
            copy = new ArrayList<>(items);
        }
        Collections.reverse(copy);
        return copy;
    }
}
