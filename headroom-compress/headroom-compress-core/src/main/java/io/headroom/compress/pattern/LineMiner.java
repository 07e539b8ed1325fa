package io.headroom.compress.pattern;

import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.pattern.PatternMiner;
import io.headroom.api.compress.pattern.Patterns;
import io.headroom.api.compress.pattern.Template;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The engine's miner of line patterns. Lines are cut into words, grouped by their masks, similar groups are joined, and each group
 * becomes a pattern if that pays. The cost is linear in the characters, but for sorting groups; see {@link Clusters} for the source of
 * the idea.
 */
public final class LineMiner implements PatternMiner {
    /** As many as there are labels of one or two letters. */
    private static final int MOST_PATTERNS = 702;

    /** A pattern that saves a token for so few characters has little left to save. */
    private static final int CHARACTERS_PER_SAVED_TOKEN = 5;

    private static final Patterns.Line PLAIN = new Patterns.Line(-1, List.of());

    private final CompressionContext context;
    private @Nullable List<String> mined;
    private WordTable table;
    private Savings savings;
    private List<Savings.Rated> broad = List.of();

    /**
     * Creates the miner of one call.
     *
     * @param context estimates tokens and counts the work
     */
    public LineMiner(CompressionContext context) {
        this.context = context;
        this.table = new WordTable(List.of(), context);
        this.savings = new Savings(table, context);
    }

    @Override
    public Patterns mine(List<String> lines) {
        mineOnce(lines);
        return patterns(new Refinement(table, savings, context).refine(broad), lines.size());
    }

    @Override
    public Patterns mineBroadly(List<String> lines) {
        mineOnce(lines);
        return patterns(new ArrayList<>(broad), lines.size());
    }

    /** What both ways of mining share; a caller that wants both asks for the same lines twice. */
    private void mineOnce(List<String> lines) {
        if (isMined(lines)) {
            return;
        }
        table = new WordTable(lines, context);
        savings = new Savings(table, context);
        broad = new ArrayList<>();
        for (List<int[]> cluster : new Clusters(table, context).join(MaskGroups.of(table))) {
            broad.addAll(best(cluster));
        }
        mined = lines;
    }

    @SuppressWarnings(
            "ReferenceEquality") // Equal lists would be as good, but comparing them costs as much as reading them.
    private boolean isMined(List<String> lines) {
        return mined == lines;
    }

    /** The patterns of the groups together, or of each group alone, whatever saves more. */
    private List<Savings.Rated> best(List<int[]> cluster) {
        List<Savings.Rated> together = savings.paying(Derivation.of(table, union(cluster), context));
        if (cluster.size() == 1 || savesMost(together, cluster)) {
            return together;
        }
        List<Savings.Rated> apart = new ArrayList<>();
        for (int[] group : cluster) {
            if (group.length > 1) {
                apart.addAll(savings.paying(Derivation.of(table, group, context)));
            }
        }
        return Savings.sum(apart) > 2 * Savings.sum(together) ? apart : together;
    }

    /** Whether so many tokens are saved that patterns of the groups alone could hardly save twice as many. */
    private boolean savesMost(List<Savings.Rated> together, List<int[]> cluster) {
        long characters = 0;
        for (int[] group : cluster) {
            for (int line : group) {
                characters += table.end(line) - table.start(line);
            }
        }
        return CHARACTERS_PER_SAVED_TOKEN * Savings.sum(together) > characters;
    }

    private static int[] union(List<int[]> groups) {
        if (groups.size() == 1) {
            return groups.get(0);
        }
        int size = 0;
        for (int[] group : groups) {
            size += group.length;
        }
        int[] union = new int[size];
        int at = 0;
        for (int[] group : groups) {
            System.arraycopy(group, 0, union, at, group.length);
            at += group.length;
        }
        Arrays.sort(union);
        return union;
    }

    private static Patterns patterns(List<Savings.Rated> rated, int count) {
        if (rated.size() > MOST_PATTERNS) {
            rated.sort(Comparator.comparingLong(r -> -r.saving()));
            rated.subList(MOST_PATTERNS, rated.size()).clear();
        }
        rated.sort(Comparator.comparingInt(r -> r.pattern().lines()[0]));
        List<Template> templates = new ArrayList<>(rated.size());
        List<Patterns.Line> lines = new ArrayList<>(Collections.nCopies(count, PLAIN));
        for (Savings.Rated r : rated) {
            LinePattern pattern = r.pattern();
            for (int i = 0; i < pattern.lines().length; i++) {
                lines.set(
                        pattern.lines()[i],
                        new Patterns.Line(templates.size(), pattern.values().get(i)));
            }
            templates.add(pattern.template());
        }
        return new Patterns(templates, lines);
    }
}
