package io.headroom.deploy.edit.toml;

import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.edit.toml.TomlLayout.Kind;
import io.headroom.deploy.edit.toml.TomlLayout.Member;
import io.headroom.deploy.edit.toml.TomlLayout.Span;
import io.headroom.deploy.edit.toml.TomlLayout.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the place of a key that is not in a document yet, and writes it in the manner of its neighbors. */
final class TomlAddition {
    private final TomlLayout layout;
    private final String text;
    private final String newline;

    TomlAddition(TomlLayout layout) {
        this.layout = layout;
        this.text = layout.text();
        this.newline = layout.newline();
    }

    /**
     * Adds a key.
     *
     * @param path the key, which is not there
     * @param value the value; a map becomes a table with a header where that is possible
     * @return what to insert
     * @throws EditRefusedException if something on the way is no table, or has no single place
     */
    Splice of(List<String> path, Object value) throws EditRefusedException {
        Optional<Map<String, String>> lines = Optional.empty();
        if (value instanceof Map<?, ?> members) {
            Map<String, String> each = new LinkedHashMap<>();
            members.forEach((name, member) -> each.put((String) name, TomlValues.written(member)));
            lines = Optional.of(each);
        }
        return of(path, TomlValues.written(value), lines);
    }

    /**
     * Adds a key whose value is written already.
     *
     * @param path the key, which is not there
     * @param value the value as TOML
     * @return what to insert
     * @throws EditRefusedException if something on the way is no table, or has no single place
     */
    Splice written(List<String> path, String value) throws EditRefusedException {
        return of(path, value, Optional.empty());
    }

    private Splice of(List<String> path, String written, Optional<Map<String, String>> lines)
            throws EditRefusedException {
        for (int length = 1; length < path.size(); length++) {
            List<String> container = path.subList(0, length);
            Optional<Statement> pair = layout.pair(container);
            if (pair.isPresent()) {
                return inline(TomlPlace.valueOf(pair.get()), container, path, written);
            }
            Optional<Statement> array = layout.arrayOfTables(container);
            if (array.isPresent()) {
                throw refused(array.get().start(), TomlPlace.named(container) + " is an array of tables, not a table");
            }
        }
        List<String> parent = path.subList(0, path.size() - 1);
        Optional<Statement> header = layout.table(parent);
        if (header.isEmpty()) {
            for (int length = parent.size(); length > 0; length--) {
                Optional<Statement> dotted = layout.lastDotted(parent.subList(0, length));
                if (dotted.isPresent()) {
                    List<String> key = path.subList(dotted.get().headerLength(), path.size());
                    return below(dotted.get().lineEnd(), line(dotted.get(), TomlValues.key(key), written));
                }
            }
        }
        if (lines.isPresent()) {
            return table(path, lines.get());
        }
        String key = TomlValues.key(path.get(path.size() - 1));
        if (parent.isEmpty()) {
            return root(key, written);
        }
        if (header.isPresent()) {
            Statement above = layout.lastPairOf(header.get()).orElse(header.get());
            return below(above.lineEnd(), line(above, key, written));
        }
        return table(parent, Map.of(path.get(path.size() - 1), written));
    }

    /**
     * The topmost container that an addition makes.
     *
     * @param path the key that is added
     * @param model the document without it
     * @return the container; empty if all are there
     */
    static Optional<List<String>> made(List<String> path, TomlModel model) {
        for (int length = 1; length < path.size(); length++) {
            if (model.get(path.subList(0, length)).isEmpty()) {
                return Optional.of(path.subList(0, length));
            }
        }
        return Optional.empty();
    }

    private Splice inline(Span table, List<String> tablePath, List<String> path, String written)
            throws EditRefusedException {
        if (!layout.inlineTable(table)) {
            String kind = layout.array(table) ? "an array" : "a single value";
            throw refused(table.start(), TomlPlace.named(tablePath) + " is " + kind + ", not a table");
        }
        List<Member> members = layout.members(table, tablePath);
        for (Member member : members) {
            int length = member.path().size();
            if (length < path.size() && path.subList(0, length).equals(member.path())) {
                return inline(new Span(member.valueStart(), member.valueEnd()), member.path(), path, written);
            }
        }
        String value = written;
        for (int length = path.size(); length > tablePath.size() + 1; length--) {
            value = "{ " + TomlValues.key(path.get(length - 1)) + " = " + value + " }";
        }
        String key = TomlValues.key(path.get(tablePath.size()));
        if (members.isEmpty()) {
            return new Splice(table.start() + 1, table.start() + 1, " " + key + " = " + value + closing(table));
        }
        Member last = members.get(members.size() - 1);
        String gap = text.substring(last.keyEnd(), last.valueStart());
        return Splice.insert(last.valueEnd(), "," + before(last) + key + gap + value);
    }

