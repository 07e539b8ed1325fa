package io.headroom.compress.text.shorten;

import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.pattern.Template;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What a note says about the lines that it stands for: what kinds there are, which errors, and which values. True of exactly these lines. */
final class Facts {
    private static final int LINES_PER_LOOK = 512;
    private static final int MOST_KINDS = 6;
    private static final int MOST_ERRORS = 5;
    private static final int MOST_COLUMNS = 6;
    private static final int MOST_WORDS = 5;
    private static final int LONGEST_ERROR = 90;
    private static final int LONGEST_KEY = 20;
    private static final int COLUMN_PERCENT = 20;

    private final TextLines lines;
    private final Analysis analysis;
    private final Items items;
    private final Map<Integer, String> errors;
    private final CompressionContext context;

    /**
     * Facts of a text.
     *
     * @param errors for the first line of each error its pattern
     */
    Facts(TextLines lines, Analysis analysis, Items items, Map<Integer, String> errors, CompressionContext context) {
        this.lines = lines;
        this.analysis = analysis;
        this.items = items;
        this.errors = errors;
        this.context = context;
    }

    /** The facts, separated by {@code ; }. */
    String of(List<GapNote.Range> ranges, Detail detail) {
        List<String> facts = new ArrayList<>();
        String names = items.facts(ranges);
        if (names.isEmpty()) {
            add(facts, kinds(ranges));
        }
        add(facts, errors(ranges));
        add(facts, updates(ranges));
        add(facts, names);
        if (!items.replacesOtherFacts() && detail == Detail.VALUES) {
            facts.addAll(values(ranges));
        }
        long read = 0;
        for (GapNote.Range range : ranges) {
            read += lines.starts()[range.to()] - lines.starts()[range.from() - 1];
        }
        context.checkpoint(read);
        return String.join("; ", facts);
    }

    /** Looks at the time now and then; a gap may hold a hundred thousand lines. */
    private void look(int line) {
        if (line % LINES_PER_LOOK == 0) {
            context.checkpoint(0);
        }
    }

    /** How much a note says. */
    enum Detail {
        /** Counts of kinds and errors. */
        COUNTS,
        /** What the values of the lines are, too. */
        VALUES
    }

    private static void add(List<String> facts, String fact) {
        if (!fact.isEmpty()) {
            facts.add(fact);
        }
    }

