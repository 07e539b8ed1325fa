package io.headroom.compress.json;

import io.headroom.api.compress.pattern.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what many strings without spaces begin with, such as folders of paths and parts of dotted names, and labels it. */
final class PrefixFamilies {
    /** How many borders from the end on are tried. */
    private static final int LEVELS = 2;

    private static final int SHORTEST = 4;

    private final JsonNodes nodes;
    private final DistinctValues distinct;

    PrefixFamilies(JsonNodes nodes, DistinctValues distinct) {
        this.nodes = nodes;
        this.distinct = distinct;
    }

    /** Gives a family to each string that has none, where the family pays. */
    void find(int[] cost, LabelFinder.Candidate[] candidateOf, String[] fillings) {
        for (int level = 0; level < LEVELS; level++) {
            Map<String, LabelFinder.Candidate> families = new HashMap<>();
            LabelFinder.Candidate[] wanted = new LabelFinder.Candidate[cost.length];
            for (int d = 0; d < cost.length; d++) {
                int cut = candidateOf[d] == null ? border(distinct.node(d), level) : -1;
                if (cut < 0) {
                    continue;
                }
                int node = distinct.node(d);
                String prefix = new String(nodes.chars, nodes.start(node), cut - nodes.start(node));
                wanted[d] = families.computeIfAbsent(prefix, PrefixFamilies::candidate);
                long saved = cost[d] - 2L - Estimate.of(nodes.chars, cut, nodes.end(node));
                wanted[d].saved += saved * distinct.count(d);
            }
            for (int d = 0; d < cost.length; d++) {
                if (wanted[d] != null && wanted[d].saved > 0) {
                    int cut = border(distinct.node(d), level);
                    candidateOf[d] = wanted[d];
                    fillings[d] = " " + new String(nodes.chars, cut, nodes.end(distinct.node(d)) - cut);
                }
            }
        }
    }

    private static LabelFinder.Candidate candidate(String prefix) {
        Template template = new Template(List.of(new Template.Literal(prefix), new Template.Next()));
        return new LabelFinder.Candidate(template.notation());
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
