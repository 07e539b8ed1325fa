package io.headroom.compress.text;

import java.util.Optional;

/**
 * The first line of a form. It says how to read the rest, and by it ordinary texts are told from forms at once.
 *
 * @param lines how many lines the text has
 * @param crlf whether they end with CR LF
 * @param cr whether some end with CR alone
 * @param headings whether lines that start with {@code >} head others
 * @param patterns whether patterns follow
 * @param unlabelled the pattern of lines without label, or -1
 * @param shortened whether lines are missing
 * @param codes how many control codes of terminals are missing
 */
record FormHeader(
        int lines,
        boolean crlf,
        boolean cr,
        boolean headings,
        boolean patterns,
        int unlabelled,
        boolean shortened,
        int codes) {
    private static final String LINES = " lines";
    private static final String SHORTENED = ", shortened";
    private static final String CODES = " control codes left out";
    private static final String CRLF = ", crlf";
    private static final String CR = ", \\r ends a line";
    private static final String HEADINGS = "; a path after > belongs to the lines below it";
    private static final String PATTERNS = "; X=.. below are line patterns, {} takes the values of the line";
    private static final String UNLABELLED = "; lines without a letter are ";

    String text() {
        return "[" + lines + LINES + (shortened ? SHORTENED : "") + (codes > 0 ? ", " + codes + CODES : "")
                + (crlf ? CRLF : "") + (cr ? CR : "") + (headings ? HEADINGS : "") + (patterns ? PATTERNS : "")
                + (unlabelled >= 0 ? UNLABELLED + Labels.of(unlabelled) : "") + "]";
    }

    static Optional<FormHeader> parse(String line) {
        int digits = 1;
        while (digits < line.length() && digits < 10 && line.charAt(digits) >= '0' && line.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 1 || line.charAt(0) != '[' || line.charAt(1) == '0' || !line.startsWith(LINES, digits)) {
            return Optional.empty();
        }
        int lines = Integer.parseInt(line, 1, digits, 10);
        boolean headings = line.contains(HEADINGS);
        boolean patterns = line.contains(PATTERNS);
        int label = line.indexOf(UNLABELLED);
        int unlabelled = label < 0
                ? -1
                : Labels.startOf(line.substring(label + UNLABELLED.length(), line.length() - 1), Labels.COUNT);
        FormHeader header = new FormHeader(
                lines,
                line.contains(CRLF),
                line.contains(CR),
                headings,
                patterns,
                unlabelled,
                line.startsWith(SHORTENED, digits + LINES.length()),
                codes(line));
        // Nothing but what we write ourselves is a header.
        return header.text().equals(line) && (headings || patterns || header.plain())
                ? Optional.of(header)
                : Optional.empty();
    }

    private static int codes(String line) {
        int end = line.indexOf(CODES);
        int start = end;
        while (start > 0 && line.charAt(start - 1) >= '0' && line.charAt(start - 1) <= '9') {
            start--;
        }
        return end <= start || end - start > 9 ? 0 : Integer.parseInt(line, start, end, 10);
    }

    /** Whether the form has neither headings nor patterns, but repeats only. */
    private boolean plain() {
        return unlabelled < 0;
    }
}
