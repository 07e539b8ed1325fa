package io.headroom.compress.html;

import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.MalformedFormException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a form back: marks become elements again, so that what it shows can be held against the page. Belongs to one form. */
final class FormReader {
    private final String form;
    private final List<Excerpt.Piece> pieces = new ArrayList<>();
    private final StringBuilder html = new StringBuilder();
    private int at = Marks.HEAD.length();
    private int line = 1;

    private FormReader(String form) {
        this.form = form;
    }

    static Excerpt read(String form) throws MalformedFormException {
        if (!form.startsWith(Marks.HEAD)) {
            throw new MalformedFormException("line 1: not a page as text");
        }
        return new FormReader(form).read();
    }

    private Excerpt read() throws MalformedFormException {
        while (at < form.length()) {
            String next = line();
            Optional<Marks.Table> table = Marks.table(next);
            Optional<Marks.Gap> gap = Marks.gap(next);
            if (Marks.isFence(next)) {
                code(next);
            } else if (table.isPresent()) {
                table(table.get());
            } else if (gap.isPresent()) {
                gap(gap.get());
            } else {
                paragraph(next);
            }
        }
        endShown();
        return new Excerpt(Excerpt.Basis.VISIBLE_WORDS, pieces);
    }

    private String line() {
        int end = form.indexOf('\n', at);
        String next = form.substring(at, end < 0 ? form.length() : end);
        at = end < 0 ? form.length() : end + 1;
        line++;
        return next;
    }

    private void code(String fence) throws MalformedFormException {
        int opened = line;
        html.append("<pre>");
        while (at < form.length()) {
            String next = line();
            if (next.equals(fence)) {
                html.append("</pre>");
                return;
            }
            escape(next, 0, next.length());
            html.append('\n');
        }
        throw new MalformedFormException("line " + opened + ": code that does not end");
    }

    private void table(Marks.Table table) throws MalformedFormException {
        int opened = line;
        html.append("<table>");
        row(table.columns(), table.separator());
        for (int row = 0; row < table.rows(); row++) {
            if (at >= form.length()) {
                throw new MalformedFormException("line " + opened + ": a table of fewer rows than it says");
            }
            row(line(), table.separator());
        }
        html.append("</table>");
    }

    private void row(String cells, char separator) throws MalformedFormException {
        html.append("<tr>");
        int from = 0;
        while (from <= cells.length()) {
            html.append("<td>");
            if (cells.startsWith("\"", from)) {
                from = quoted(cells, from);
                if (from < cells.length() && cells.charAt(from) != separator) {
                    throw new MalformedFormException("line " + line + ": text behind a quoted cell");
                }
                from++;
            } else {
                int end = cells.indexOf(separator, from);
                end = end < 0 ? cells.length() : end;
                inline(cells.substring(from, end));
                from = end + 1;
            }
            html.append("</td>");
        }
        html.append("</tr>");
    }

    /** Reads a cell in quotes and returns where it ends. */
    private int quoted(String cells, int start) throws MalformedFormException {
        StringBuilder cell = new StringBuilder();
        for (int i = start + 1; i < cells.length(); i++) {
            char c = cells.charAt(i);
            if (c == '"') {
                inline(cell.toString());
                return i + 1;
            }
            if (c == '\\' && ++i < cells.length()) {
                c = cells.charAt(i);
            }
            cell.append(c);
        }
        throw new MalformedFormException("line " + line + ": a quoted cell that does not end");
    }

    private void gap(Marks.Gap gap) {
        endShown();
        int count = gap.to() - gap.from() + 1;
        pieces.add(new Excerpt.Gap(new LeftOut(LeftOut.Unit.CHARACTER, gap.from(), gap.to(), count, "navigation")));
    }

    private void endShown() {
        if (html.length() > 0) {
            pieces.add(new Excerpt.Shown(html.toString()));
            html.setLength(0);
        }
    }

    private void paragraph(String indented) {
        int from = 0;
        while (from < indented.length() && indented.charAt(from) == ' ') {
            from++;
        }
        String text = indented.substring(from);
        text = without(Marks.BULLET, text);
        text = without(Marks.HEADING, text);
        html.append("<p>");
        inline(!text.isEmpty() && text.charAt(0) == Marks.ESCAPE ? text.substring(1) : text);
        html.append("</p>");
    }

    private static String without(Pattern mark, String text) {
        Matcher matcher = mark.matcher(text);
        return matcher.lookingAt() ? text.substring(matcher.end()) : text;
    }

    /** Text with links. */
    private void inline(String text) {
        int from = 0;
        while (from < text.length()) {
            char c = text.charAt(from);
            int next = c == '[' ? link(text, from) : c == ']' ? bracket(text, from) : from;
            if (next == from) {
                escape(text, from, ++next);
            }
            from = next;
        }
    }

    /** Reads the link that begins here and returns where it ends; the beginning if none does. */
    private int link(String text, int start) {
        int close = start + 1;
        while (close < text.length() && text.charAt(close) != ']' && text.charAt(close) != '[') {
            close++;
        }
        if (!text.startsWith("](", close)) {
            return start;
        }
        int end = Links.end(text, close + 2);
        if (end < 0 || end >= text.length() || text.charAt(end) != ')') {
            return start;
        }
        html.append("<a href=\"");
        escape(text, close + 2, end);
        html.append("\">");
        escape(text, start + 1, close);
        html.append("</a>");
        return end + 1;
    }

    /** A backslash between a bracket and a parenthesis goes. */
    private int bracket(String text, int start) {
        int slashes = start + 1;
        while (slashes < text.length() && text.charAt(slashes) == '\\') {
            slashes++;
        }
        if (slashes == start + 1 || slashes >= text.length() || text.charAt(slashes) != '(') {
            return start;
        }
        escape(text, start, slashes - 1);
        return slashes;
    }

    private void escape(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '"' -> html.append("&quot;");
                default -> html.append(c);
            }
        }
    }
}
