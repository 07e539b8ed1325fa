package io.headroom.compress.text.shorten;

import io.headroom.api.compress.CompressionContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The paths of search results, with the number of lines that each has. */
final class Hits implements Items {
    private static final int PERCENT = 50;

    private final TextLines lines;
    private final List<Optional<String>> paths;
    private final CompressionContext context;

    private Hits(TextLines lines, List<Optional<String>> paths, CompressionContext context) {
        this.lines = lines;
        this.paths = paths;
        this.context = context;
    }

    /** Search results are lines that have text, and mostly a number, behind a path; {@code path::test} is a test. */
    static Optional<Hits> of(TextLines lines, List<Optional<String>> paths, CompressionContext context) {
        int found = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (paths.get(i).isPresent()) {
                int end = paths.get(i).get().length();
                boolean test = lines.line(i).startsWith("::", end);
                found += test || !isPath(paths.get(i).get()) ? 0 : 1;
            }
        }
        return 100L * found >= (long) PERCENT * lines.size()
                ? Optional.of(new Hits(lines, paths, context))
                : Optional.empty();
    }

    /** Whether it has none of the signs that paths hardly have. */
    private static boolean isPath(String path) {
        return path.chars().noneMatch(c -> ",;\"'()=<>|".indexOf(c) >= 0);
    }

    /** Whether the line says of its place that it is wrong, as compilers and linters do: {@code Cart.java:12: error: ...}. */
    boolean isDiagnostic(String line, int number) {
        int at = paths.get(number).map(String::length).orElse(0);
        while (at < line.length() && ":-, ()0123456789".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        String rest = line.substring(at, Math.min(line.length(), at + 20));
        return rest.startsWith("error")
                || rest.startsWith("Error")
                || rest.startsWith("fatal")
                || rest.startsWith("E ");
    }

    @Override
    public boolean isNamed(int line) {
        return paths.get(line).isPresent() || lines.line(line).equals("--");
    }

    @Override
    public String facts(List<GapNote.Range> ranges) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (GapNote.Range range : ranges) {
            for (int line = range.from() - 1; line < range.to(); line++) {
                paths.get(line).ifPresent(path -> counts.merge(path, 1, Integer::sum));
            }
        }
        if (counts.isEmpty()) {
            return "";
        }
        List<String> notes = new ArrayList<>();
        counts.values().forEach(count -> notes.add(" " + count));
        return "lines by path: " + PackedNames.of(List.copyOf(counts.keySet()), notes, context);
    }
}