    private String kinds(List<GapNote.Range> ranges) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (GapNote.Range range : ranges) {
            for (int line = range.from() - 1; line < range.to(); line++) {
                look(line);
                if (!analysis.kind(line).isEmpty()) {
                    counts.merge(analysis.kind(line), 1, Integer::sum);
                }
            }
        }
        counts.values().removeIf(count -> count == 1 && counts.size() > MOST_KINDS);
        return counted(counts, MOST_KINDS);
    }

    /** The most frequent with their counts. */
    private static String counted(Map<String, Integer> counts, int most) {
        List<String> named = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .forEach(count -> named.add(count.getKey() + " " + count.getValue()));
        return String.join(", ", named);
    }

    private String errors(List<GapNote.Range> ranges) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (GapNote.Range range : ranges) {
            for (int line = range.from() - 1; line < range.to(); line++) {
                look(line);
                String error = errors.get(line);
                if (error != null) {
                    counts.merge(error, 1, Integer::sum);
                }
            }
        }
        if (counts.isEmpty()) {
            return "";
        }
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        int others = counts.size() - MOST_ERRORS;
        String more = others > 0 ? ", " + others + " more patterns" : "";
        return "errors " + all + " (" + counted(counts, MOST_ERRORS) + more + ")";
    }

    /** An error as a note names it: without what is before its level, and without numbers. */
    static String named(String mask) {
        int start = 0;
        int space = mask.indexOf(' ');
        while (space > start && mask.substring(start, space).indexOf('#') >= 0) {
            start = space + 1;
            space = mask.indexOf(' ', start);
        }
        String name = mask.substring(start).strip();
        return name.length() <= LONGEST_ERROR ? name : name.substring(0, LONGEST_ERROR) + "...";
    }

    private String updates(List<GapNote.Range> ranges) {
        int updates = 0;
        for (GapNote.Range range : ranges) {
            for (int line = range.from() - 1; line < range.to(); line++) {
                look(line);
                updates += lines.overwritten(line) ? 1 : 0;
            }
        }
        return updates == 0 ? "" : "overwritten updates " + updates;
    }

    private List<String> values(List<GapNote.Range> ranges) {
        Map<Integer, List<Integer>> groups = new TreeMap<>();
        int all = 0;
        for (GapNote.Range range : ranges) {
            all += range.count();
            for (int line = range.from() - 1; line < range.to(); line++) {
                look(line);
                if (analysis.template(line) >= 0) {
                    groups.computeIfAbsent(analysis.template(line), key -> new ArrayList<>())
                            .add(line);
                }
            }
        }
        Map<String, String> facts = new LinkedHashMap<>();
        // A record of several lines has its values spread over several patterns.
        int least = Math.min(all * COLUMN_PERCENT / 100, Math.max(3, all / 40));
        for (Map.Entry<Integer, List<Integer>> group : groups.entrySet()) {
            Template template = analysis.patterns().templates().get(group.getKey());
            for (int column = 0; group.getValue().size() >= least && column < template.values(); column++) {
                if (facts.size() < MOST_COLUMNS) {
                    column(template, column, group.getValue(), facts);
                }
            }
        }
        return List.copyOf(facts.values());
    }

    private void column(Template template, int column, List<Integer> group, Map<String, String> facts) {
        String key = around(template, column, "", false);
        if (facts.containsKey(key)) {
            return;
        }
        Map<String, Integer> words = new LinkedHashMap<>();
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        String lowest = "";
        String highest = "";
        boolean numeric = true;
        Order order = new Order();
        for (int line : group) {
            look(line);
            String value = analysis.values(line).get(column);
            order.add(value);
            if (words.size() <= MOST_WORDS) {
                words.merge(value, 1, Integer::sum);
            }
            OptionalDouble number = Anomalies.number(value);
            numeric &= number.isPresent();
            if (number.isPresent() && number.getAsDouble() < least) {
                least = number.getAsDouble();
                lowest = value;
            }
            if (number.isPresent() && number.getAsDouble() > most) {
                most = number.getAsDouble();
                highest = value;
            }
        }
        String first = analysis.values(group.get(0)).get(column);
        String last = analysis.values(group.get(group.size() - 1)).get(column);
        if (words.size() <= MOST_WORDS && words.size() < group.size() && !numeric) {
            if (LineKind.of(first).isEmpty()) {
                facts.put(key, key + counted(words, MOST_WORDS));
            }
        } else if (numeric && least < most) {
            String span = lowest + "-" + highest;
            String fact = around(template, column, span, true);
            // A number without a name tells nothing.
            if (!fact.equals(span)) {
                facts.put(key, fact);
            }
        } else if (!numeric && order.kept()) {
            facts.put(key, around(template, column, first + ".." + last, true));
        }
    }

    /** Whether values come in an order, so that the first and the last tell what is between them: as texts, or by their last number. */
    private static final class Order {
        private String last = "";
        private long lastNumber = -1;
        private boolean texts = true;
        private boolean numbers = true;

        void add(String value) {
            long number = lastNumber(value);
            texts &= last.compareTo(value) <= 0;
            numbers &= number >= 0 && lastNumber <= number;
            last = value;
            lastNumber = number;
        }

        boolean kept() {
            return texts || numbers;
        }

        private static long lastNumber(String value) {
            int end = value.length();
            while (end > 0 && !isDigit(value.charAt(end - 1))) {
                end--;
            }
            int start = end;
            while (start > 0 && end - start < 18 && isDigit(value.charAt(start - 1))) {
                start--;
            }
            return start == end ? -1 : Long.parseLong(value.substring(start, end));
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }
    }

    /** Puts a span where it stands in the lines: {@code port: 8001-8089}, {@code {2-899}ms}. */
    private static String around(Template template, int column, String span, boolean units) {
        int seen = -1;
        String before = "";
        for (int i = 0; i < template.parts().size(); i++) {
            Template.Part part = template.parts().get(i);
            if (part instanceof Template.Next || part instanceof Template.RightAligned) {
                seen++;
                if (seen == column) {
                    String after = i + 1 < template.parts().size()
                                    && template.parts().get(i + 1) instanceof Template.Literal literal
                            ? firstWord(literal.text())
                            : "";
                    return joined(before, span, units ? after : "");
                }
                before = "";
            } else if (part instanceof Template.Literal literal) {
                before = lastWord(literal.text());
            }
        }
        throw new IllegalArgumentException("no column " + column);
    }

    private static String joined(String before, String span, String after) {
        boolean gluedBefore = !before.isEmpty() && !before.endsWith(" ");
        boolean gluedAfter = !after.isEmpty() && !after.startsWith(" ");
        if (span.isEmpty()) {
            return before.isEmpty() || before.endsWith(" ") ? before : before + "{} ";
        }
        return gluedBefore || gluedAfter ? before + "{" + span + "}" + after : before + span + after;
    }

    private static String lastWord(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        int start = text.lastIndexOf(' ', end - 1) + 1;
        String word = text.substring(Math.min(start, end), end);
        boolean spaced = end < text.length();
        if (word.length() > LONGEST_KEY && !spaced) {
            word = word.substring(border(word, word.length() - LONGEST_KEY));
        }
        boolean speaks =
                word.length() <= LONGEST_KEY && (!spaced || word.chars().anyMatch(Character::isLetter));
        return speaks ? word + (spaced ? " " : "") : "";
    }

    /** The first start of a word from a position on. */
    private static int border(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at - 1))) {
            at++;
        }
        return at;
    }

    private static String firstWord(String text) {
        int start = text.startsWith(" ") ? 1 : 0;
        int end = start;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        boolean word = end > start && end - start <= 3 && (end == text.length() || text.charAt(end) == ' ');
        return word ? text.substring(0, end) : "";
    }
}
