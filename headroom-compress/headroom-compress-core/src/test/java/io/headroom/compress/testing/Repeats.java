package io.headroom.compress.testing;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.MalformedFormException;
import java.util.Optional;

/** A small honest codec: repeated lines are counted. The body of every misbehaving compressor, too. */
public class Repeats implements Compressor {
    private static final String HEAD = "[repeats]\n";

    private final String id;

    public Repeats(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Optional<Compressed> compress(Content content, CompressionContext context) {
        String[] lines = content.text().split("\n", -1);
        StringBuilder form = new StringBuilder(HEAD);
        int i = 0;
        while (i < lines.length) {
            int j = i;
            while (j < lines.length && lines[j].equals(lines[i])) {
                j++;
                context.checkpoint(1);
            }
            form.append(j - i).append('*').append(lines[i]).append('\n');
            i = j;
        }
        return Optional.of(Compressed.lossless(form.toString(), Fidelity.BYTES));
    }

    @Override
    public String decode(String form) throws MalformedFormException {
        if (!form.startsWith(HEAD) || !form.endsWith("\n")) {
            throw new MalformedFormException("line 1: no head of repeats");
        }
        StringBuilder text = new StringBuilder();
        for (String line : form.substring(HEAD.length()).split("\n")) {
            int star = line.indexOf('*');
            if (star < 1 || !line.substring(0, star).chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new MalformedFormException("a line without a count");
            }
            for (int n = Integer.parseInt(line.substring(0, star)); n > 0; n--) {
                text.append(line, star + 1, line.length()).append('\n');
            }
        }
        text.setLength(Math.max(0, text.length() - 1));
        return text.toString();
    }
}
