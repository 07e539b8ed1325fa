package io.headroom.compress.html;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The marks at the beginning of lines by which a form tells headings, items, tables, code and gaps from paragraphs. */
final class Marks {
    /** The first line of every form. */
    static final String HEAD = "[web page as text]\n";

    /** Stands before a paragraph that reads like something else. */
    static final char ESCAPE = '\\';

    /** Two of these go before and behind code, more where the code has them, too. */
    static final String FENCE = "```";

    /** {@code #} to {@code ######}, and a space. */
    static final Pattern HEADING = Pattern.compile("#{1,6} ");

    /** {@code - } or {@code 12. }. */
    static final Pattern BULLET = Pattern.compile("(?:-|[0-9]{1,7}\\.) ");

    private static final Pattern TABLE =
            Pattern.compile("([0-9]{1,7}) rows?(?: by (\\||tab|;))?:(?: (.*))?", Pattern.DOTALL);
    private static final Pattern GAP =
            Pattern.compile("\\[characters ([1-9][0-9]{0,8})-([1-9][0-9]{0,8}) left out; navigation\\]");

    private Marks() {}

    /**
     * The first line of a table.
     *
     * @param rows how many lines follow
     * @param separator what is between cells
     * @param columns the headings of the columns, separated likewise
     */
    record Table(int rows, char separator, String columns) {
        String line() {
            String by = switch (separator) {
                case ',' -> "";
                case '\t' -> " by tab";
                default -> " by " + separator;
            };
            return rows + (rows == 1 ? " row" : " rows") + by + ":" + (columns.isEmpty() ? "" : " " + columns);
        }
    }

    static Optional<Table> table(String line) {
        Matcher matcher = TABLE.matcher(line);
        if (line.isEmpty() || line.charAt(0) > '9' || !matcher.matches()) {
            return Optional.empty();
        }
        String by = matcher.group(2) == null ? "," : matcher.group(2);
        return Optional.of(new Table(
                Integer.parseInt(matcher.group(1)),
                by.equals("tab") ? '\t' : by.charAt(0),
                matcher.group(3) == null ? "" : matcher.group(3)));
    }

    /**
     * Navigation that is left out.
     *
     * @param from its first character, counted from 1
     * @param to its last
     */
    record Gap(int from, int to) {
        String line() {
            return "[characters " + from + "-" + to + " left out; navigation]";
        }
    }

    static Optional<Gap> gap(String line) {
        Matcher matcher = GAP.matcher(line);
        if (line.isEmpty() || line.charAt(0) != '[' || !matcher.matches()) {
            return Optional.empty();
        }
        Gap gap = new Gap(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        return gap.to() < gap.from() ? Optional.empty() : Optional.of(gap);
    }

    /** A paragraph as a line that is read as one. */
    static String paragraph(String text) {
        boolean misleading = text.charAt(0) == ESCAPE
                || text.startsWith(FENCE)
                || HEADING.matcher(text).lookingAt()
                || BULLET.matcher(text).lookingAt()
                || table(text).isPresent()
                || gap(text).isPresent();
        return misleading ? ESCAPE + text : text;
    }

    /** Whether a line is a fence: three or more backticks and nothing else. */
    static boolean isFence(String line) {
        return line.startsWith(FENCE) && line.chars().allMatch(c -> c == '`');
    }
}
