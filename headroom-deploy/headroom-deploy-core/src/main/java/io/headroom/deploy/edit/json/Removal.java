package io.headroom.deploy.edit.json;

import io.headroom.deploy.edit.json.Document.Splice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes an entry out of a container: the entry, one comma, and its line if it stood alone. Comments stay. */
final class Removal {
    private final Document document;
    private final Layout layout;

    Removal(Document document) {
        this.document = document;
        this.layout = new Layout(document);
    }

    List<Splice> of(int container, int index) {
        List<Grammar.Entry> entries = document.entries(container);
        Grammar.Entry entry = entries.get(index);
        int close = document.close(container);
        if (entries.size() == 1 && onlyWhiteSpaceAround(container, entry, close)) {
            return cut(container + 1, close);
        }
        if (entry.comma() >= 0) {
            return withNextComma(entry);
        }
        return index > 0 ? withFormerComma(entries.get(index - 1), entry) : alone(entry);
    }

    private boolean onlyWhiteSpaceAround(int container, Grammar.Entry entry, int close) {
        boolean comma = entry.comma() >= 0;
        return layout.blank(container + 1, entry.nameStart())
                && layout.blank(entry.end(), comma ? entry.comma() : close)
                && (!comma || layout.blank(entry.comma() + 1, close));
    }

    private List<Splice> withNextComma(Grammar.Entry entry) {
        int comma = entry.comma();
        if (!layout.blank(entry.end(), comma)) {
            List<Splice> splices = new ArrayList<>(cut(entry.nameStart(), layout.skipSpaces(entry.end())));
            splices.addAll(cut(comma, comma + 1));
            return splices;
        }
        return stretch(entry.nameStart(), comma + 1);
    }

    private List<Splice> alone(Grammar.Entry entry) {
        return stretch(entry.nameStart(), entry.end());
    }

    /** Takes out a stretch that is followed by what may stand in its place; with its line if nothing else is on it. */
    private List<Splice> stretch(int start, int end) {
        int line = layout.lineStart(start);
        int after = layout.skipSpaces(end);
        boolean begins = layout.blank(line, start);
        int lineBreak = layout.breakAt(after);
        if (begins && lineBreak > 0) {
            return cut(layout.breakBefore(line), after);
        }
        return lineBreak > 0 ? cut(layout.backOverSpaces(start), end) : cut(start, after);
    }

    private List<Splice> withFormerComma(Grammar.Entry former, Grammar.Entry entry) {
        int comma = former.comma();
        int start = entry.nameStart();
        int line = layout.lineStart(start);
        boolean sameLine = line <= comma && layout.blank(comma + 1, start);
        int from = sameLine ? comma : start;
        List<Splice> splices = new ArrayList<>();
        if (!sameLine) {
            splices.addAll(cut(comma, comma + 1));
        }
        if (!layout.blank(line, from)) {
            int cutFrom = sameLine ? comma : Math.max(comma + 1, layout.backOverSpaces(start));
            splices.addAll(cut(cutFrom, entry.end()));
        } else {
            int after = layout.skipSpaces(entry.end());
            if (layout.breakAt(after) > 0) {
                splices.addAll(cut(Math.max(layout.breakBefore(line), sameLine ? 0 : comma + 1), after));
            } else if (document.text()[after] == '/' || lineCommentBefore(former, line)) {
                splices.addAll(cut(from, document.text()[after] == '/' ? after : entry.end()));
            } else {
                splices.addAll(cut(Math.max(layout.breakBefore(line), sameLine ? 0 : comma + 1), entry.end()));
            }
        }
        splices.sort(Comparator.comparingInt(Splice::start));
        return splices;
    }

    /** Whether the comment that ends in front of a line would swallow what follows it if the line break went. */
    private boolean lineCommentBefore(Grammar.Entry former, int line) {
        boolean lineComment = false;
        for (int at = former.end(); at < line; ) {
            if (document.text()[at] == '/') {
                lineComment = document.text()[at + 1] == '/';
                at = document.grammar().comment(at);
            } else {
                at++;
            }
        }
        return lineComment;
    }

    private static List<Splice> cut(int start, int end) {
        return List.of(new Splice(start, end, ""));
    }
}
