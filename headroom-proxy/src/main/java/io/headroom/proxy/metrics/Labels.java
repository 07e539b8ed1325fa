package io.headroom.proxy.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds the values of a label that clients choose, such as the model's name: the first few are kept, all others are {@code other}, so
 * that nobody fills the memory or the time series data base with made-up names. Thread-safe.
 */
final class Labels {
    private static final int LONGEST = 100;
    private static final String OTHER = "other";

    private final int most;
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    Labels(int most) {
        this.most = most;
    }

    /** The value to count under. */
    String bounded(String value) {
        String text = value.length() > LONGEST ? value.substring(0, LONGEST) : value;
        if (known.containsKey(text)) {
            return text;
        }
        synchronized (known) {
            if (known.size() >= most && !known.containsKey(text)) {
                return OTHER;
            }
            known.put(text, Boolean.TRUE);
            return text;
        }
    }
}
