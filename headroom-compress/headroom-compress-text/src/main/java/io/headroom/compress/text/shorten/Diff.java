package io.headroom.compress.text.shorten;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A unified diff as files and hunks, or several with text between them, as {@code git show} and {@code git log -p} print them. See
 * git-diff(1), "Generating patch text with -p".
 *
 * @param files the files in order
 * @param covered how many lines belong to files
 */
record Diff(List<DiffFile> files, int covered) {
    /**
     * The part of one file.
     *
     * @param path the path, of the new side where there is one
     * @param first the first line of its header, from 0 on
     * @param end behind its last line
     * @param hunks its hunks; none for a rename or a binary file
     */
    record DiffFile(String path, int first, int end, List<Hunk> hunks) {
        int added() {
            return hunks.stream().mapToInt(Hunk::added).sum();
        }

        int removed() {
            return hunks.stream().mapToInt(Hunk::removed).sum();
        }
    }

    /**
     * One hunk.
     *
     * @param first the line of its header, from 0 on
     * @param end behind its last line
     * @param oldStart the first line of the old side
     * @param newStart the first line of the new side
     * @param section what stands behind the ranges, from the second {@code @@} on
     * @param added how many lines it adds
     * @param removed how many lines it removes
     */
    record Hunk(int first, int end, int oldStart, int newStart, String section, int added, int removed) {}

    /** The start of a hunk, read from its header. */
    private record Header(int oldStart, int oldCount, int newStart, int newCount, String section) {}

    /** Reads a text; empty if it has no diff, or one that is cut off or of several parents. */
    static Optional<Diff> of(TextLines lines) {
        List<DiffFile> files = new ArrayList<>();
        int covered = 0;
        int at = 0;
        while (at < lines.size()) {
            if (!startsFile(lines, at)) {
                at++;
                continue;
            }
            Optional<DiffFile> file = file(lines, at);
            if (file.isEmpty()) {
                return Optional.empty();
            }
            files.add(file.get());
            covered += file.get().end() - at;
            at = file.get().end();
        }
        boolean hunks = files.stream().anyMatch(file -> !file.hunks().isEmpty());
        return hunks ? Optional.of(new Diff(files, covered)) : Optional.empty();
    }

    private static boolean startsFile(TextLines lines, int at) {
        return lines.line(at).startsWith("diff --git ") || startsPlain(lines, at);
    }

    private static boolean startsPlain(TextLines lines, int at) {
        return lines.line(at).startsWith("--- ")
                && at + 2 < lines.size()
                && lines.line(at + 1).startsWith("+++ ")
                && lines.line(at + 2).startsWith("@@ -");
    }

    private static Optional<DiffFile> file(TextLines lines, int first) {
        boolean git = lines.line(first).startsWith("diff --git ");
        int at = first + 1;
        while (at < lines.size() && isHeader(lines.line(at), git)) {
            at++;
        }
        String path = path(lines, first, at);
        List<Hunk> hunks = new ArrayList<>();
        while (at < lines.size() && lines.line(at).startsWith("@@ -")) {
            Optional<Hunk> hunk = hunk(lines, at);
            if (hunk.isEmpty()) {
                return Optional.empty();
            }
            hunks.add(hunk.get());
            at = hunk.get().end();
        }
        boolean combined = at < lines.size() && lines.line(at).startsWith("@@@");
        return combined ? Optional.empty() : Optional.of(new DiffFile(path, first, at, hunks));
    }

    private static boolean isHeader(String line, boolean git) {
        if (line.startsWith("--- ") || line.startsWith("+++ ")) {
            return true;
        }
        return git
                && (line.startsWith("index ")
                        || line.startsWith("old mode ")
                        || line.startsWith("new mode ")
                        || line.startsWith("new file mode ")
                        || line.startsWith("deleted file mode ")
                        || line.startsWith("similarity index ")
                        || line.startsWith("dissimilarity index ")
                        || line.startsWith("rename ")
                        || line.startsWith("copy ")
                        || line.startsWith("Binary files "));
    }

    private static String path(TextLines lines, int first, int end) {
        String path = "";
        for (int i = first; i < end; i++) {
            String line = lines.line(i);
            if (line.startsWith("+++ ") || (line.startsWith("--- ") && !line.startsWith("--- /dev/null"))) {
                String name = line.substring(4);
                int tab = name.indexOf('\t');
                name = tab < 0 ? name : name.substring(0, tab);
                boolean prefixed = name.startsWith("a/") || name.startsWith("b/");
                path = name.equals("/dev/null") ? path : prefixed ? name.substring(2) : name;
            }
        }
        if (path.isEmpty()) {
            String line = lines.line(first);
            path = line.substring(line.lastIndexOf(' ') + 1);
            path = path.startsWith("b/") ? path.substring(2) : path;
        }
        return path;
    }

    private static Optional<Hunk> hunk(TextLines lines, int first) {
        Optional<Header> parsed = header(lines.line(first));
        if (parsed.isEmpty()) {
            return Optional.empty();
        }
        Header header = parsed.get();
        int oldLeft = header.oldCount();
        int newLeft = header.newCount();
        int added = 0;
        int removed = 0;
        int at = first + 1;
        while (at < lines.size() && (oldLeft > 0 || newLeft > 0)) {
            String line = lines.line(at);
            char kind = line.isEmpty() ? ' ' : line.charAt(0);
            if (kind == ' ') {
                oldLeft--;
                newLeft--;
            } else if (kind == '-') {
                oldLeft--;
                removed++;
            } else if (kind == '+') {
                newLeft--;
                added++;
            } else if (kind != '\\') {
                return Optional.empty();
            }
            at++;
        }
        if (oldLeft != 0 || newLeft != 0) {
            return Optional.empty();
        }
        if (at < lines.size() && lines.line(at).startsWith("\\")) {
            at++;
        }
        return Optional.of(new Hunk(first, at, header.oldStart(), header.newStart(), header.section(), added, removed));
    }

    /** {@code @@ -12,3 +12,4 @@ section}. */
    private static Optional<Header> header(String line) {
        int end = line.indexOf(" @@", 4);
        int plus = line.indexOf(" +", 4);
        if (end < 0 || plus < 0 || plus > end) {
            return Optional.empty();
        }
        int[] before = range(line.substring(4, plus));
        int[] after = range(line.substring(plus + 2, end));
        return before.length == 0 || after.length == 0
                ? Optional.empty()
                : Optional.of(new Header(before[0], before[1], after[0], after[1], line.substring(end + 1)));
    }

    private static int[] range(String text) {
        int comma = text.indexOf(',');
        int start = number(comma < 0 ? text : text.substring(0, comma));
        int count = comma < 0 ? 1 : number(text.substring(comma + 1));
        return start < 0 || count < 0 ? new int[0] : new int[] {start, count};
    }

    private static int number(String text) {
        if (text.isEmpty() || text.length() > 9) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        return Integer.parseInt(text);
    }
}
