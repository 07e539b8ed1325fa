package io.headroom.deploy.edit.toml;

import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.edit.toml.TomlLayout.Member;
import io.headroom.deploy.edit.toml.TomlLayout.Span;
import io.headroom.deploy.edit.toml.TomlLayout.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Where a key stands that is in a document.
 *
 * @param form how it is written
 * @param layout the document's layout
 * @param value what to replace: a value, or a table from its header to its last value
 * @param statement the pair or the header; for members the pair around the inline table
 * @param siblings the members of the inline table; empty for other forms
 * @param index which of them it is
 */
record TomlPlace(Form form, TomlLayout layout, Span value, Statement statement, List<Member> siblings, int index) {
    /** How a key is written. */
    enum Form {
        /** {@code key = value}. */
        PAIR,
        /** A member of an inline table. */
        MEMBER,
        /** A table with a header. */
        TABLE
    }

    /**
     * Looks a key up.
     *
     * @param layout the document's layout
     * @param path the key
     * @return its place; empty if it is not there
     * @throws EditRefusedException if it is there and has no single place
     */
    static Optional<TomlPlace> of(TomlLayout layout, List<String> path) throws EditRefusedException {
        for (int length = 1; length <= path.size(); length++) {
            Optional<Statement> pair = layout.pair(path.subList(0, length));
            if (pair.isPresent()) {
                return length == path.size()
                        ? Optional.of(new TomlPlace(Form.PAIR, layout, valueOf(pair.get()), pair.get(), List.of(), 0))
                        : member(layout, pair.get(), path);
            }
        }
        Optional<Statement> array = layout.arrayOfTables(path);
        if (array.isPresent()) {
            throw TomlText.refused(layout.text(), array.get().start(), named(path) + " is an array of tables");
        }
        return table(layout, path);
    }

    static Span valueOf(Statement pair) {
        return new Span(pair.valueStart(), pair.valueEnd());
    }

    static String named(List<String> path) {
        return '"' + String.join(".", path) + '"';
    }

    private static Optional<TomlPlace> member(TomlLayout layout, Statement pair, List<String> path) {
        Span table = valueOf(pair);
        List<String> prefix = pair.path();
        while (layout.inlineTable(table)) {
            List<Member> members = layout.members(table, prefix);
            Optional<Member> next = members.stream()
                    .filter(m -> path.size() >= m.path().size()
                            && path.subList(0, m.path().size()).equals(m.path()))
                    .findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            table = new Span(next.get().valueStart(), next.get().valueEnd());
            prefix = next.get().path();
            if (prefix.size() == path.size()) {
                return Optional.of(
                        new TomlPlace(Form.MEMBER, layout, table, pair, members, members.indexOf(next.get())));
            }
        }
        return Optional.empty();
    }

    private static Optional<TomlPlace> table(TomlLayout layout, List<String> path) throws EditRefusedException {
        Optional<Statement> header = layout.table(path);
        Optional<Statement> elsewhere = layout.statements().stream()
                .filter(s -> s.under(path) && !s.inArray())
                .filter(s -> header.isEmpty()
                        || s.header() == null
                        || s.header().start() != header.get().start())
                .findFirst();
        if (elsewhere.isPresent()) {
            throw TomlText.refused(
                    layout.text(),
                    elsewhere.get().start(),
                    named(path) + " is a table that is written in several parts");
        }
        return header.map(h -> {
            int end = layout.lastPairOf(h).map(Statement::valueEnd).orElse(h.valueEnd());
            return new TomlPlace(Form.TABLE, layout, new Span(h.start(), end), h, List.of(), 0);
        });
    }

    String written() {
        return layout.text().substring(value.start(), value.end());
    }

    Splice replaced(String text) {
        return new Splice(value.start(), value.end(), text);
    }

    /** Takes it out, and keeps the user's comments. */
    Splice removed() {
        return switch (form) {
            case PAIR -> removedPair();
            case MEMBER -> removedMember();
            case TABLE -> removedTable();
        };
    }

    private Splice removedPair() {
        int lineEnd = statement.lineEnd();
        int comment = layout.text().substring(value.end(), lineEnd).indexOf('#');
        if (comment >= 0) {
            return Splice.delete(statement.start(), value.end() + comment);
        }
        return removedLines(statement.lineStart(), lineEnd);
    }

    private Splice removedTable() {
        int lineEnd = layout.lineEnd(value.end());
        int comment = layout.text().substring(value.end(), lineEnd).indexOf('#');
        return comment >= 0
                ? Splice.delete(statement.start(), value.end() + comment)
                : removedLines(statement.lineStart(), lineEnd);
    }

    /** Takes lines out, and one of two blank lines around them. */
    private Splice removedLines(int lineStart, int lineEnd) {
        String text = layout.text();
        int from = lineStart;
        int to = lineEnd;
        boolean last = to == text.length();
        boolean blankBefore =
                from == 0 || text.substring(layout.lineStart(from - 1), from).isBlank();
        boolean blankAfter = !last && text.substring(to, layout.lineEnd(to)).isBlank();
        if (blankBefore && blankAfter) {
            to = layout.lineEnd(to);
        } else if (blankBefore && last && from > 0) {
            from = layout.lineStart(from - 1);
        }
        if (last && !text.endsWith("\n") && from > 0) {
            // The document ended without a line end, and so it will.
            from -= text.startsWith("\r\n", from - 2) ? 2 : 1;
        }
        return Splice.delete(from, to);
    }

    private Splice removedMember() {
        Member member = siblings.get(index);
        if (index + 1 < siblings.size()) {
            return Splice.delete(member.start(), siblings.get(index + 1).start());
        }
        if (index > 0) {
            return Splice.delete(siblings.get(index - 1).valueEnd(), member.valueEnd());
        }
        int comma = layout.skipTrivia(member.valueEnd());
        boolean trailing = layout.text().charAt(comma) == ',';
        int start = layout.text().charAt(member.start() - 1) == ' ' ? member.start() - 1 : member.start();
        return Splice.delete(start, trailing ? comma + 1 : member.valueEnd());
    }
}
