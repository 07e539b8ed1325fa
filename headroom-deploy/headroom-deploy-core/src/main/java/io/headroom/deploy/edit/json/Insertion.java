package io.headroom.deploy.edit.json;

import io.headroom.deploy.edit.json.Document.Splice;
import java.util.List;
import java.util.Optional;

/** Puts a new entry into a container of a document, so that it looks like its siblings. Nothing that is there moves, but for commas. */
final class Insertion {
    private final Document document;
    private final Layout layout;
    private final byte[] text;

    Insertion(Document document) {
        this.document = document;
        this.layout = new Layout(document);
        this.text = document.text();
    }

    /** Where something goes behind a value or a comma: behind the comments that begin on its line. */
    private record Behind(int offset, boolean lineComment) {}

    /** Adds an entry at the end; a name for objects, none for arrays. */
    List<Splice> append(int container, Optional<String> name, String json) {
        List<Grammar.Entry> entries = document.entries(container);
        return entries.isEmpty() ? first(container, name, json) : last(container, entries, name, json);
    }

    /** Puts an element in front of the one at an index. */
    List<Splice> before(int container, int index, String json) {
        List<Grammar.Entry> entries = document.entries(container);
        if (index >= entries.size()) {
            return append(container, Optional.empty(), json);
        }
        Grammar.Entry next = entries.get(index);
        boolean lines = layout.beginsLine(entries, index, container);
        String indentation = layout.indentation(next.nameStart());
        Spelling spelling = layout.spelling(container, lineBreakAt(next.nameStart()), lines);
        String gap = lines ? spelling.lineBreak() + indentation : spelling.space();
        return List.of(new Splice(next.start(), next.start(), spelling.value(json, indentation) + "," + gap));
    }

    /** The value of an existing entry becomes another. */
    List<Splice> replace(int container, Grammar.Entry entry, String json) {
        List<Grammar.Entry> entries = document.entries(container);
        boolean lines = layout.hasLines() && layout.beginsLine(entries, entries.indexOf(entry), container);
        Spelling spelling = layout.spelling(container, lineBreakAt(entry.nameStart()), lines);
        return List.of(
                new Splice(entry.start(), entry.end(), spelling.value(json, layout.indentation(entry.nameStart()))));
    }

    /** A document where there is nothing but white space, or comments, which stay on top. */
    List<Splice> document(String json) {
        String lineBreak = layout.lineBreak();
        Spelling spelling = new Spelling(true, lineBreak, layout.unit(), ": ", '"', "");
        int start = Place.marked(text) ? 3 : 0;
        boolean blank = layout.blank(start, text.length);
        int at = blank ? start : text.length;
        boolean openLine = !blank && layout.lineStart(at) < at;
        String end = blank && layout.firstBreak(at, text.length).isPresent() ? "" : lineBreak;
        return List.of(new Splice(at, at, (openLine ? lineBreak : "") + spelling.value(json, "") + end));
    }

    private List<Splice> last(int container, List<Grammar.Entry> entries, Optional<String> name, String json) {
        Grammar.Entry last = entries.get(entries.size() - 1);
        boolean trailing = last.comma() >= 0;
        Behind behind = behind(trailing ? last.comma() + 1 : last.end());
        int model = entries.size() - 1;
        while (model >= 0 && !layout.beginsLine(entries, model, container)) {
            model--;
        }
        boolean lines = model >= 0 || behind.lineComment();
        String indentation = model >= 0
                ? layout.indentation(entries.get(model).nameStart())
                : layout.indentation(container) + (lines ? layout.unit() : "");
        Spelling spelling = layout.spelling(
                container, model >= 0 ? lineBreakAt(entries.get(model).nameStart()) : layout.lineBreak(), lines);
        String added = entry(spelling, name, json, indentation);
        if (trailing) {
            String gap = lines ? spelling.lineBreak() + indentation : gap(entries, spelling);
            return List.of(new Splice(behind.offset(), behind.offset(), gap + added + ","));
        }
        Optional<String> commaFirst = lines ? commaFirst(entries) : Optional.empty();
        if (commaFirst.isPresent()) {
            String gap = spelling.lineBreak() + commaFirst.get();
            return List.of(new Splice(behind.offset(), behind.offset(), gap + added));
        }
        String gap = lines ? spelling.lineBreak() + indentation : gap(entries, spelling);
        return List.of(
                new Splice(last.end(), last.end(), ","), new Splice(behind.offset(), behind.offset(), gap + added));
    }

    private List<Splice> first(int container, Optional<String> name, String json) {
        int close = document.close(container);
        int comments = container + 1;
        boolean lineComment = false;
        for (int at = comments; at < close; ) {
            if (text[at] == '/') {
                lineComment = text[at + 1] == '/';
                at = document.grammar().comment(at);
                comments = at;
            } else {
                at++;
            }
        }
        boolean commented = comments > container + 1;
        boolean opened = layout.firstBreak(comments, close).isPresent();
        boolean lines = layout.hasLines() || lineComment;
        Spelling spelling = layout.spelling(container, layout.lineBreak(), lines);
        String outer = layout.indentation(container);
        if (!lines) {
            String added = entry(spelling, name, json, outer);
            return commented
                    ? List.of(new Splice(comments, comments, " " + added))
                    : List.of(new Splice(comments, close, spelling.padding() + added + spelling.padding()));
        }
        String indentation = outer + spelling.unit();
        String added = spelling.lineBreak() + indentation + entry(spelling, name, json, indentation);
        return opened
                ? List.of(new Splice(comments, comments, added))
                : List.of(new Splice(comments, close, added + spelling.lineBreak() + outer));
    }

    private static String entry(Spelling spelling, Optional<String> name, String json, String indentation) {
        return name.map(n -> spelling.name(n) + spelling.colon()).orElse("") + spelling.value(json, indentation);
    }

    /** What stands between the last comma and what follows it. */
    private String gap(List<Grammar.Entry> entries, Spelling spelling) {
        if (entries.size() > 1) {
            int comma = entries.get(entries.size() - 2).comma();
            String gap =
                    document.slice(comma + 1, entries.get(entries.size() - 1).nameStart());
            if (gap.matches("[ \\t]*")) {
                return gap;
            }
        }
        return spelling.space();
    }

    /** What the last line of a list with its commas in front begins with, such as two spaces, a comma and a space. */
    private Optional<String> commaFirst(List<Grammar.Entry> entries) {
        if (entries.size() < 2) {
            return Optional.empty();
        }
        int comma = entries.get(entries.size() - 2).comma();
        int line = layout.lineStart(comma);
        int name = entries.get(entries.size() - 1).nameStart();
        boolean first = line > entries.get(entries.size() - 2).end()
                && layout.blank(line, comma)
                && document.slice(comma + 1, name).matches("[ \\t]*");
        return first ? Optional.of(document.slice(line, name)) : Optional.empty();
    }

    private String lineBreakAt(int offset) {
        int line = layout.lineStart(offset);
        return line > 3 ? document.slice(layout.breakBefore(line), line) : layout.lineBreak();
    }

    private Behind behind(int from) {
        int end = from;
        boolean lineComment = false;
        for (int at = layout.skipSpaces(from);
                !lineComment && at < text.length && text[at] == '/';
                at = layout.skipSpaces(at)) {
            lineComment = text[at + 1] == '/';
            at = document.grammar().comment(at);
            end = at;
        }
        return new Behind(end, lineComment);
    }
}
