package io.headroom.compress.json;

import io.headroom.api.compress.MalformedFormException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the form of a {@link TextTable} and hands on its cells, row by row. One instance reads one form. Not thread-safe. */
public final class TextTableReader {
    private final FormText form;
    private final String note;
    private final TableReader.TextHead head;

    /** Takes the rows of a table in their order. */
    public interface Rows {
        /**
         * A row.
         *
         * @param cells for each column its text, null where the cell was not set; valid during the call
         */
        void row(@Nullable String[] cells);

        /**
         * A line that is no row.
         *
         * @param line the line
         */
        void line(String line);
    }

    /**
     * Reads what stands before the rows.
     *
     * @param text the form
     * @throws MalformedFormException if it is none
     */
    public TextTableReader(String text) throws MalformedFormException {
        if (text.isEmpty() || text.charAt(0) < '1' || text.charAt(0) > '9') {
            throw new MalformedFormException("line 1: no table");
        }
        int lineEnd = text.indexOf('\n');
        String line = text.substring(0, Math.max(lineEnd, 0));
        int start = TextTable.noteStart(line);
        if (start < 0) {
            throw new MalformedFormException("line 1: no table of a text");
        }
        this.note = line.substring(start + 2, line.length() - 1);
        this.form = new FormText(text);
        form.nextLine();
        try {
            this.head = new TableReader(form).readTextHead(0, start);
        } catch (DecodeBudget.ExceededException e) {
            throw new MalformedFormException(e.getMessage());
        }
    }

    /**
     * What rebuilds the text.
     *
     * @return the note as it was given to {@link TextTable#write}
     */
    public String note() {
        return note;
    }

    /**
     * The names of the columns.
     *
     * @return the names in order
     */
    public List<String> names() {
        return List.copyOf(head.names());
    }

    /**
     * What holds the output of the caller against what any form stands for. It throws an unchecked exception that {@link #read} turns
     * into a {@link MalformedFormException}.
     *
     * @return the limit
     */
    public OutputLimit limit() {
        return form.budget;
    }

    /**
     * Reads the rows.
     *
     * @param to where they go
     * @throws MalformedFormException if the form is not complete, or stands for more than any text that has one
     */
    public void read(Rows to) throws MalformedFormException {
        try {
            readAll(to);
        } catch (DecodeBudget.ExceededException e) {
            throw new MalformedFormException(e.getMessage());
        }
    }

    private void readAll(Rows to) throws MalformedFormException {
        StringBuilder row = new StringBuilder();
        @Nullable String[] cells = new String[head.names().size()];
        for (int i = 0; i < head.rows(); i++) {
            int start = form.nextLine();
            if (start < form.end() && form.chars[start] == '+') {
                JsonEcho echo = new JsonEcho(form.chars, start + 1, form.end(), JsonEcho.none());
                String line = echo.string();
                if (echo.position() != form.end()) {
                    throw form.malformed("something behind a line");
                }
                to.line(line);
            } else {
                row.setLength(0);
                head.decoder().row(start, 0, new JsonWriter(row, Layout.MINIFIED, form.budget));
                cut(row, cells);
                to.row(cells);
            }
        }
        if (form.hasMore()) {
            throw form.malformed("something behind the form");
        }
    }

    /** Cuts a row, an object whose names are numbers, into its cells. */
    private void cut(StringBuilder row, @Nullable String[] cells) throws MalformedFormException {
        Arrays.fill(cells, null);
        form.budget.spend(cells.length);
        char[] chars = new char[row.length()];
        row.getChars(0, chars.length, chars, 0);
        int end = chars.length - 1;
        int at = 1;
        while (at < end) {
            int column = 0;
            at++;
            while (chars[at] != '"') {
                column = column * 10 + chars[at++] - '0';
            }
            at += 2;
            if (cells[column] != null) {
                throw form.malformed("two cells for one column");
            }
            if (chars[at] == '"') {
                JsonEcho echo = new JsonEcho(chars, at, end, JsonEcho.none());
                cells[column] = echo.string();
                at = echo.position();
            } else if (chars[at] == '{' || chars[at] == '[') {
                throw form.malformed("a cell that is no text");
            } else {
                int from = at;
                while (at < end && chars[at] != ',') {
                    at++;
                }
                cells[column] = new String(chars, from, at - from);
            }
            at++;
        }
    }
}
