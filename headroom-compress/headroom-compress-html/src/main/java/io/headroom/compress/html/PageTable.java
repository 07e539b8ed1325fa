package io.headroom.compress.html;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/**
 * A table of data: two rows and columns or more, text in the cells and nowhere else. It becomes one line for its headings and one for each
 * row, as tables of JSON do (C-503). Tables that only lay out a page are none.
 */
final class PageTable {
    private static final int LONGEST_CELL = 600;
    private static final int MOST_COLUMNS = 200;
    private static final String SEPARATORS = ",|\t;";

    private final Optional<String> caption;
    private final List<List<String>> rows;
    private final boolean headings;

    private PageTable(Optional<String> caption, List<List<String>> rows, boolean headings) {
        this.caption = caption;
        this.rows = rows;
        this.headings = headings;
    }

    /** Reads a table; empty if it holds anything but data. The links are then where they were. */
    static Optional<PageTable> of(Element table, Links links) {
        Links.Place before = links.mark();
        Reading reading = new Reading(links);
        boolean whole = NodeTraversor.filter(reading, table) != NodeFilter.FilterResult.STOP;
        Optional<PageTable> read = whole ? reading.table() : Optional.empty();
        if (read.isEmpty()) {
            links.reset(before);
        }
        return read;
    }

    Optional<String> caption() {
        return caption;
    }

    /** The lines of the form, each with its end. */
    String lines() {
        char separator = separator();
        List<List<String>> body = headings ? rows.subList(1, rows.size()) : rows;
        String columns = headings ? line(rows.get(0), separator) : "";
        StringBuilder lines = new StringBuilder();
        lines.append(new Marks.Table(body.size(), separator, columns).line()).append('\n');
        body.forEach(row -> lines.append(line(row, separator)).append('\n'));
        return lines.toString();
    }

    /** The one that the fewest cells hold; the first of those. */
    private char separator() {
        char best = ',';
        long fewest = Long.MAX_VALUE;
        for (char candidate : SEPARATORS.toCharArray()) {
            long quoted = rows.stream()
                    .flatMap(List::stream)
                    .filter(cell -> cell.indexOf(candidate) >= 0)
                    .count();
            if (quoted < fewest) {
                fewest = quoted;
                best = candidate;
            }
        }
        return best;
    }

    private static String line(List<String> cells, char separator) {
        int end = cells.size();
        while (end > 0 && cells.get(end - 1).isEmpty()) {
            end--;
        }
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < end; i++) {
            line.append(i == 0 ? "" : separator).append(cell(cells.get(i), separator));
        }
        return line.toString();
    }

    private static String cell(String text, char separator) {
        boolean quoted = text.indexOf(separator) >= 0 || text.startsWith("\"");
        return quoted ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : text;
    }

    /** The walk through the cells. */
    private static final class Reading implements NodeFilter {
        private final List<List<String>> rows = new ArrayList<>();
        /** For how many further rows a cell above reaches into each column. */
        private final List<Integer> reaching = new ArrayList<>();

        private Optional<String> caption = Optional.empty();
        private List<String> row = new ArrayList<>();
        private boolean allHeadings;
        private boolean headings;
        private final InlineText text;
        /** How many cells and captions are open; within a table without tables, one at most. */
        private int cells;

        Reading(Links links) {
            this.text = new InlineText(links);
        }

        Optional<PageTable> table() {
            int columns = rows.stream().mapToInt(List::size).max().orElse(0);
            return rows.size() >= 2 && columns >= 2
                    ? Optional.of(new PageTable(caption, rows, headings))
                    : Optional.empty();
        }

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode content) {
                if (cells == 0 && !content.isBlank()) {
                    return FilterResult.STOP;
                }
                text.text(content.getWholeText());
                return FilterResult.CONTINUE;
            }
            if (!(node instanceof Element element) || depth == 0) {
                return FilterResult.CONTINUE;
            }
            String name = element.normalName();
            if (ElementNames.HIDDEN.contains(name)) {
                text.space();
                return FilterResult.SKIP_ENTIRELY;
            }
            switch (name) {
                case "tr" -> {
                    row = new ArrayList<>();
                    allHeadings = true;
                }
                case "td", "th" -> {
                    cells++;
                    allHeadings &= name.equals("th");
                    reachIntoRow();
                }
                case "caption" -> {
                    if (!rows.isEmpty() || caption.isPresent()) {
                        return FilterResult.STOP;
                    }
                    cells++;
                }
                case "a" -> text.openLink(element.attr("href").strip());
                default -> {
                    if (ElementNames.BEYOND_CELLS.contains(name)) {
                        return FilterResult.STOP;
                    }
                    space(name);
                }
            }
            return FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (!(node instanceof Element element) || depth == 0) {
                return FilterResult.CONTINUE;
            }
            switch (element.normalName()) {
                case "tr" -> {
                    if (row.stream().anyMatch(cell -> !cell.isEmpty())) {
                        headings |= rows.isEmpty() && allHeadings;
                        rows.add(row);
                    }
                }
                case "td", "th" -> {
                    cells--;
                    String cell = text.take();
                    if (cell.length() > LONGEST_CELL || row.size() > MOST_COLUMNS) {
                        return FilterResult.STOP;
                    }
                    addCell(cell, span(element, "colspan"), span(element, "rowspan"));
                }
                case "caption" -> {
                    cells--;
                    caption = Optional.of(text.take()).filter(words -> !words.isEmpty());
                }
                case "a" -> text.closeLink();
                default -> space(element.normalName());
            }
            return FilterResult.CONTINUE;
        }

        private void space(String name) {
            if (!ElementNames.WITHIN_WORDS.contains(name)) {
                text.space();
            }
        }

        /** Cells of rows above take their place in this one, too. */
        private void reachIntoRow() {
            while (row.size() < reaching.size() && reaching.get(row.size()) > 0) {
                reaching.set(row.size(), reaching.get(row.size()) - 1);
                row.add("");
            }
        }

        private void addCell(String cell, int columns, int below) {
            int column = row.size();
            row.add(cell);
            row.addAll(Collections.nCopies(columns - 1, ""));
            while (reaching.size() < row.size()) {
                reaching.add(0);
            }
            for (int i = column; i < row.size(); i++) {
                reaching.set(i, below - 1);
            }
        }

        private static int span(Element cell, String attribute) {
            String value = cell.attr(attribute).strip();
            boolean number =
                    !value.isEmpty() && value.length() <= 3 && value.chars().allMatch(c -> c >= '0' && c <= '9');
            return number ? Math.max(1, Math.min(MOST_COLUMNS, Integer.parseInt(value))) : 1;
        }
    }
}
