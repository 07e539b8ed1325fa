package io.headroom.compress.json;

import io.headroom.api.compress.pattern.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what many strings without spaces begin with, such as folders of paths, parts of dotted names and dates before times, and labels it
 * together with what all of them end with.
 */
final class PrefixFamilies {
    /** How many borders from the end on are tried. */
    private static final int LEVELS = 2;

    private static final int SHORTEST = 4;
    private static final String DATE = "0000-00-00T";

    private final JsonNodes nodes;
    private final DistinctValues distinct;

    PrefixFamilies(JsonNodes nodes, DistinctValues distinct) {
        this.nodes = nodes;
        this.distinct = distinct;
    }

    /** Gives a family to each string that has none, where the family pays. */
    void find(int[] cost, LabelFinder.Candidate[] candidateOf, String[] fillings) {
        int suffix = suffix();
        for (int level = 0; level < LEVELS; level++) {
            Map<String, LabelFinder.Candidate> families = new HashMap<>();
            LabelFinder.Candidate[] wanted = new LabelFinder.Candidate[cost.length];
            int[] cuts = new int[cost.length];
            for (int d = 0; d < cost.length; d++) {
                int node = distinct.node(d);
                cuts[d] = candidateOf[d] == null ? cut(node, level) : -1;
                int end = nodes.end(node) - suffix;
                if (cuts[d] < 0 || cuts[d] >= end) {
                    continue;
                }
                String prefix = new String(nodes.chars, nodes.start(node), cuts[d] - nodes.start(node));
                wanted[d] = families.computeIfAbsent(prefix, any -> candidate(any, node, suffix));
                long saved = cost[d] - 2L - Estimate.of(nodes.chars, cuts[d], end);
                wanted[d].saved += saved * distinct.count(d);
            }
            for (int d = 0; d < cost.length; d++) {
                if (wanted[d] != null && wanted[d].saved > 0) {
                    int end = nodes.end(distinct.node(d)) - suffix;
                    candidateOf[d] = wanted[d];
                    fillings[d] = " " + new String(nodes.chars, cuts[d], end - cuts[d]);
                }
            }
        }
    }

    private LabelFinder.Candidate candidate(String prefix, int node, int suffix) {
        List<Template.Part> parts = new ArrayList<>(List.of(new Template.Literal(prefix), new Template.Next()));
        if (suffix > 0) {
            parts.add(new Template.Literal(new String(nodes.chars, nodes.end(node) - suffix, suffix)));
        }
        return new LabelFinder.Candidate(new Template(parts).notation());
    }

    /** How many characters all strings end with, from a border on. */
    private int suffix() {
        int first = distinct.node(0);
        int suffix = nodes.end(first) - nodes.start(first);
        for (int d = 1; d < distinct.size() && suffix > 0; d++) {
            int node = distinct.node(d);
            int same = 0;
            int most = Math.min(suffix, nodes.end(node) - nodes.start(node));
            while (same < most && nodes.chars[nodes.end(node) - 1 - same] == nodes.chars[nodes.end(first) - 1 - same]) {
                same++;
            }
            suffix = same;
        }
        while (suffix > 0 && Estimate.inRun(nodes.chars[nodes.end(first) - suffix])) {
            suffix--;
        }
        return suffix;
    }

    /** Where a string is cut: a time behind its date, as a family of minutes says too little, all else behind one of its last marks. */
    private int cut(int node, int level) {
        int start = nodes.start(node);
        int cut = start + DATE.length();
        if (cut >= nodes.end(node) || !isDate(nodes.chars, start)) {
            return border(node, level);
        }
        boolean word = level == 0;
        for (int i = cut; i < nodes.end(node) && word; i++) {
            word = nodes.chars[i] > ' ';
        }
        return word ? cut : -1;
    }

    /** Whether a pattern begins with a date that a time follows. */
    static boolean isDate(String notation) {
        return notation.length() >= DATE.length() && isDate(notation.toCharArray(), 0);
    }

    private static boolean isDate(char[] chars, int start) {
        boolean date = chars[start + DATE.length() - 1] == 'T';
        for (int i = 0; date && i < DATE.length() - 1; i++) {
            char c = chars[start + i];
            date = DATE.charAt(i) == '0' ? c >= '0' && c <= '9' : c == DATE.charAt(i);
        }
        return date;
    }

    /** Behind the last mark but {@code level}, where something without spaces and controls follows; or -1. */
    private int border(int node, int level) {
        char[] chars = nodes.chars;
        int left = level;
        int cut = -1;
        for (int i = nodes.end(node) - 1; i >= nodes.start(node) && cut < 0; i--) {
            char c = chars[i];
            if (c <= ' ') {
                return -1;
            }
            boolean mark = "/.:-_\\#=&?".indexOf(c) >= 0;
            if (mark && i + 1 < nodes.end(node) && left-- == 0) {
                cut = i + 1;
            }
        }
        return cut - nodes.start(node) < SHORTEST ? -1 : cut;
    }
}
