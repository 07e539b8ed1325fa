package io.headroom.compress.text;

import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.pattern.Template;
import io.headroom.compress.text.shorten.CutLine;
import io.headroom.compress.text.shorten.GapNote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a form back into its text, strictly: whatever is not completely a form is refused. One instance reads one form. */
final class FormReader {
    private final String form;
    private final DecodeBudget budget = new DecodeBudget();
    private final List<Template> patterns = new ArrayList<>();
    private final List<Filler> fillers = new ArrayList<>();
    private int[] spans = new int[64];
    private final StringBuilder text = new StringBuilder();
    private final @Nullable ExcerptReader gaps;
    private FormHeader header = new FormHeader(0, false, false, false, false, -1, false, 0);
    private int at;
    private int lineNumber;
    private int lines;
    private String path = "";
    /** Whether lines need no path, no other end and no look at their characters. */
    private boolean plain;

    private String last = "";
    /** Where the last lines stand in the text, if they are plain. */
    private int lastStart;

    private int lastEnd;
    private int lastLines;
    private boolean repeatable;
    private boolean lastEmpty;

    private FormReader(String form, @Nullable ExcerptReader gaps) {
        this.form = form;
        this.gaps = gaps;
    }

    static String read(String form) throws MalformedFormException {
        FormReader reader = new FormReader(form, null);
        reader.readAll();
        return reader.text.toString();
    }

    /** Reads a lossy form. */
    static Excerpt excerpt(String form) throws MalformedFormException {
        ExcerptReader gaps = new ExcerptReader();
        FormReader reader = new FormReader(form, gaps);
        reader.readAll();
        return gaps.excerpt(reader.header.codes() > 0, reader.text);
    }

    private void readAll() throws MalformedFormException {
        // The cheap refusal of ordinary texts.
        if (form.isEmpty() || form.charAt(0) != '[') {
            throw malformed("no header");
        }
        header = FormHeader.parse(next()).orElseThrow(() -> malformed("no header"));
        if (header.shortened() != (gaps != null) || (header.codes() > 0 && gaps == null)) {
            throw malformed(header.shortened() ? "lines are missing" : "no line is missing");
        }
        if (header.patterns()) {
            readPatterns();
        }
        if (header.unlabelled() >= patterns.size()) {
            throw malformed("no pattern " + Labels.of(header.unlabelled()));
        }
        boolean noCr = form.indexOf('\r') < 0 && fillers.stream().noneMatch(Filler::holdsCr);
        boolean feeds = noCr && !header.crlf();
        // A line feed after the last line belongs to the text.
        boolean ended = false;
        while (at <= form.length()) {
            if (at == form.length() && lines == header.lines()) {
                ended = true;
                break;
            }
            plain = feeds && path.isEmpty() && gaps == null;
            int start = at;
            readLine(start, endOfLine());
        }
        lines = gaps == null ? lines : gaps.upTo(lines, text);
        if (lines != header.lines() || (gaps != null && gaps.open())) {
            throw malformed(lines + " lines instead of " + header.lines());
        }
        finish(ended);
    }

    private void finish(boolean ended) throws MalformedFormException {
        if (gaps != null && gaps.endsInGap()) {
            if (ended) {
                throw malformed("a line behind the end");
            }
            return;
        }
        if (!ended && lastEmpty) {
            throw malformed("an empty line that does not end");
        }
        if (!ended && text.length() > 0 && text.charAt(text.length() - 1) == '\n') {
            text.setLength(text.length() - (header.crlf() ? 2 : 1));
        } else if (ended && (text.length() == 0 || text.charAt(text.length() - 1) != '\n')) {
            throw malformed("an end that no line has");
        }
    }

    private void readPatterns() throws MalformedFormException {
        String line = next();
        while (!line.isEmpty()) {
            String label = Labels.of(patterns.size()) + "=";
            if (patterns.size() == Labels.COUNT || !line.startsWith(label)) {
                throw malformed("no pattern " + label);
            }
            StringBuilder notation = new StringBuilder(line.substring(label.length()));
            line = next();
            while (line.startsWith("+")) {
                notation.append("\\n").append(line, 1, line.length());
                line = next();
            }
            Template pattern = PatternNotation.parse(notation.toString())
                    .orElseThrow(() -> malformed("a pattern that cannot be read"));
            patterns.add(pattern);
            fillers.add(new Filler(pattern));
        }
        if (patterns.isEmpty()) {
            throw malformed("no patterns");
        }
    }

