package io.headroom.compress.text;

import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.pattern.Patterns;
import io.headroom.api.compress.pattern.Template;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides which patterns a form has and which lines go together, from what the miner found. Bound to one list of lines. */
final class Planner {
    private static final int REPEATED = 3;
    private static final int LONG_LINE = 1 << 16;

    private final HeadedLines headed;
    private final @Nullable Shortening shortening;
    private final List<String> lines;
    private final CompressionContext context;
    private final Patterns mined;
    private final int[] lineCosts;

    Planner(
            HeadedLines headed,
            @Nullable Shortening shortening,
            Patterns mined,
            int[] lineCosts,
            CompressionContext context) {
        this.headed = headed;
        this.shortening = shortening;
        this.lines = headed.lines();
        this.context = context;
        this.mined = mined;
        this.lineCosts = lineCosts;
    }

    /** What each line costs as it is, with its end. */
    static int[] costs(List<String> lines, CompressionContext context) {
        int[] costs = new int[lines.size()];
        long read = 0;
        for (int i = 0; i < costs.length; i++) {
            String line = lines.get(i);
            costs[i] = (line.length() > LONG_LINE ? Estimates.of(line, context) : context.estimate(line)) + 1;
            read += lines.get(i).length() + 1;
            if (read > 1 << 16) {
                context.checkpoint(read);
                read = 0;
            }
        }
        return costs;
    }

    /** The mined patterns, a line each. */
    Plan singleLines() {
        List<Template> patterns = new ArrayList<>(mined.templates());
        int[] symbols = symbols();
        List<RecordMerger.Piece> pieces = new ArrayList<>(symbols.length);
        int[][] members = new int[patterns.size()][];
        for (int i = 0; i < members.length; i++) {
            members[i] = new int[] {i};
        }
        for (int i = 0; i < symbols.length; i++) {
            pieces.add(new RecordMerger.Piece(i, symbols[i]));
        }
        return select(patterns, pieces, symbol -> members[symbol]);
    }

    /** Repeated lines are patterns, too, and neighbours that belong together are records. */
    Plan records() {
        List<Template> patterns = new ArrayList<>(mined.templates());
        int[] symbols = symbols();
        addRepeatedLines(patterns, symbols);
        int[] costs = new int[patterns.size()];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = notationCost(patterns.get(i));
        }
        boolean[] breaks = new boolean[lines.size()];
        for (int i = 0; i < breaks.length; i++) {
            breaks[i] = headed.headings()[i] != null || (shortening != null && shortening.separates(i));
        }
        RecordMerger merger = new RecordMerger(symbols, costs, breaks, context);
        List<RecordMerger.Piece> pieces = merger.merge();
        return select(patterns, pieces, merger::patterns);
    }

    private Plan select(
            List<Template> patterns, List<RecordMerger.Piece> pieces, java.util.function.IntFunction<int[]> members) {
        Selection selection = new Selection(patterns, this::values, lineCosts, context);
        for (RecordMerger.Piece piece : pieces) {
            selection.add(piece.first(), piece.symbol() < 0 ? new int[0] : members.apply(piece.symbol()));
        }
        return selection.plan();
    }

    private int[] symbols() {
        int[] symbols = new int[lines.size()];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = mined.lines().get(i).template();
        }
        return symbols;
    }

    private List<String> values(int line) {
        return mined.lines().get(line).values();
    }

    private void addRepeatedLines(List<Template> patterns, int[] symbols) {
        Map<String, int[]> counts = new HashMap<>();
        for (int i = 0; i < symbols.length; i++) {
            if (symbols[i] < 0 && !headed.verbatim()[i]) {
                counts.computeIfAbsent(lines.get(i), line -> new int[] {0, -1})[0]++;
            }
        }
        for (int i = 0; i < symbols.length; i++) {
            if (symbols[i] < 0 && !headed.verbatim()[i]) {
                String line = lines.get(i);
                int[] count = counts.get(line);
                if (count[0] >= REPEATED) {
                    if (count[1] < 0) {
                        count[1] = patterns.size();
                        patterns.add(new Template(line.isEmpty() ? List.of() : List.of(new Template.Literal(line))));
                    }
                    symbols[i] = count[1];
                }
            }
        }
        context.checkpoint(2L * symbols.length);
    }

    private int notationCost(Template pattern) {
        return context.estimate(pattern.notation()) + 3;
    }
}
