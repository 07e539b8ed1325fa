package io.headroom.compress.text;

import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.pattern.Template;
import io.headroom.compress.text.shorten.CutLine;
import io.headroom.compress.text.shorten.GapNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a form back into its text, strictly: whatever is not completely a form is refused. One instance reads one form. */
final class FormReader {
    private final String form;
    private final DecodeBudget budget = new DecodeBudget();
    private final List<Template> patterns = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final @Nullable ExcerptReader gaps;
    private FormHeader header = new FormHeader(0, false, false, false, false, -1, false, 0);
    private int at;
    private int lineNumber;
    private int lines;
    private String path = "";
    private String last = "";
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
        // A line feed after the last line belongs to the text.
        boolean ended = false;
        while (at <= form.length()) {
            if (at == form.length() && lines == header.lines()) {
                ended = true;
                break;
            }
            readLine(next());
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
            patterns.add(PatternNotation.parse(notation.toString())
                    .orElseThrow(() -> malformed("a pattern that cannot be read")));
        }
        if (patterns.isEmpty()) {
            throw malformed("no patterns");
        }
    }

    private void readLine(String line) throws MalformedFormException {
        if (gaps != null && readGap(line, gaps)) {
            repeatable = false;
            return;
        }
        int times = Repeat.times(line);
        if (times > 0) {
            repeat(times);
            return;
        }
        if (header.headings() && line.startsWith(">")) {
            readHeading(line);
            return;
        }
        if (line.startsWith("\\")) {
            last = line.substring(1);
        } else if (Labels.startOf(line, patterns.size()) >= 0) {
            last = renderLabelled(line);
        } else if (header.unlabelled() >= 0 && !line.isEmpty()) {
            last = render(patterns.get(header.unlabelled()), line, true);
        } else {
            last = line;
        }
        repeatable = true;
        emit(last);
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
        if (++lines > header.lines()) {
            throw malformed("more lines than " + header.lines());
        }
        return true;
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
        DecodeBudget.check((gaps == null ? 0 : gaps.shown()) + text.length() + (long) times * (last.length() + 1));
        for (int i = 0; i < times; i++) {
            emit(last);
        }
        repeatable = false;
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
        DecodeBudget.check((gaps == null ? 0 : gaps.shown()) + text.length() + line.length() + 1);
        lastEmpty = line.isEmpty();
        text.append(line).append(endsWithCr ? "" : header.crlf() ? "\r\n" : "\n");
    }

    private String next() throws MalformedFormException {
        if (at > form.length()) {
            throw malformed("the end is missing");
        }
        lineNumber++;
        int end = form.indexOf('\n', at);
        end = end < 0 ? form.length() : end;
        String line = form.substring(at, end);
        at = end + 1;
        return line;
    }

    private MalformedFormException malformed(String what) {
        return new MalformedFormException("line " + lineNumber + ": " + what);
    }
}
