package io.headroom.compress.text.shorten;

import io.headroom.api.compress.ShorteningContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Marks the lines that stay. What must be seen stays whatever it costs; the rest stays in the order of its worth while the double of the
 * budget lasts, repetitions last.
 */
final class Survivors {
    private static final int ENDS = 5;
    private static final int LONGEST_RECORD = 40;
    private static final int MORE_ENDS = 40;
    private static final int FREQUENT = 5;
    private static final int MOST_PATTERNS = 60;
    /** What a warning says and where: the line after it names the place. */
    private static final int WARNING = 2;

    private static final int UNFIT_PERCENT = 25;

    private final TextLines lines;
    private final Analysis analysis;
    private final ShorteningContext context;
    private final boolean[] kept;
    private final boolean[] whole;
    private long spent;
    private boolean records;

    Survivors(TextLines lines, Analysis analysis, ShorteningContext context) {
        this.lines = lines;
        this.analysis = analysis;
        this.context = context;
        this.kept = new boolean[lines.size()];
        this.whole = new boolean[lines.size()];
    }

    boolean[] kept() {
        return kept.clone();
    }

    /** Which lines belong to an error, so that none of them may be cut, however long it is. */
    boolean[] whole() {
        return whole.clone();
    }

    /** The first and the last lines, and if they are parts of records, the whole record. */
    void keepEnds() {
        int first = 0;
        for (int i = 0; i < lines.size() && first < ENDS; i++) {
            if (!lines.overwritten(i)) {
                keep(i);
                first++;
            }
        }
        int last = 0;
        for (int i = lines.size() - 1; i >= 0 && last < ENDS; i--) {
            if (!lines.overwritten(i)) {
                keep(i);
                last++;
            }
        }
        keepRecords();
    }

    /** More of both ends while half of the budget lasts: the end of a log is read first, so it comes first. */
    void keepMoreEnds() {
        int first = 0;
        int last = lines.size() - 1;
        for (int i = 0; i < MORE_ENDS && !records; i++) {
            while (last > first && kept[last]) {
                last--;
            }
            while (first < last && kept[first]) {
                first++;
            }
            int line = i % 2 == 0 ? last : first;
            if (2 * (spent + cost(line, line + 1)) > context.budget() || lines.overwritten(line)) {
                return;
            }
            keep(line);
        }
    }

    /** A record goes from a line of a frequent look to the next of that look. */
    private void keepRecords() {
        for (int start = 0; start < ENDS; start++) {
            if (analysis.uses(start) < FREQUENT || analysis.isBlank(start)) {
                continue;
            }
            int next = start + 1;
            while (next < lines.size() && next - start <= LONGEST_RECORD && !analysis.areAlike(start, next)) {
                next++;
            }
            boolean record = next < lines.size() && next - start <= LONGEST_RECORD && next > ENDS;
            if (record && affordable(start, next)) {
                records = true;
                keepAll(start, next);
                keepLastRecord(start);
            }
            return;
        }
    }

    private void keepLastRecord(int first) {
        int at = lines.size() - 1;
        while (at > 0 && lines.size() - at <= LONGEST_RECORD && !analysis.areAlike(first, at)) {
            at--;
        }
        if (analysis.areAlike(first, at) && affordable(at, lines.size())) {
            keepAll(at, lines.size());
        }
    }

