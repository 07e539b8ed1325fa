package org.example.repeats;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.MalformedFormException;
import java.util.Optional;

/**
 * Writes lines that follow themselves once, with their number in front: {@code 12|waiting for the server}. It is lossless, so it never
 * has to ask whether something may be left out.
 */
public final class RepeatsCompressor implements Compressor {
    private static final String HEADER = "#repeats N|line stands for N equal lines";
    /** No longer text is ever compressed, so a form that stands for more is none of ours. */
    private static final int LONGEST = 8 * 1024 * 1024;

    /** Required public constructor for ServiceLoader. */
    public RepeatsCompressor() {}

    @Override
    public String id() {
        // Ids without a dot belong to Headroom's own plugins.
        return "example.repeats";
    }

    @Override
    public Optional<Compressed> compress(Content content, CompressionContext context) {
        String text = content.text();
        StringBuilder form = new StringBuilder(HEADER);
        int lines = 0;
        int runs = 0;
        int from = 0;
        while (from <= text.length()) {
            String line = text.substring(from, end(text, from));
            int count = 1;
            int next = from + line.length() + 1;
            while (next <= text.length() && end(text, next) - next == line.length() && text.startsWith(line, next)) {
                count++;
                next += line.length() + 1;
            }
            // Tells the engine how much was read, and stops here if nobody waits any more.
            context.checkpoint(next - from);
            form.append('\n').append(count).append('|').append(line);
            lines += count;
            runs++;
            from = next;
        }
        // Where most lines differ, this is not our kind of text; and short lines can be shorter than their number.
        return runs * 2 > lines || context.estimate(form) >= context.estimate(text)
                ? Optional.empty()
                : Optional.of(Compressed.lossless(form.toString(), Fidelity.BYTES));
    }

    @Override
    public String decode(String form) throws MalformedFormException {
        if (!form.startsWith(HEADER + "\n")) {
            throw new MalformedFormException("line 1: no header");
        }
        StringBuilder text = new StringBuilder();
        String[] rows = form.substring(HEADER.length() + 1).split("\n", -1);
        String before = null;
        for (int row = 0; row < rows.length; row++) {
            int bar = rows[row].indexOf('|');
            String line = rows[row].substring(bar + 1);
            int count = bar < 0 ? 0 : number(rows[row].substring(0, bar));
            if (count == 0 || line.equals(before)) {
                throw new MalformedFormException("line " + (row + 2) + ": not a number, a bar and a new line's text");
            }
            if ((long) count * (line.length() + 1) > LONGEST - text.length()) {
                throw new MalformedFormException("line " + (row + 2) + ": stands for too much text");
            }
            text.append((line + "\n").repeat(count));
            before = line;
        }
        return text.substring(0, text.length() - 1);
    }

    /** A count as this compressor writes it, or 0: digits without a leading zero. */
    private static int number(String digits) {
        boolean wellFormed = digits.length() <= 9
                && !digits.startsWith("0")
                && !digits.isEmpty()
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return wellFormed ? Integer.parseInt(digits) : 0;
    }

    private static int end(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}
