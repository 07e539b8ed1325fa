package io.headroom.compress.text.shorten;

import io.headroom.api.compress.ShorteningContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Shortens a diff so that it still is one: without its notes {@code git apply} takes it. Changes keep one line of context, hunk headers
 * are counted anew, lock files and generated ones go, and of a change that is the same in many files the first and the last is shown.
 */
final class DiffAbridger {
    private static final int CONTEXT = 1;
    private static final int SHORTEST = 3;
    private static final int NONE = -1;
    private static final int RANGE_COST = 5;
    /** What is not repeated is what was asked for, so of different changes up to this share of the text is shown. */
    private static final int DISTINCT_PERCENT = 40;

    private static final List<String> GENERATED = List.of(
            ".lock",
            "package-lock.json",
            "pnpm-lock.yaml",
            "npm-shrinkwrap.json",
            "go.sum",
            ".min.js",
            ".min.css",
            ".snap",
            ".map");

    private final TextLines lines;
    private final Diff diff;
    private final ShorteningContext context;
    /** How many hunks of each file are shown, the first ones. */
    private final int[] hunks;

    private final List<Abridgement.Row> rows = new ArrayList<>();
    private Optional<GapNote> pending = Optional.empty();

    DiffAbridger(TextLines lines, Diff diff, ShorteningContext context) {
        this.lines = lines;
        this.diff = diff;
        this.context = context;
        this.hunks = new int[diff.files().size()];
    }

    /** The shortened diff; it may show everything. */
    Abridgement abridge() {
        chooseHunks();
        int at = 0;
        int file = 0;
        while (file < hunks.length) {
            Diff.DiffFile next = diff.files().get(file);
            showAll(at, next.first());
            int last = file;
            if (hunks[file] != NONE) {
                show(next, hunks[file]);
            } else {
                while (last + 1 < hunks.length
                        && hunks[last + 1] == NONE
                        && diff.files().get(last + 1).first()
                                == diff.files().get(last).end()) {
                    last++;
                }
                leaveOut(file, last);
            }
            at = diff.files().get(last).end();
            file = last + 1;
        }
        showAll(at, lines.size());
        return new Abridgement(rows, pending, true);
    }

    /** Of files that change something new, the small ones first; of a file that is too large its first hunks. */
    private void chooseHunks() {
        List<Integer> candidates = new ArrayList<>();
        Map<String, Integer> last = new HashMap<>();
        String[] changes = new String[hunks.length];
        for (int i = 0; i < hunks.length; i++) {
            changes[i] = changes(diff.files().get(i));
            last.put(changes[i], i);
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < hunks.length; i++) {
            Diff.DiffFile file = diff.files().get(i);
            boolean repeats = !seen.add(changes[i]) && last.get(changes[i]) != i;
            hunks[i] = file.hunks().isEmpty() || file.end() - file.first() < SHORTEST
                    ? file.hunks().size()
                    : NONE;
            if (hunks[i] == NONE && !repeats && !isGenerated(file.path())) {
                candidates.add(i);
            }
        }
        int[] costs = new int[hunks.length];
        candidates.forEach(file -> costs[file] = cost(diff.files().get(file)));
        candidates.sort(Comparator.comparingInt(file -> costs[file]));
        int left = Math.max(2 * context.budget(), context.estimate(lines.shown()) / 100 * DISTINCT_PERCENT);
        for (int file : candidates) {
            left -= choose(file, left);
        }
    }

    private int choose(int number, int left) {
        Diff.DiffFile file = diff.files().get(number);
        int spent = cost(file.first(), file.hunks().get(0).first());
        int shown = 0;
        while (shown < file.hunks().size() && spent + cost(file.hunks().get(shown)) <= left) {
            spent += cost(file.hunks().get(shown++));
        }
        if (shown == 0) {
            return 0;
        }
        // Two lines are no gap.
        boolean rest = shown < file.hunks().size()
                && file.end() - file.hunks().get(shown).first() >= SHORTEST;
        hunks[number] = rest ? shown : file.hunks().size();
        return spent;
    }

