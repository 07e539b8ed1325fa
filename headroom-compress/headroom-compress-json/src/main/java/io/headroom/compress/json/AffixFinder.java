package io.headroom.compress.json;

import java.util.Optional;

/** Finds what all strings of a column begin and end with, cut at borders of letters and digits. */
final class AffixFinder {
    private final JsonNodes nodes;

    AffixFinder(JsonNodes nodes) {
        this.nodes = nodes;
    }

    /** The affixes of a column of strings and nulls, if they are worth a place in the header. */
    Optional<AffixCells> find(int[] values, int strings) {
        int first = -1;
        int prefix = 0;
        int suffix = 0;
        int shortest = Integer.MAX_VALUE;
        for (int value : values) {
            if (value < 0 || nodes.kind(value) != JsonNodes.STRING) {
                continue;
            }
            int length = nodes.end(value) - nodes.start(value);
            shortest = Math.min(shortest, length);
            if (first < 0) {
                first = value;
                prefix = length;
                suffix = length;
            } else {
                prefix = Math.min(prefix, commonPrefix(first, value, prefix));
                suffix = Math.min(suffix, commonSuffix(first, value, suffix));
            }
            if (prefix == 0 && suffix == 0) {
                return Optional.empty();
            }
        }
        if (first < 0) {
            return Optional.empty();
        }
        prefix = cutPrefix(values, first, prefix);
        suffix = cutSuffix(values, first, Math.min(suffix, shortest - prefix));
        int start = nodes.start(first);
        int end = nodes.end(first);
        int saved = worth(start, start + prefix) + (isUnit(end, suffix) ? 1 : worth(end - suffix, end));
        if (saved * (strings - 1L) <= 3) {
            return Optional.empty();
        }
        return Optional.of(new AffixCells(
                nodes, values, new String(nodes.chars, start, prefix), new String(nodes.chars, end - suffix, suffix)));
    }

    /** Whether a suffix is one letter behind a digit, such as the days of an age: it is a token of its own there. */
    private boolean isUnit(int end, int suffix) {
        return suffix == 1
                && Estimate.partsRun(nodes.chars[end - 1], 'a')
                && end > 1
                && Estimate.partsRun(nodes.chars[end - 2], '0');
    }

    /** A lone punctuation mark mostly shares a token with what it touches. */
    private int worth(int from, int to) {
        return to - from < 2 ? 0 : Estimate.of(nodes.chars, from, to);
    }

    private int commonPrefix(int a, int b, int limit) {
        char[] chars = nodes.chars;
        int max = Math.min(limit, nodes.end(b) - nodes.start(b));
        int i = 0;
        while (i < max && chars[nodes.start(a) + i] == chars[nodes.start(b) + i]) {
            i++;
        }
        return i;
    }

    private int commonSuffix(int a, int b, int limit) {
        char[] chars = nodes.chars;
        int max = Math.min(limit, nodes.end(b) - nodes.start(b));
        int i = 0;
        while (i < max && chars[nodes.end(a) - 1 - i] == chars[nodes.end(b) - 1 - i]) {
            i++;
        }
        return i;
    }

    private int cutPrefix(int[] values, int first, int length) {
        if (length == 0) {
            return 0;
        }
        char[] chars = nodes.chars;
        char last = chars[nodes.start(first) + length - 1];
        boolean parts = false;
        for (int value : values) {
            if (value >= 0 && nodes.kind(value) == JsonNodes.STRING) {
                int at = nodes.start(value) + length;
                parts |= at < nodes.end(value) && Estimate.partsRun(last, chars[at]);
            }
        }
        int cut = length;
        while (parts && cut > 0) {
            cut--;
            int at = nodes.start(first) + cut;
            parts = cut > 0 && Estimate.partsRun(chars[at - 1], chars[at]);
        }
        return cut;
    }

    private int cutSuffix(int[] values, int first, int length) {
        if (length <= 0) {
            return 0;
        }
        char[] chars = nodes.chars;
        char last = chars[nodes.end(first) - length];
        boolean parts = false;
        for (int value : values) {
            if (value >= 0 && nodes.kind(value) == JsonNodes.STRING) {
                int at = nodes.end(value) - length - 1;
                parts |= at >= nodes.start(value) && Estimate.partsRun(chars[at], last);
            }
        }
        int cut = length;
        while (parts && cut > 0) {
            cut--;
            int at = nodes.end(first) - cut;
            parts = cut > 0 && Estimate.partsRun(chars[at - 1], chars[at]);
        }
        return cut;
    }
}
