package io.headroom.deploy.change;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference of two texts in the unified format (POSIX diff -u), by the longest common subsequence of the lines between the first and
 * the last that differ. Where those are so many that this would take long, they are shown as replaced. Quadratic in the lines that differ,
 * up to that limit.
 */
final class UnifiedDiff {
    private static final int CONTEXT = 3;
    private static final long LIMIT = 4_000_000;

    private UnifiedDiff() {}

    /** The lines after the two that name the files; none if the texts are equal. */
    static List<String> of(String before, String after) {
        return before.equals(after) ? List.of() : hunks(script(lines(before), lines(after)));
    }

    /** Lines with what ends them made visible where it is unusual. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            if (end < 0) {
                lines.add(text.substring(from) + "\n\\ No newline at end of file");
                return lines;
            }
            lines.add(text.substring(from, end).replace("\r", "\\r"));
            from = end + 1;
        }
        return lines;
    }

    private static List<Line> script(List<String> before, List<String> after) {
        int head = 0;
        int shorter = Math.min(before.size(), after.size());
        while (head < shorter && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<Line> script = new ArrayList<>();
        before.subList(0, head).forEach(line -> script.add(new Line(' ', line)));
        middle(before.subList(head, before.size() - tail), after.subList(head, after.size() - tail), script);
        before.subList(before.size() - tail, before.size()).forEach(line -> script.add(new Line(' ', line)));
        return script;
    }

    private static void middle(List<String> before, List<String> after, List<Line> script) {
        if ((long) before.size() * after.size() > LIMIT) {
            before.forEach(line -> script.add(new Line('-', line)));
            after.forEach(line -> script.add(new Line('+', line)));
            return;
        }
        int[][] common = common(before, after);
        int old = 0;
        int fresh = 0;
        while (old < before.size() || fresh < after.size()) {
            if (old < before.size() && fresh < after.size() && before.get(old).equals(after.get(fresh))) {
                script.add(new Line(' ', before.get(old++)));
                fresh++;
            } else if (old < before.size()
                    && (fresh == after.size() || common[old + 1][fresh] >= common[old][fresh + 1])) {
                script.add(new Line('-', before.get(old++)));
            } else {
                script.add(new Line('+', after.get(fresh++)));
            }
        }
    }

    private static int[][] common(List<String> before, List<String> after) {
        int[][] length = new int[before.size() + 1][after.size() + 1];
        for (int old = before.size() - 1; old >= 0; old--) {
            for (int fresh = after.size() - 1; fresh >= 0; fresh--) {
                length[old][fresh] = before.get(old).equals(after.get(fresh))
                        ? length[old + 1][fresh + 1] + 1
                        : Math.max(length[old + 1][fresh], length[old][fresh + 1]);
            }
        }
        return length;
    }

    private static List<String> hunks(List<Line> script) {
        List<String> out = new ArrayList<>();
        int at = 0;
        int old = 1;
        int fresh = 1;
        while (at < script.size()) {
            int next = at;
            while (next < script.size() && script.get(next).mark() == ' ') {
                next++;
            }
            if (next == script.size()) {
                return out;
            }
            int from = Math.max(at, next - CONTEXT);
            old += from - at;
            fresh += from - at;
            int to = end(script, next);
            List<Line> hunk = script.subList(from, to);
            int olds = (int) hunk.stream().filter(line -> line.mark() != '+').count();
            int news = (int) hunk.stream().filter(line -> line.mark() != '-').count();
            out.add("@@ -" + range(old, olds) + " +" + range(fresh, news) + " @@");
            hunk.forEach(line -> out.addAll((line.mark() + line.text()).lines().toList()));
            old += olds;
            fresh += news;
            at = to;
        }
        return out;
    }

    /** Changes that are no more than twice the context apart are shown together. */
    private static int end(List<Line> script, int first) {
        int last = first;
        for (int at = first; at < script.size() && at - last <= 2 * CONTEXT; at++) {
            if (script.get(at).mark() != ' ') {
                last = at;
            }
        }
        return Math.min(script.size(), last + 1 + CONTEXT);
    }

    private static String range(int from, int count) {
        return (count == 0 ? from - 1 : from) + (count == 1 ? "" : "," + count);
    }

    private record Line(char mark, String text) {}
}
