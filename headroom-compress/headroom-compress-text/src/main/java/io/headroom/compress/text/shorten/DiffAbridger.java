package io.headroom.compress.text.shorten;

import io.headroom.api.compress.ShorteningContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Shortens a diff so that it still is one: without its notes {@code git apply} takes it. Changes keep one line of context, hunk headers
 * are counted anew, lock files and generated ones go, and of a change that is the same in many files the first and the last is shown.
 */
final class DiffAbridger {
    private static final int CONTEXT = 1;
    private static final int SHORTEST = 3;
    /** What is not repeated is what was asked for, so of different changes up to this share of the text is shown. */
    private static final int DISTINCT_PERCENT = 40;

    private static final List<String> GENERATED = List.of(
            ".lock", "package-lock.json", "pnpm-lock.yaml", "npm-shrinkwrap.json", "go.sum", ".min.js", ".min.css",
            ".snap", ".map");

    private final TextLines lines;
    private final Diff diff;
    private final ShorteningContext context;
    private final int limit;
    private final List<Abridgement.Row> rows = new ArrayList<>();
    private Optional<GapNote> pending = Optional.empty();
    private int spent;

    DiffAbridger(TextLines lines, Diff diff, ShorteningContext context) {
        this.lines = lines;
        this.diff = diff;
        this.context = context;
        this.limit = Math.max(2 * context.budget(), context.estimate(lines.shown()) / 100 * DISTINCT_PERCENT);
    }

    /** The shortened diff; it may show everything. */
    Abridgement abridge() {
        boolean[] shown = shownFiles();
        int at = 0;
        int file = 0;
        while (file < shown.length) {
            Diff.DiffFile next = diff.files().get(file);
            showAll(at, next.first());
            int last = file;
            if (shown[file]) {
                show(next);
            } else {
                while (last + 1 < shown.length
                        && !shown[last + 1]
                        && diff.files().get(last + 1).first() == diff.files().get(last).end()) {
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

    private boolean[] shownFiles() {
        boolean[] shown = new boolean[diff.files().size()];
        Map<String, Integer> last = new HashMap<>();
        String[] changes = new String[shown.length];
        for (int i = 0; i < shown.length; i++) {
            changes[i] = changes(diff.files().get(i));
            last.put(changes[i], i);
        }
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < shown.length; i++) {
            Diff.DiffFile file = diff.files().get(i);
            boolean repeats = first.putIfAbsent(changes[i], i) != null && last.get(changes[i]) != i;
            boolean small = file.end() - file.first() < SHORTEST;
            if (small || (!repeats && !isGenerated(file.path()) && spent <= limit)) {
                shown[i] = true;
                spent += cost(file);
            }
        }
        return shown;
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
        int cost = 0;
        for (int i = file.first(); i < file.end(); i++) {
            String line = lines.line(i);
            cost += isChange(line) ? context.estimate(line) + 1 : 0;
        }
        for (Diff.Hunk hunk : file.hunks()) {
            cost += context.estimate(lines.line(hunk.first())) + 2 * CONTEXT * SHORTEST;
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

    private void show(Diff.DiffFile file) {
        if (file.hunks().isEmpty()) {
            showAll(file.first(), file.end());
            return;
        }
        Pieces pieces = new Pieces();
        file.hunks().forEach(pieces::add);
        pieces.end();
        List<GapNote.Range> ranges = pieces.ranges(file);
        Optional<GapNote> note = ranges.isEmpty()
                ? Optional.empty()
                : Optional.of(new GapNote(
                        ranges, GapNote.Kind.HUNKS, "context; +" + file.added() + " -" + file.removed()));
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