    private String changes(Diff.DiffFile file) {
        StringBuilder changes = new StringBuilder();
        for (Diff.Hunk hunk : file.hunks()) {
            for (int i = hunk.first() + 1; i < hunk.end(); i++) {
                String line = lines.line(i);
                if (isChange(line)) {
                    changes.append(line).append('\n');
                }
            }
        }
        context.checkpoint(2L * changes.length());
        // A rename or a binary file is like no other.
        return changes.length() == 0 ? file.path() : changes.toString();
    }

    private int cost(Diff.DiffFile file) {
        int cost = cost(file.first(), file.hunks().get(0).first());
        for (Diff.Hunk hunk : file.hunks()) {
            cost += cost(hunk);
        }
        return cost;
    }

    /** What the header, the changes and a line of context around them cost, and the range in the note. */
    private int cost(Diff.Hunk hunk) {
        int first = nextChange(hunk.first() + 1, hunk.end());
        int last = hunk.end() - 1;
        while (last > first && !isChange(lines.line(last))) {
            last--;
        }
        int from = Math.max(hunk.first() + 1, first - CONTEXT);
        return RANGE_COST + cost(hunk.first(), hunk.first() + 1) + cost(from, Math.min(hunk.end(), last + 1 + CONTEXT));
    }

    private int cost(int from, int end) {
        int cost = 0;
        for (int i = from; i < end; i++) {
            cost += context.estimate(lines.line(i)) + 1;
        }
        return cost;
    }

    private static boolean isChange(String line) {
        return line.startsWith("+") || line.startsWith("-");
    }

    private static boolean isGenerated(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return GENERATED.stream().anyMatch(name::endsWith);
    }

    private void showAll(int from, int end) {
        for (int i = from; i < end; i++) {
            row(i, lines.line(i));
        }
    }

    private void row(int line, String text) {
        rows.add(Abridgement.Row.of(line, text, pending));
        pending = Optional.empty();
    }

    private void leaveOut(int first, int last) {
        int from = diff.files().get(first).first();
        int end = diff.files().get(last).end();
        if (pending.isPresent() || end - from < SHORTEST) {
            showAll(from, end);
            return;
        }
        List<String> paths = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        for (Diff.DiffFile file : diff.files().subList(first, last + 1)) {
            paths.add(file.path());
            counts.add(" +" + file.added() + " -" + file.removed());
        }
        boolean alike = counts.stream().distinct().count() == 1;
        String each = alike && counts.size() > 1 ? "each" + counts.get(0) + ": " : "";
        if (!each.isEmpty()) {
            counts.replaceAll(count -> "");
        }
        String same = sameAsShown(first, last) ? ", the same change" : "";
        String files = counts.size() > 1 ? counts.size() + " files" + same + "; " : "";
        pending = Optional.of(GapNote.lines(from + 1, end, files + each + PackedNames.of(paths, counts, context)));
    }

    /** Whether the files of a gap all change what the file before it changes. */
    private boolean sameAsShown(int first, int last) {
        if (first == 0) {
            return false;
        }
        String before = changes(diff.files().get(first - 1));
        for (int i = first; i <= last; i++) {
            if (!changes(diff.files().get(i)).equals(before)) {
                return false;
            }
        }
        return true;
    }

    private void show(Diff.DiffFile file, int shown) {
        if (file.hunks().isEmpty()) {
            showAll(file.first(), file.end());
            return;
        }
        Pieces pieces = new Pieces();
        file.hunks().subList(0, shown).forEach(pieces::add);
        if (shown == file.hunks().size()) {
            pieces.end();
        }
        List<GapNote.Range> ranges = pieces.ranges(file);
        Optional<GapNote> note = ranges.isEmpty()
                ? Optional.empty()
                : Optional.of(new GapNote(ranges, GapNote.Kind.HUNKS, facts(file, shown)));
        int at = file.first();
        for (Piece piece : pieces.all) {
            if (piece.recounted) {
                showAll(at, piece.gap);
                pending = note;
                note = Optional.empty();
                row(-1, header(piece));
            } else {
                showAll(at, piece.first);
            }
            showAll(piece.first, piece.end);
            at = piece.end;
        }
        pending = at < file.end() ? note.or(() -> pending) : pending;
    }