    private void readLine(int from, int to) throws MalformedFormException {
        if (gaps != null && readGap(form.substring(from, to), gaps)) {
            repeatable = false;
            return;
        }
        char first = from < to ? form.charAt(from) : '\n';
        int times = first == '(' ? Repeat.times(form.substring(from, to)) : 0;
        if (times > 0) {
            repeat(times);
            return;
        }
        if (header.headings() && first == '>') {
            readHeading(form.substring(from, to));
            return;
        }
        int label = Labels.startOf(form, from, to, patterns.size());
        if (first == '\\') {
            readVerbatim(from + 1, to);
        } else if (label >= 0) {
            int values = from + Labels.of(label).length() + 1;
            readFilled(label, values, to, values <= to);
        } else if (header.unlabelled() >= 0 && from < to) {
            readFilled(header.unlabelled(), from, to, true);
        } else {
            readVerbatim(from, to);
        }
        repeatable = true;
    }

    private void readVerbatim(int from, int to) throws MalformedFormException {
        if (!plain) {
            last = form.substring(from, to);
            emit(last);
            return;
        }
        DecodeBudget.check((long) text.length() + to - from + 1);
        lastStart = text.length();
        text.append(form, from, to);
        endPlain(1);
    }

    private void readFilled(int pattern, int from, int to, boolean any) throws MalformedFormException {
        if (!plain) {
            last = render(patterns.get(pattern), any ? form.substring(from, to) : "", any);
            emit(last);
            return;
        }
        Filler filler = fillers.get(pattern);
        readValues(from, to, any, filler.values());
        budget.spend(filler.parts());
        long length = filler.length(spans);
        DecodeBudget.check(text.length() + length + 1);
        budget.spend(length);
        lastStart = text.length();
        filler.fill(form, spans, text);
        endPlain(filler.lines());
    }

    /** Ends lines that were written to the text as they are. */
    private void endPlain(int count) throws MalformedFormException {
        lastEnd = text.length();
        lastLines = count;
        lastEmpty = lastEnd == lastStart || text.charAt(lastEnd - 1) == '\n';
        text.append('\n');
        addLines(count);
    }

    private void addLines(long count) throws MalformedFormException {
        if (lines + count > header.lines()) {
            throw malformed("more lines than " + header.lines());
        }
        lines += (int) count;
    }

    private void readValues(int from, int to, boolean any, int count) throws MalformedFormException {
        int found = 0;
        int start = from;
        while (any && start <= to && found <= count) {
            int end = start;
            while (end < to && form.charAt(end) != ' ') {
                end++;
            }
            if (end == start) {
                throw malformed("an empty value");
            }
            if (2 * found + 1 >= spans.length) {
                spans = Arrays.copyOf(spans, 2 * spans.length);
            }
            spans[2 * found] = start;
            spans[2 * found + 1] = end;
            found++;
            start = end + 1;
        }
        if (found != count) {
            throw malformed("not " + count + " values");
        }
    }

    /** Reads a note or a cut line, if the line is one. */
    private boolean readGap(String line, ExcerptReader reader) throws MalformedFormException {
        Optional<GapNote> note = GapNote.parse(line, lines + 1);
        if (note.isPresent()) {
            lines = reader.upTo(lines, text);
            note = GapNote.parse(line, lines + 1);
            int to = reader.note(note.orElseThrow(), lines, text);
            if (to < 0 || to > header.lines()) {
                throw malformed("a note that does not belong here");
            }
            lines = to;
            return true;
        }
        Optional<CutLine> cut = header.unlabelled() < 0 ? CutLine.parse(line) : Optional.empty();
        if (cut.isEmpty()) {
            return false;
        }
        if (line.indexOf('\r') >= 0) {
            throw malformed("a carriage return within a line");
        }
        startLine(cut.get().head());
        text.append(HeadedLines.join(path, cut.get().head()));
        reader.cut(cut.get(), text);
        lastEmpty = false;
        text.append(cut.get().tail()).append(header.crlf() ? "\r\n" : "\n");
        return true;
    }

