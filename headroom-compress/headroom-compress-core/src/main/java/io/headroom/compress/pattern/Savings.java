package io.headroom.compress.pattern;

import io.headroom.api.compress.CompressionContext;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;

/** Tells how many tokens a pattern saves by the context's estimate, from an even sample of its lines. */
final class Savings {
    private static final int SAMPLE = 24;

    private final WordTable table;
    private final CompressionContext context;

    Savings(WordTable table, CompressionContext context) {
        this.table = table;
        this.context = context;
    }

    /**
     * A pattern with what it saves.
     *
     * @param pattern the pattern
     * @param saving estimated tokens, more than 0
     */
    record Rated(LinePattern pattern, long saving) {}

    /** Those of the patterns that save more than they cost. */
    List<Rated> paying(List<LinePattern> patterns) {
        List<Rated> paying = new ArrayList<>(patterns.size());
        for (LinePattern pattern : patterns) {
            long saving = saving(pattern, pattern.lines().length);
            if (saving > 0) {
                paying.add(new Rated(pattern, saving));
            }
        }
        return paying;
    }

    static long sum(List<Rated> patterns) {
        long sum = 0;
        for (Rated rated : patterns) {
            sum += rated.saving();
        }
        return sum;
    }

    /**
     * What a pattern would save.
     *
     * @param pattern a pattern of some lines
     * @param count how many lines would have it
     * @return estimated tokens, those of the pattern itself taken off
     */
    long saving(LinePattern pattern, int count) {
        int lines = pattern.lines().length;
        int sample = Math.min(lines, SAMPLE);
        long saved = 0;
        long read = 0;
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < sample; i++) {
            int at = (int) ((long) i * lines / sample);
            int line = pattern.lines()[at];
            int length = table.end(line) - table.start(line);
            form.setLength(0);
            form.append('A');
            for (String value : pattern.values().get(at)) {
                form.append(' ').append(value);
            }
            CharBuffer text = CharBuffer.wrap(table.text, table.start(line), length);
            saved += context.estimate(text) - tokens(form);
            read += length;
        }
        context.checkpoint(2 * read);
        return saved * count / sample
                - context.estimate("A=" + pattern.template().notation());
    }

    /** The estimate, but for the spaces that tokenizers write together with the word behind them. */
    private int tokens(CharSequence text) {
        int joined = 0;
        for (int at = 1; at < text.length(); at++) {
            if (text.charAt(at - 1) == ' ' && CharKind.isLetter(text.charAt(at))) {
                joined++;
            }
        }
        return context.estimate(text) - joined;
    }
}