    private static String facts(Diff.DiffFile file, int shown) {
        List<Diff.Hunk> rest = file.hunks().subList(shown, file.hunks().size());
        if (rest.isEmpty()) {
            return "context";
        }
        int added = rest.stream().mapToInt(Diff.Hunk::added).sum();
        int removed = rest.stream().mapToInt(Diff.Hunk::removed).sum();
        return "context, hunks " + rest.size() + " +" + added + " -" + removed;
    }

    /** Changes with their context: a whole hunk as it is, or a part of one below a header that was counted anew. */
    private static final class Piece {
        private final Diff.Hunk hunk;
        private final boolean recounted;
        /** Where the gap before it begins. */
        private final int gap;

        private final int first;
        private int end;

        Piece(Diff.Hunk hunk, boolean recounted, int gap, int first, int end) {
            this.hunk = hunk;
            this.recounted = recounted;
            this.gap = gap;
            this.first = first;
            this.end = end;
        }
    }

    /** The pieces of a file. No gap is shorter than three lines, and none is needed for a header that is as it was. */
    private final class Pieces {
        private final List<Piece> all = new ArrayList<>();

        void add(Diff.Hunk hunk) {
            int change = nextChange(hunk.first() + 1, hunk.end());
            int first = Math.max(hunk.first() + 1, change - CONTEXT);
            int gap = all.isEmpty() ? hunk.first() : last().end;
            if (first - gap < SHORTEST || change == hunk.end()) {
                close();
                all.add(new Piece(hunk, false, hunk.first(), hunk.first(), hunk.end()));
                return;
            }
            int start = first;
            while (change < hunk.end()) {
                int end = endOfChanges(change, hunk.end());
                int next = nextChange(end, hunk.end());
                while (next < hunk.end() && next - end < 2 * CONTEXT + SHORTEST) {
                    end = endOfChanges(next, hunk.end());
                    next = nextChange(end, hunk.end());
                }
                int shown = Math.min(end + CONTEXT, hunk.end());
                all.add(new Piece(hunk, true, gap, start, shown));
                gap = shown;
                start = next - CONTEXT;
                change = next;
            }
        }

        void end() {
            if (last().hunk.end() - last().end < SHORTEST) {
                close();
            }
        }

        /** Gives the last piece the rest of its hunk. */
        private void close() {
            if (!all.isEmpty()) {
                last().end = last().hunk.end();
            }
        }

        private Piece last() {
            return all.get(all.size() - 1);
        }

        List<GapNote.Range> ranges(Diff.DiffFile file) {
            List<GapNote.Range> ranges = new ArrayList<>();
            for (Piece piece : all) {
                if (piece.recounted) {
                    ranges.add(new GapNote.Range(piece.gap + 1, piece.first));
                }
            }
            if (last().end < file.end()) {
                ranges.add(new GapNote.Range(last().end + 1, file.end()));
            }
            return ranges;
        }
    }

    private int nextChange(int from, int end) {
        int at = from;
        while (at < end && !isChange(lines.line(at))) {
            at++;
        }
        return at;
    }

    private int endOfChanges(int from, int end) {
        int at = from;
        while (at < end && (isChange(lines.line(at)) || lines.line(at).startsWith("\\"))) {
            at++;
        }
        return at;
    }

    private String header(Piece piece) {
        int[] before = count(piece.hunk.first() + 1, piece.first);
        int[] inside = count(piece.first, piece.end);
        return "@@ -" + range(piece.hunk.oldStart() + before[0], inside[0]) + " +"
                + range(piece.hunk.newStart() + before[1], inside[1]) + " " + piece.hunk.section();
    }

    private static String range(int start, int count) {
        return count == 1 ? Integer.toString(start) : start + "," + count;
    }

    /** Lines of the old and of the new side. */
    private int[] count(int from, int end) {
        int[] sides = new int[2];
        for (int i = from; i < end; i++) {
            String line = lines.line(i);
            char kind = line.isEmpty() ? ' ' : line.charAt(0);
            sides[0] += kind == ' ' || kind == '-' ? 1 : 0;
            sides[1] += kind == ' ' || kind == '+' ? 1 : 0;
        }
        return sides;
    }
}