    /** Counts a line, and the lines left out before it; answers whether it is one of the original. */
    private boolean startLine(String content) throws MalformedFormException {
        if (gaps != null) {
            boolean afterCr = text.length() > 0 && text.charAt(text.length() - 1) == '\r';
            if (afterCr && content.isEmpty() && !header.crlf()) {
                // CR LF is one line end.
                return true;
            }
            lines = gaps.upTo(lines, text);
            if (gaps.isRecounted(content)) {
                return false;
            }
        }
        addLines(1);
        return true;
    }

    private long written() {
        return (gaps == null ? 0 : gaps.shown()) + text.length();
    }

    private void readHeading(String line) throws MalformedFormException {
        if (line.length() > 1 && (line.charAt(1) != ' ' || line.length() == 2)) {
            throw malformed("a heading that cannot be read");
        }
        path = line.length() == 1 ? "" : line.substring(2);
        if (path.startsWith("\\")) {
            path = path.substring(1);
        } else if (Labels.startOf(path, patterns.size()) >= 0) {
            path = renderLabelled(path);
        }
        repeatable = false;
    }

    private void repeat(int times) throws MalformedFormException {
        if (!repeatable || times > header.lines() - lines) {
            throw malformed("too many repeats");
        }
        repeatable = false;
        if (plain) {
            DecodeBudget.check(text.length() + (long) times * (lastEnd - lastStart + 1));
            addLines((long) times * lastLines);
            for (int i = 0; i < times; i++) {
                text.append(text, lastStart, lastEnd).append('\n');
            }
            return;
        }
        DecodeBudget.check(written() + (long) times * (last.length() + 1));
        for (int i = 0; i < times; i++) {
            emit(last);
        }
    }

    private String renderLabelled(String line) throws MalformedFormException {
        int values = line.indexOf(' ');
        Template pattern = patterns.get(Labels.startOf(line, patterns.size()));
        return render(pattern, values < 0 ? "" : line.substring(values + 1), values >= 0);
    }

    private String render(Template pattern, String line, boolean any) throws MalformedFormException {
        List<String> values = new ArrayList<>();
        int start = 0;
        while (any && start <= line.length()) {
            int end = line.indexOf(' ', start);
            end = end < 0 ? line.length() : end;
            if (end == start) {
                throw malformed("an empty value");
            }
            values.add(line.substring(start, end));
            start = end + 1;
        }
        if (values.size() != pattern.values()) {
            throw malformed(values.size() + " values instead of " + pattern.values());
        }
        return budget.render(pattern, values);
    }

    private void emit(String rendered) throws MalformedFormException {
        int start = 0;
        while (start <= rendered.length()) {
            int end = rendered.indexOf('\n', start);
            end = end < 0 ? rendered.length() : end;
            emitLine(rendered.substring(start, end));
            start = end + 1;
        }
    }

    private void emitLine(String content) throws MalformedFormException {
        if (!startLine(content)) {
            return;
        }
        int cr = content.indexOf('\r');
        boolean endsWithCr = cr >= 0 && cr == content.length() - 1;
        if (cr >= 0 && !(endsWithCr && header.cr())) {
            throw malformed("a carriage return within a line");
        }
        String line = HeadedLines.join(path, content);
        DecodeBudget.check(written() + line.length() + 1);
        lastEmpty = line.isEmpty();
        text.append(line).append(endsWithCr ? "" : header.crlf() ? "\r\n" : "\n");
    }

    private String next() throws MalformedFormException {
        int start = at;
        return form.substring(start, endOfLine());
    }

    /** Goes on to the next line of the form, and tells where this one ends. */
    private int endOfLine() throws MalformedFormException {
        if (at > form.length()) {
            throw malformed("the end is missing");
        }
        lineNumber++;
        int end = form.indexOf('\n', at);
        end = end < 0 ? form.length() : end;
        at = end + 1;
        return end;
    }

    private MalformedFormException malformed(String what) {
        return new MalformedFormException("line " + lineNumber + ": " + what);
    }
}
