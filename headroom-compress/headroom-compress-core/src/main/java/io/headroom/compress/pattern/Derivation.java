package io.headroom.compress.pattern;

import io.headroom.api.compress.CompressionContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Derives the patterns of lines that have equally many words. There is one, unless white space between words differs in a way that no
 * alignment explains: then the lines that agree with most others go first, and the rest is looked at again, a few times.
 */
final class Derivation {
    private static final int MOST_SPLITS = 5;

    private final WordTable table;
    private final CompressionContext context;
    private final List<LinePattern> found = new ArrayList<>();

    private Derivation(WordTable table, CompressionContext context) {
        this.table = table;
        this.context = context;
    }

    static List<LinePattern> of(WordTable table, int[] lines, CompressionContext context) {
        Derivation derivation = new Derivation(table, context);
        derivation.derive(lines, 0);
        return derivation.found;
    }

    private void derive(int[] lines, int splits) {
        if (lines.length < 2) {
            return;
        }
        long characters = 0;
        for (int line : lines) {
            characters += table.end(line) - table.start(line);
        }
        context.checkpoint(characters);
        int words = table.words(lines[0]);
        Gaps gaps = new Gaps(table, lines);
        Gap[] plan = new Gap[words];
        for (int word = 0; word < words; word++) {
            Gap gap = gaps.before(word);
            if (gap == null) {
                split(lines, gaps.majority(word), splits);
                return;
            }
            plan[word] = gap;
        }
        if (!gaps.sameTail()) {
            split(lines, gaps.majorityTail(), splits);
            return;
        }
        context.checkpoint(2 * characters);
        found.add(pattern(lines, plan));
    }

    private void split(int[] lines, boolean[] first, int splits) {
        int count = 0;
        for (boolean in : first) {
            count += in ? 1 : 0;
        }
        if (splits == MOST_SPLITS || count == lines.length) {
            return;
        }
        int[] majority = new int[count];
        int[] rest = new int[lines.length - count];
        int m = 0;
        int r = 0;
        for (int i = 0; i < lines.length; i++) {
            if (first[i]) {
                majority[m++] = lines[i];
            } else {
                rest[r++] = lines[i];
            }
        }
        derive(majority, splits + 1);
        derive(rest, splits + 1);
    }

    private LinePattern pattern(int[] lines, @Nullable Gap[] plan) {
        WordShapes shapes = new WordShapes(table, lines);
        PatternBuilder builder = new PatternBuilder(table, lines, context);
        for (int word = 0; word < plan.length; word++) {
            context.checkpoint(0);
            builder.word(word, java.util.Objects.requireNonNull(plan[word]), shapes.of(word));
        }
        return builder.build();
    }
}
