package io.headroom.compress.json.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cells between pipes, as in the tables of GitHub Flavored Markdown. The line below the names is told as it is; it also tells how wide
 * the columns of a padded table are and to which side their cells go.
 *
 * @param rule the line below the names
 * @param padding what stands between pipes and cells
 */
record MarkdownLayout(String rule, Padding padding) implements GridLayout {
    static final String MARKDOWN = "markdown";

    /** What stands between pipes and cells. */
    enum Padding {
        /** One space on both sides. */
        SPACES(""),
        /** Nothing. */
        TIGHT("tight"),
        /** One space, and more up to the width of the column. */
        PADDED("padded");

        private final String word;

        Padding(String word) {
            this.word = word;
        }
    }

    @Override
    public List<String> words() {
        String first = MARKDOWN + " " + rule;
        return padding == Padding.SPACES ? List.of(first) : List.of(first, padding.word);
    }

    static Optional<GridLayout> parse(List<String> words, int columns) {
        String rule = words.get(0)
                .substring(Math.min(MARKDOWN.length() + 1, words.get(0).length()));
        for (Padding padding : Padding.values()) {
            MarkdownLayout layout = new MarkdownLayout(rule, padding);
            if (layout.words().equals(words)) {
                return columnsOf(rule) == columns ? Optional.of(layout) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** How many columns a rule has; 0 if it is none. */
    static int columnsOf(String rule) {
        if (rule.length() < 3 || rule.charAt(0) != '|' || rule.charAt(rule.length() - 1) != '|') {
            return 0;
        }
        int columns = 0;
        boolean dash = false;
        for (int i = 1; i < rule.length(); i++) {
            char c = rule.charAt(i);
            if (c == '|') {
                if (!dash) {
                    return 0;
                }
                columns++;
                dash = false;
            } else if (c == '-') {
                dash = true;
            } else if (c != ':' && c != ' ') {
                return 0;
            }
        }
        return columns;
    }

    @Override
    public void head(List<String> names, LineSink out) {
        write(names.toArray(new @Nullable String[0]), out);
        out.endLine();
        out.append(rule);
        out.endLine();
    }

    @Override
    public void row(@Nullable String[] cells, LineSink out) {
        write(cells, out);
    }

    private void write(@Nullable String[] cells, LineSink out) {
        out.append('|');
        int at = 1;
        for (String cell : cells) {
            String text = cell == null ? "" : cell;
            int next = rule.indexOf('|', at);
            int room = padding == Padding.PADDED ? next - at - 2 - text.length() : 0;
            int before = room <= 0 || rule.charAt(lastMark(at, next)) != ':'
                    ? 0
                    : rule.charAt(firstMark(at)) == ':' ? room / 2 : room;
            out.pad(padding == Padding.TIGHT ? 0 : 1 + before);
            out.append(text);
            out.pad(padding == Padding.TIGHT ? 0 : 1 + Math.max(0, room) - before);
            out.append('|');
            at = next + 1;
        }
    }

    private int firstMark(int from) {
        int at = from;
        while (rule.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private int lastMark(int from, int to) {
        int at = to - 1;
        while (at > from && rule.charAt(at) == ' ') {
            at--;
        }
        return at;
    }

    static List<MarkdownLayout> candidates(String rule) {
        List<MarkdownLayout> layouts = new ArrayList<>();
        for (Padding padding : Padding.values()) {
            layouts.add(new MarkdownLayout(rule, padding));
        }
        return layouts;
    }
}
