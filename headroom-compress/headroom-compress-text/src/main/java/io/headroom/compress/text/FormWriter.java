package io.headroom.compress.text;

import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.pattern.Patterns;
import io.headroom.api.compress.pattern.Template;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a form. One instance writes one. */
final class FormWriter {
    /** What the words about lines without a label cost, in estimated tokens. */
    private static final int UNLABELLED_COST = 10;

    /** So many equal lines without a token of their own are written as one. */
    private static final int MOST_EMPTY = 64;

    private final SourceLines source;
    private final HeadedLines headed;
    private final Plan plan;
    private final HeadingPatterns paths;
    private final CompressionContext context;
    private final List<Template> patterns;
    private final @Nullable Shortening shortening;
    private final boolean headings;
    private final int unlabelled;
    private final StringBuilder form = new StringBuilder();

    private FormWriter(
            SourceLines source,
            HeadedLines headed,
            Plan plan,
            HeadingPatterns paths,
            @Nullable Shortening shortening,
            CompressionContext context) {
        this.source = source;
        this.shortening = shortening;
        this.headed = headed;
        this.plan = plan;
        this.paths = fits(plan, paths) ? paths : HeadingPatterns.none(headed);
        this.patterns = new ArrayList<>(plan.patterns());
        this.patterns.addAll(this.paths.patterns());
        this.context = context;
        this.headings = headed.any();
        this.unlabelled = shortening != null && shortening.cuts() ? -1 : mostFrequent();
    }

    static String write(
            SourceLines source, HeadedLines headed, Plan plan, HeadingPatterns paths, CompressionContext context) {
        return new FormWriter(source, headed, plan, paths, null, context).write();
    }

    /** Writes a lossy form: the lines are those that are shown. */
    static String write(
            SourceLines source,
            HeadedLines headed,
            Plan plan,
            HeadingPatterns paths,
            Shortening shortening,
            CompressionContext context) {
        return new FormWriter(source, headed, plan, paths, shortening, context).write();
    }

    private static boolean fits(Plan plan, HeadingPatterns paths) {
        return plan.patterns().size() + paths.patterns().size() <= Labels.COUNT;
    }

    private String write() {
        form.append(new FormHeader(
                        shortening == null ? source.lines().size() : shortening.lines(),
                        source.crlf(),
                        source.keepsCr(),
                        headings,
                        !patterns.isEmpty(),
                        unlabelled,
                        shortening != null,
                        shortening == null ? 0 : shortening.codes())
                .text());
        for (int i = 0; i < patterns.size(); i++) {
            form.append('\n').append(Labels.of(i)).append('=').append(PatternNotation.of(patterns.get(i)));
        }
        if (!patterns.isEmpty()) {
            form.append('\n');
        }
        writeUnits();
        writeNote(source.lines().size());
        if (source.ended()) {
            form.append('\n');
        }
        return form.toString();
    }

    private void writeUnits() {
        List<Unit> units = plan.units();
        int at = 0;
        int written = form.length();
        while (at < units.size()) {
            Unit unit = units.get(at);
            writeNote(unit.first());
            String heading = headed.headings()[unit.first()];
            if (heading != null) {
                form.append('\n');
                writeHeading(unit.first(), heading);
            }
            int start = form.length() + 1;
            form.append('\n');
            write(unit);
            int same = at + 1;
            while (same < units.size() && isSame(unit, units.get(same))) {
                same++;
            }
            at = writeRepeats(at, same, start);
            if (form.length() - written > 1 << 16) {
                context.checkpoint(2L * (form.length() - written));
                written = form.length();
            }
        }
        context.checkpoint(2L * (form.length() - written));
    }

    private void writeNote(int line) {
        if (shortening != null && shortening.notes()[line] != null) {
            form.append('\n').append(shortening.notes()[line]);
        }
    }

    private void writeHeading(int line, String path) {
        form.append('>');
        Patterns.Line heading = paths.headings()[line];
        if (heading != null && heading.template() >= 0) {
            form.append(' ').append(Labels.of(plan.patterns().size() + heading.template()));
            for (String value : heading.values()) {
                form.append(' ').append(value);
            }
        } else if (!path.isEmpty()) {
            boolean escaped = path.charAt(0) == '\\' || Labels.startOf(path, patterns.size()) >= 0;
            form.append(escaped ? " \\" : " ").append(path);
        }
    }

    private int writeRepeats(int at, int same, int start) {
        int more = same - at - 1;
        String line = form.substring(start);
        long cost = more == 0 ? 0 : (context.estimate(line) + 1L) * more;
        boolean counted = line.isEmpty() ? more >= MOST_EMPTY : cost > 4;
        if (counted && (shortening == null || !shortening.literal())) {
            form.append('\n').append(Repeat.of(more));
        } else {
            for (int i = 0; i < more; i++) {
                form.append('\n').append(line);
            }
        }
        return same;
    }

    private boolean isSame(Unit unit, Unit next) {
        if (unit.pattern() != next.pattern() || headed.headings()[next.first()] != null) {
            return false;
        }
        if (shortening != null && (shortening.cut()[unit.first()] || shortening.separates(next.first()))) {
            return false;
        }
        return unit.pattern() < 0
                ? headed.lines().get(unit.first()).equals(headed.lines().get(next.first()))
                : unit.values().equals(next.values());
    }

    private void write(Unit unit) {
        if (unit.pattern() < 0) {
            String line = headed.lines().get(unit.first());
            boolean cut = shortening != null && shortening.cut()[unit.first()];
            if (!cut && ((unlabelled >= 0 && !line.isEmpty()) || reads(line))) {
                form.append('\\');
            }
            form.append(line);
            return;
        }
        int start = form.length();
        String separator = "";
        for (String value : unit.values()) {
            form.append(separator).append(value);
            separator = " ";
        }
        if (unit.pattern() != unlabelled || reads(form.substring(start))) {
            form.insert(start, Labels.of(unit.pattern()) + (unit.values().isEmpty() ? "" : " "));
        }
    }

    /** Whether a line would be read as something else than itself. */
    private boolean reads(String line) {
        if (line.isEmpty()) {
            return false;
        }
        if (shortening != null && ExcerptReader.reads(line)) {
            return true;
        }
        return switch (line.charAt(0)) {
            case '\\' -> true;
            case '>' -> headings;
            case '(' -> Repeat.times(line) > 0;
            default -> Labels.startOf(line, patterns.size()) >= 0;
        };
    }

    /** The pattern that may do without its label, or -1. */
    private int mostFrequent() {
        int[] uses = new int[plan.patterns().size()];
        int[] gains = new int[uses.length];
        int verbatim = 0;
        int best = -1;
        for (Unit unit : plan.units()) {
            if (unit.pattern() < 0) {
                verbatim++;
            } else if (!unit.values().isEmpty()) {
                uses[unit.pattern()]++;
                // The space before a word is part of its token, that before a number is not.
                gains[unit.pattern()] += isLetter(unit.values().get(0).charAt(0)) ? 1 : 2;
                best = best < 0 || uses[unit.pattern()] > uses[best] ? unit.pattern() : best;
            }
        }
        boolean enough = best >= 0 && 3 * gains[best] >= 2 * plan.units().size();
        return enough && gains[best] - verbatim > UNLABELLED_COST ? best : -1;
    }

    private static boolean isLetter(char c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }
}
