package io.headroom.deploy.edit.json;

import java.util.List;
import java.util.Optional;

/** How a document is laid out: its lines, indentation, spacing and quotes, so that what is added looks like what is there. */
final class Layout {
    private static final String TWO_SPACES = "  ";

    private final Document document;
    private final byte[] text;

    Layout(Document document) {
        this.document = document;
        this.text = document.text();
    }

    /** Where the line of an offset begins. */
    int lineStart(int offset) {
        int at = offset;
        while (at > 0 && text[at - 1] != '\n' && text[at - 1] != '\r') {
            at--;
        }
        return at == 0 && Place.marked(text) ? Math.min(3, offset) : at;
    }

    /** How many bytes the line break at an offset has; 0 if there is none. */
    int breakAt(int at) {
        boolean both = at + 1 < text.length && text[at] == '\r' && text[at + 1] == '\n';
        return both ? 2 : at < text.length && (text[at] == '\n' || text[at] == '\r') ? 1 : 0;
    }

    /** Where the line break in front of a line begins; the line does not begin the document. */
    int breakBefore(int lineStart) {
        return lineStart >= 2 && text[lineStart - 1] == '\n' && text[lineStart - 2] == '\r'
                ? lineStart - 2
                : lineStart - 1;
    }

    /** The first line break in a stretch. */
    Optional<String> firstBreak(int start, int end) {
        for (int at = start; at < end; at++) {
            if (breakAt(at) > 0) {
                return Optional.of(document.slice(at, at + breakAt(at)));
            }
        }
        return Optional.empty();
    }

    /** The line break of the document, LF if it has none. */
    String lineBreak() {
        return firstBreak(0, text.length).orElse("\n");
    }

    boolean hasLines() {
        return firstBreak(0, text.length).isPresent();
    }

    /** Whether there is nothing but white space in a stretch. */
    boolean blank(int start, int end) {
        int at = start;
        while (at < end) {
            int length = document.grammar().blank(at);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** The white space at the start of the line of an offset. */
    String indentation(int offset) {
        int start = lineStart(offset);
        int at = start;
        while (at < offset && breakAt(at) == 0 && document.grammar().blank(at) > 0) {
            at += document.grammar().blank(at);
        }
        return document.slice(start, at);
    }

    int skipSpaces(int from) {
        int at = from;
        while (at < text.length && (text[at] == ' ' || text[at] == '\t')) {
            at++;
        }
        return at;
    }

    int backOverSpaces(int from) {
        int at = from;
        while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) {
            at--;
        }
        return at;
    }

    /** Whether an entry begins a line of its own within its container. */
    boolean beginsLine(List<Grammar.Entry> entries, int index, int container) {
        int gap = index == 0 ? container + 1 : entries.get(index - 1).end();
        return lineStart(entries.get(index).nameStart()) > gap;
    }

    /** The unit of indentation: what the first nested line is indented by; two spaces if there is none. */
    String unit() {
        return document.blank() || !hasLines()
                ? TWO_SPACES
                : nested(document.root()).orElse(TWO_SPACES);
    }

    private Optional<String> nested(int container) {
        List<Grammar.Entry> entries = document.entries(container);
        for (int i = 0; i < entries.size(); i++) {
            Grammar.Entry entry = entries.get(i);
            if (beginsLine(entries, i, container)) {
                String outer = indentation(container);
                String inner = indentation(entry.nameStart());
                return Optional.of(inner.startsWith(outer) ? inner.substring(outer.length()) : inner);
            }
            if (document.isContainer(entry.start())
                    && firstBreak(entry.start(), entry.end()).isPresent()) {
                return nested(entry.start());
            }
        }
        return Optional.empty();
    }

    /** How names and values are written in the neighborhood of a container, and values laid out there. */
    Spelling spelling(int container, String lineBreak, boolean overLines) {
        List<Grammar.Entry> near =
                document.isContainer(container) && text[container] == '{' ? document.entries(container) : List.of();
        if (near.isEmpty()) {
            near = document.entries(document.root());
        }
        String colon = ": ";
        char quote = '"';
        if (!near.isEmpty()) {
            Grammar.Entry model = near.get(near.size() - 1);
            String between = document.slice(model.nameEnd(), model.start());
            colon = between.matches("[ \\t]*:[ \\t]*") ? between : colon;
            byte first = text[model.nameStart()];
            quote = first == '"' || first == '\'' ? (char) first : 0;
        }
        return new Spelling(overLines, lineBreak, unit(), colon, quote, padding(container));
    }

    /** The spaces between a bracket and what it holds. */
    private String padding(int container) {
        List<Grammar.Entry> entries = document.entries(container);
        int end = entries.isEmpty() ? document.close(container) : entries.get(0).nameStart();
        String padding = document.slice(container + 1, end);
        return padding.matches("[ \\t]*") ? padding : "";
    }
}
