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
    private final Units units;
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
        this.units = plan.units();
        this.paths = fits(plan, paths) ? paths : HeadingPatterns.none(headed);
        this.patterns = new ArrayList<>(plan.patterns());
        this.patterns.addAll(this.paths.patterns());
        this.context = context;
        this.headings = headed.any();
        this.unlabelled = shortening != null && shortening.cuts() ? -1 : mostFrequent();
    }

    /**
     * Writes.
     *
     * @param shortening where lines are missing, if the lines are not the whole text
     */
    static String write(
            SourceLines source,
            HeadedLines headed,
            Plan plan,
            HeadingPatterns paths,
            @Nullable Shortening shortening,
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
        int at = 0;
        int written = form.length();
        while (at < units.size()) {
            writeNote(units.first(at));
            String heading = headed.headings()[units.first(at)];
            if (heading != null) {
                form.append('\n');
                writeHeading(units.first(at), heading);
            }
            int start = form.length() + 1;
            form.append('\n');
            write(at);
            int same = at + 1;
            while (same < units.size() && isSame(at, same)) {
                same++;
            }
            if (same > at + 1) {
                writeRepeats(same - at - 1, form.substring(start));
            }
            at = same;
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

    private void writeRepeats(int more, String line) {
        boolean counted = line.isEmpty() ? more >= MOST_EMPTY : (context.estimate(line) + 1L) * more > 4;
        if (counted && (shortening == null || !shortening.literal())) {
            form.append('\n').append(Repeat.of(more));
        } else {
            for (int i = 0; i < more; i++) {
                form.append('\n').append(line);
            }
        }
    }

    private boolean isSame(int unit, int next) {
        if (units.pattern(unit) != units.pattern(next) || headed.headings()[units.first(next)] != null) {
            return false;
        }
        if (shortening != null && (shortening.cut()[units.first(unit)] || shortening.separates(units.first(next)))) {
            return false;
        }
        return units.isVerbatim(unit)
                ? headed.lines().get(units.first(unit)).equals(headed.lines().get(units.first(next)))
                : units.haveSameValues(unit, next);
    }

    private void write(int unit) {
        if (units.isVerbatim(unit)) {
            String line = headed.lines().get(units.first(unit));
            boolean cut = shortening != null && shortening.cut()[units.first(unit)];
            if (!cut && ((unlabelled >= 0 && !line.isEmpty()) || reads(line))) {
                form.append('\\');
            }
            form.append(line);
            return;
        }
        int start = form.length();
        if (units.pattern(unit) != unlabelled || !units.hasValues(unit)) {
            form.append(Labels.of(units.pattern(unit))).append(units.hasValues(unit) ? " " : "");
            units.appendValues(unit, form);
            return;
        }
        units.appendValues(unit, form);
        if (mayRead(form.charAt(start)) && reads(form.substring(start))) {
            form.insert(start, Labels.of(units.pattern(unit)) + " ");
        }
    }

    /** Whether a line that starts with this could be read as something else than itself. */
    private static boolean mayRead(char c) {
        return c == '\\' || c == '>' || c == '(' || c == '[' || (c >= 'A' && c <= 'Z');
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
        for (int unit = 0; unit < units.size(); unit++) {
            int pattern = units.pattern(unit);
            if (pattern < 0) {
                verbatim++;
            } else if (units.hasValues(unit)) {
                uses[pattern]++;
                // The space before a word is part of its token, that before a number is not.
                gains[pattern] += isLetter(units.firstCharacter(unit)) ? 1 : 2;
                best = best < 0 || uses[pattern] > uses[best] ? pattern : best;
            }
        }
        boolean enough = best >= 0 && 3L * gains[best] >= 2L * units.size();
        return enough && gains[best] - verbatim > UNLABELLED_COST ? best : -1;
    }

    private static boolean isLetter(char c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }
}
