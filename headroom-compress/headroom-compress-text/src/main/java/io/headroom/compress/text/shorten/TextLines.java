package io.headroom.compress.text.shorten;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The lines of a text as a reader counts them: a line ends with LF, CR LF or CR. Control codes of terminals are taken out, unless what
 * remains could be taken for one.
 *
 * @param text the original
 * @param contents the lines without their ends and without codes
 * @param starts where each line begins in the original; one more entry than there are lines: the length of the text
 * @param ends the line ends: {@code "\n"}, {@code "\r\n"}, {@code "\r"}, or {@code ""} for a last line that does not end
 * @param codes how many codes were taken out
 * @param rewritten which lines others wrote over, if a code moved the cursor up; else empty
 */
public record TextLines(
        String text, List<String> contents, int[] starts, List<String> ends, int codes, Optional<BitSet> rewritten) {
    /**
     * Splits a text.
     *
     * @param text any text
     * @return its lines
     */
    public static TextLines of(String text) {
        TextLines plain = split(text, false);
        if (text.indexOf(0x1b) < 0) {
            return plain;
        }
        TextLines stripped = split(text, true);
        String shown = stripped.shown();
        // Two halves of a code may have met, or a CR and an LF: then the codes stay.
        boolean stable =
                ControlCodes.in(shown).count() == 0 && split(shown, false).size() == plain.size();
        return stable ? stripped : plain;
    }

    /**
     * How many lines there are.
     *
     * @return the number of lines
     */
    public int size() {
        return contents.size();
    }

    /**
     * One line.
     *
     * @param line its number, from 0 on
     * @return its text without end and codes
     */
    public String line(int line) {
        return contents.get(line);
    }

    /**
     * The text without codes.
     *
     * @return all lines with their ends
     */
    public String shown() {
        if (codes == 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < contents.size(); i++) {
            out.append(contents.get(i)).append(ends.get(i));
        }
        return out.toString();
    }

    /** Whether the line is a state of a progress display that a later line overwrites. */
    boolean overwritten(int line) {
        return rewritten.isPresent() ? rewritten.get().get(line) : endsInReturn(line);
    }

    private boolean endsInReturn(int line) {
        return ends.get(line).equals("\r") && line + 1 < contents.size();
    }

    private static TextLines split(String text, boolean strip) {
        List<String> contents = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        List<Integer> starts = new ArrayList<>();
        CursorRows cursor = new CursorRows();
        int codes = 0;
        int start = 0;
        while (start < text.length()) {
            int at = start;
            while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                at++;
            }
            String end = endAt(text, at);
            String line = text.substring(start, at);
            if (strip) {
                cursor.pass(contents.size(), line, end);
                ControlCodes found = ControlCodes.in(line);
                codes += found.count();
                line = found.stripped();
            }
            contents.add(line);
            ends.add(end);
            starts.add(start);
            start = at + end.length();
        }
        starts.add(text.length());
        return new TextLines(
                text,
                contents,
                starts.stream().mapToInt(Integer::intValue).toArray(),
                ends,
                codes,
                cursor.moved() ? Optional.of(cursor.rewritten()) : Optional.empty());
    }

    private static String endAt(String text, int at) {
        if (at == text.length()) {
            return "";
        }
        if (text.charAt(at) == '\n') {
            return "\n";
        }
        return at + 1 < text.length() && text.charAt(at + 1) == '\n' ? "\r\n" : "\r";
    }
}