    /** The newest commits as long as the budget lasts, at least one. */
    void keepCommits(Commits commits) {
        List<Integer> starts = commits.starts();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : lines.size();
            if (i > 0 && spent + cost(starts.get(i), end) > context.budget()) {
                return;
            }
            keepAll(starts.get(i), end);
        }
    }

    /** Between names what is none, such as the messages of grep and find. */
    void keepUnnamed(Items items) {
        List<Integer> unnamed = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!analysis.isBlank(i) && !items.isNamed(i)) {
                unnamed.add(i);
            }
        }
        few(unnamed).forEach(this::keep);
    }

    /** Among search results only what says itself that it is an error. */
    void keepDiagnostics(Hits hits, Map<Integer, String> errors) {
        Map<String, List<Integer>> patterns = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            if (hits.isDiagnostic(lines.line(i), i)) {
                errors.put(i, Facts.named(analysis.mask(i)));
                String mask = analysis.mask(i);
                int colon = mask.lastIndexOf("#:");
                patterns.computeIfAbsent(mask.substring(colon < 0 ? 0 : colon), key -> new ArrayList<>())
                        .add(i);
            }
        }
        patterns.values().stream().limit(MOST_PATTERNS).forEach(found -> keep(found.get(0)));
        errors.keySet().removeIf(line -> kept[line]);
    }

    /** Errors, failed tests, summaries; then warnings, headings and odd values; then what fits no pattern; last the repeats. */
    void keepWhatMatters(Map<Integer, String> errors) {
        Map<String, List<Failures.Block>> found = Failures.errors(lines, analysis, context);
        List<Failures.Block> last = new ArrayList<>();
        int patterns = 0;
        for (List<Failures.Block> blocks : found.values()) {
            for (Failures.Block block : blocks) {
                errors.put(block.first(), Facts.named(analysis.mask(block.first())));
                Arrays.fill(whole, block.first(), block.end(), true);
            }
            if (patterns++ < MOST_PATTERNS) {
                keepAll(blocks.get(0).first(), blocks.get(0).end());
                last.add(blocks.get(blocks.size() - 1));
            }
        }
        context.checkpoint(0);
        for (int i = 0; i < lines.size(); i++) {
            boolean summary = !analysis.fits(i) && Headings.isSummary(lines.line(i));
            if (summary || LineKind.isFailedTest(analysis.kind(i))) {
                keep(i);
            }
        }
        keepAffordable(warnings());
        context.checkpoint(0);
        keepAffordable(headings());
        keepAffordable(Anomalies.of(lines, analysis, context));
        context.checkpoint(0);
        keepAffordable(unfit());
        for (Failures.Block block : last) {
            if (affordable(block.first(), block.end())) {
                keepAll(block.first(), block.end());
            }
        }
        errors.keySet().removeIf(line -> kept[line]);
    }

    private List<Integer> warnings() {
        List<Integer> warnings = new ArrayList<>();
        int patterns = 0;
        for (List<Failures.Block> blocks :
                Failures.warnings(lines, analysis, context).values()) {
            if (patterns++ < MOST_PATTERNS) {
                Failures.Block block = blocks.get(0);
                for (int i = block.first(); i < Math.min(block.first() + WARNING, block.end()); i++) {
                    warnings.add(i);
                }
            }
        }
        return warnings;
    }

    private List<Integer> headings() {
        List<Integer> headings = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (analysis.uses(i) <= FREQUENT && Headings.isHeading(lines.line(i))) {
                headings.add(i);
            }
        }
        return headings;
    }

    private List<Integer> unfit() {
        List<Integer> unfit = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean counted = lines.overwritten(i) || LineKind.isPassedTest(analysis.kind(i));
            if (!analysis.isBlank(i) && !analysis.fits(i) && !counted) {
                unfit.add(i);
            }
        }
        return few(unfit);
    }

    private List<Integer> few(List<Integer> unfit) {
        return 100L * unfit.size() <= (long) UNFIT_PERCENT * lines.size() ? unfit : List.of();
    }

    private void keepAffordable(List<Integer> wanted) {
        for (int line : wanted) {
            if (affordable(line, line + 1)) {
                keep(line);
            }
        }
    }

    private boolean affordable(int first, int end) {
        return spent + cost(first, end) <= 2L * context.budget();
    }

    private long cost(int first, int end) {
        long cost = 0;
        for (int i = first; i < end; i++) {
            cost += kept[i] ? 0 : cost(i);
        }
        return cost;
    }

    /** Lines that share a pattern are written with it, for about half. A long line is cut. */
    private int cost(int line) {
        int cost = lines.line(line).length() > CutLine.LONGEST ? FREQUENT * LONGEST_RECORD : analysis.cost(line);
        return analysis.fits(line) ? (cost + 1) / 2 : cost;
    }

    private void keepAll(int first, int end) {
        for (int i = first; i < end; i++) {
            keep(i);
        }
    }

    private void keep(int line) {
        if (!kept[line]) {
            spent += cost(line);
            kept[line] = true;
        }
    }
}
