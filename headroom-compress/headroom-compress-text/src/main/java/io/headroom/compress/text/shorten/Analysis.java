package io.headroom.compress.text.shorten;

import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.pattern.Patterns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the lines of a text have in common: their patterns, and their masks where a pattern does not pay. */
final class Analysis {
    private static final int REPEATED = 3;

    private final TextLines lines;
    private final Patterns patterns;
    private final String[] masks;
    private final String[] kinds;
    private final int[] costs;
    private final Map<String, Integer> uses = new HashMap<>();
    private int filled;
    private int fitting;

    private Analysis(TextLines lines, Patterns patterns, CompressionContext context) {
        this.lines = lines;
        this.patterns = patterns;
        this.masks = new String[lines.size()];
        this.kinds = new String[lines.size()];
        this.costs = new int[lines.size()];
        long read = 0;
        for (int i = 0; i < masks.length; i++) {
            String line = lines.line(i);
            masks[i] = LineMask.of(line);
            kinds[i] = LineKind.of(line).orElse("");
            costs[i] = context.estimate(line) + 1;
            uses.merge(masks[i], 1, Integer::sum);
            read += 4L * line.length() + 1;
            if (read > 1 << 15) {
                context.checkpoint(read);
                read = 0;
            }
        }
        for (int i = 0; i < masks.length; i++) {
            if (!isBlank(i)) {
                filled++;
                fitting += fits(i) ? 1 : 0;
            }
        }
        context.checkpoint(read);
    }

    static Analysis of(TextLines lines, CompressionContext context) {
        return new Analysis(lines, context.patterns().mineBroadly(lines.contents()), context);
    }

    Patterns patterns() {
        return patterns;
    }

    String mask(int line) {
        return masks[line];
    }

    /** The word by which a line is counted; empty if it has none. */
    String kind(int line) {
        return kinds[line];
    }

    /** What a line costs, by the estimate of tokens. */
    int cost(int line) {
        return costs[line];
    }

    /** How many lines look like this one, but for numbers. */
    int uses(int line) {
        return uses.get(masks[line]);
    }

    /** Whether two lines have the same pattern, or look alike where neither has one. */
    boolean areAlike(int line, int other) {
        return template(line) < 0 ? masks[line].equals(masks[other]) : template(line) == template(other);
    }

    boolean isBlank(int line) {
        return lines.line(line).isBlank();
    }

    /** Whether other lines share the pattern of this line. */
    boolean fits(int line) {
        return patterns.lines().get(line).template() >= 0 || uses(line) >= REPEATED;
    }

    /** Percent of the lines that share a pattern. */
    int percentFitting() {
        return filled == 0 ? 0 : (int) (100L * fitting / filled);
    }

    /** The values of a line in terms of its pattern. */
    List<String> values(int line) {
        return patterns.lines().get(line).values();
    }

    int template(int line) {
        return patterns.lines().get(line).template();
    }
}
