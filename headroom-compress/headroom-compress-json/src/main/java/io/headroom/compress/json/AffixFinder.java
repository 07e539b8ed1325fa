package io.headroom.compress.json;

import java.util.Optional;

/** Finds what all strings or numbers of a column begin and end with, cut at borders of letters and digits. */
final class AffixFinder {
    private static final int LEAST_SAVED = 4;
    /** Numbers are easier to read whole, so what parts them has to save more. */
    private static final int LEAST_SAVED_IN_NUMBERS = 32;

    private final JsonNodes nodes;

    AffixFinder(JsonNodes nodes) {
        this.nodes = nodes;
    }

    /** The affixes of a column of strings and nulls, if they are worth a place in the header. */
    Optional<AffixCells> find(int[] values, int strings) {
        return affixes(values, strings, JsonNodes.STRING);
    }

    /** What all numbers of a column have up to their decimal point, or from it on, such as {@code 0.} or {@code .00}. */
    Optional<AffixCells> findOfNumbers(int[] values, int numbers) {
        return affixes(values, numbers, JsonNodes.NUMBER)
                .filter(form -> form.prefix().isEmpty() || form.prefix().endsWith("."))
                .filter(form -> form.suffix().isEmpty() || form.suffix().startsWith("."));
    }

    private Optional<AffixCells> affixes(int[] values, int count, byte kind) {
        int first = -1;
        int prefix = 0;
        int suffix = 0;
        int shortest = Integer.MAX_VALUE;
        for (int value : values) {
            if (value < 0 || nodes.kind(value) != kind) {
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
        prefix = cutPrefix(values, kind, first, prefix);
        suffix = cutSuffix(values, kind, first, Math.min(suffix, shortest - prefix));
        int start = nodes.start(first);
        int end = nodes.end(first);
        int saved = worth(start, start + prefix) + (isUnit(end, suffix) ? 1 : worth(end - suffix, end));
        boolean number = kind == JsonNodes.NUMBER;
        boolean emptyCell = number && prefix + suffix == shortest;
        if (saved * (count - 1L) < (number ? LEAST_SAVED_IN_NUMBERS : LEAST_SAVED) || emptyCell) {
            return Optional.empty();
        }
        return Optional.of(new AffixCells(
                nodes,
                values,
                kind,
                new String(nodes.chars, start, prefix),
                new String(nodes.chars, end - suffix, suffix)));
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

    private int cutPrefix(int[] values, byte kind, int first, int length) {
        if (length == 0) {
            return 0;
        }
        char[] chars = nodes.chars;
        char last = chars[nodes.start(first) + length - 1];
        boolean parts = false;
        for (int value : values) {
            if (value >= 0 && nodes.kind(value) == kind) {
                int at = nodes.start(value) + length;
                parts |= at < nodes.end(value) && Estimate.partsRun(last, chars[at]);
            }
        }
        int cut = length;
        parts &= kind == JsonNodes.NUMBER || !pads(values, kind, length);
        while (parts && cut > 0) {
            cut--;
            int at = nodes.start(first) + cut;
            parts = cut > 0 && Estimate.partsRun(chars[at - 1], chars[at]);
        }
        return cut;
    }

    /** Whether the digits before a cut are zeros that fill up numbers of the same length in all strings, and cost a token. */
    private boolean pads(int[] values, byte kind, int cut) {
        int length = -1;
        int zeros = 0;
        for (int value : values) {
            if (value < 0 || nodes.kind(value) != kind) {
                continue;
            }
            int from = nodes.start(value) + cut;
            while (from > nodes.start(value) && nodes.chars[from - 1] == '0') {
                from--;
            }
            int to = from;
            while (to < nodes.end(value) && isDigit(nodes.chars[to])) {
                to++;
            }
            boolean whole = from == nodes.start(value) || !Estimate.inRun(nodes.chars[from - 1]);
            if (!whole || from == nodes.start(value) + cut || (length >= 0 && to - from != length)) {
                return false;
            }
            length = to - from;
            zeros = nodes.start(value) + cut - from;
        }
        return length > 0 && (length + 2) / 3 > (length - zeros + 2) / 3;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private int cutSuffix(int[] values, byte kind, int first, int length) {
        if (length <= 0) {
            return 0;
        }
        char[] chars = nodes.chars;
        char last = chars[nodes.end(first) - length];
        boolean parts = false;
        for (int value : values) {
            if (value >= 0 && nodes.kind(value) == kind) {
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
