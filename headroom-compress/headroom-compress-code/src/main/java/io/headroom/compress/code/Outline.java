package io.headroom.compress.code;

import io.headroom.api.compress.CompressionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Chooses what of the bodies is left out, and writes the form. */
final class Outline {
    /** A body of so many lines stays. */
    private static final int SHORT_BODY = 5;
    /** A gap of fewer lines is not made (C-902). */
    private static final int LEAST_GAP = 3;
    /** The first and the last lines of any text stay (C-906). */
    private static final int ENDS = 5;

    private static final Set<String> MARKS = Set.of("TODO", "FIXME");
    private static final Set<String> FAILURES = Set.of("throw", "panic");
    /** Macros of Rust that end the program. */
    private static final Set<String> MACROS = Set.of("todo", "unimplemented", "unreachable");

    private final SourceText source;
    private final char[] mask;
    private final Language language;
    private final List<Body> bodies;
    private final CompressionContext context;

    Outline(SourceText source, char[] mask, Language language, List<Body> bodies, CompressionContext context) {
        this.source = source;
        this.mask = mask;
        this.language = language;
        this.bodies = List.copyOf(bodies);
        this.context = context;
    }

    /**
     * The gaps that are worth their notes, in their order. There is no limit to their number: each stands for at least as many lines as
     * a body has that is not short.
     */
    List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        for (Body body : bodies) {
            List<Gap.Run> runs = body.lines() > SHORT_BODY ? runs(body) : List.of();
            if (!runs.isEmpty() && isWorth(new Gap(runs, body.name()))) {
                gaps.add(new Gap(runs, body.name()));
            }
        }
        return gaps;
    }

    private boolean isWorth(Gap gap) {
        int hidden = 0;
        for (Gap.Run run : gap.runs()) {
            hidden += estimate(source.text(run.from(), run.to()));
        }
        return hidden > estimate(gap.note() + "\n");
    }

    private int estimate(String lines) {
        context.checkpoint(lines.length());
        return context.estimate(lines);
    }

    private List<Gap.Run> runs(Body body) {
        List<Gap.Run> runs = new ArrayList<>();
        int last = Math.min(body.to(), source.lines() - ENDS);
        int from = Math.max(body.from(), ENDS);
        for (int line = from; line <= last; line++) {
            if (line == last || stays(line)) {
                if (line - from >= LEAST_GAP) {
                    runs.add(new Gap.Run(from, line));
                }
                from = line + 1;
            }
        }
        return runs;
    }

    /** Whether a line of a body says what is still to be done, or how the function fails. */
    private boolean stays(int line) {
        int at = source.start(line);
        int end = source.start(line + 1);
        while (at < end) {
            int stop = Words.end(source.code(), at, end);
            if (stop > at) {
                String word = source.code().substring(at, stop);
                if (MARKS.contains(word) || (mask[at] != Scanner.LITERAL && mask[at] != ' ' && fails(word, stop))) {
                    return true;
                }
            }
            at = Math.max(stop, at + 1);
        }
        return false;
    }

    private boolean fails(String word, int stop) {
        boolean macro = stop < mask.length && mask[stop] == '!';
        return FAILURES.contains(word)
                || (language == Language.PYTHON && word.equals("raise"))
                || (language == Language.RUST && macro && MACROS.contains(word));
    }

    /** The text with notes in place of its gaps. */
    String write(List<Gap> gaps) {
        StringBuilder form = new StringBuilder();
        int line = 0;
        for (Gap gap : gaps) {
            boolean first = true;
            for (Gap.Run run : gap.runs()) {
                form.append(source.text(line, run.from()));
                form.append(first ? gap.note() + "\n" : "");
                first = false;
                line = run.to();
            }
        }
        return form.append(source.text(line, source.lines())).toString();
    }
}