    private String closing(Span table) {
        return text.charAt(table.start() + 1) == '}' ? " " : "";
    }

    /** The white space in front of a member: a line of its own if the member has one. */
    private String before(Member member) {
        int lineStart = layout.lineStart(member.start());
        String indentation = text.substring(lineStart, member.start());
        return indentation.isBlank() && lineStart > 0 ? newline + indentation : " ";
    }

    private Splice root(String key, String written) {
        Optional<Statement> last = layout.lastPairOf(null);
        int at = last.map(Statement::lineEnd).orElseGet(this::afterLeadingComment);
        String line = last.map(pair -> line(pair, key, written)).orElseGet(() -> key + spacing(null) + written);
        if (at == text.length()) {
            return below(at, line);
        }
        // A key directly above a header or its comment would look as if it belonged there.
        boolean blankAfter = text.substring(at, layout.lineEnd(at)).isBlank();
        boolean attached = last.isEmpty() || nextIsHeader(at);
        return Splice.insert(at, line + newline + (attached && !blankAfter ? newline : ""));
    }

    private boolean nextIsHeader(int at) {
        int next = at;
        while (next < text.length()
                && text.substring(next, layout.lineEnd(next)).strip().startsWith("#")) {
            next = layout.lineEnd(next);
        }
        return next < text.length()
                && text.substring(next, layout.lineEnd(next)).strip().startsWith("[");
    }

    /** Behind the comment at the top and the blank line that closes it; else the top. */
    private int afterLeadingComment() {
        int at = 0;
        boolean comment = false;
        while (at < text.length()) {
            String line = text.substring(at, layout.lineEnd(at)).strip();
            if (line.isEmpty() && comment) {
                return layout.lineEnd(at);
            }
            if (!line.isEmpty() && !line.startsWith("#")) {
                return 0;
            }
            comment |= !line.isEmpty();
            at = layout.lineEnd(at);
        }
        return comment ? 0 : text.length();
    }

    private Splice table(List<String> path, Map<String, String> members) {
        String spacing = spacing(null);
        String body = members.entrySet().stream()
                .map(member -> newline + TomlValues.key(member.getKey()) + spacing + member.getValue())
                .collect(Collectors.joining());
        return section("[" + TomlValues.key(path) + "]" + body);
    }

    /**
     * Adds a table at the end, after one blank line.
     *
     * @param table from its header to its last value
     * @return what to insert
     */
    Splice section(String table) {
        if (!text.isEmpty() && !text.endsWith("\n")) {
            return Splice.insert(text.length(), newline + newline + table);
        }
        boolean blank = text.isBlank() || text.endsWith("\n\n") || text.endsWith("\n\r\n");
        return Splice.insert(text.length(), (blank ? "" : newline) + table + newline);
    }

    /** A line in the manner of the line above. */
    private String line(Statement above, String key, String written) {
        String indentation = text.substring(above.lineStart(), above.start());
        return indentation + key + spacing(above.pair() ? above : null) + written;
    }

    private Splice below(int at, String line) {
        boolean open = at > 0 && text.charAt(at - 1) != '\n';
        return Splice.insert(at, open ? newline + line : line + newline);
    }

    private String spacing(@Nullable Statement neighbor) {
        Statement nearest = neighbor;
        for (Statement statement : layout.statements()) {
            if (neighbor == null && statement.kind() == Kind.PAIR) {
                nearest = statement;
            }
        }
        return nearest == null ? " = " : text.substring(nearest.keyEnd(), nearest.valueStart());
    }

    private EditRefusedException refused(int offset, String reason) {
        return TomlText.refused(text, offset, reason);
    }
}
