package io.headroom.compress.testing;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.ShorteningContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small honest lossy compressor: the first and last three lines and those with an error are shown, gaps stand between them. Its
 * lossless form is that of {@link Repeats}. Lines end with LF alone.
 */
public class Excerpts extends Repeats implements LossyCompressor {
    private static final String HEAD = "[excerpt]\n";
    private static final String OPEN = "[excerpt without a final line end]\n";
    private static final Pattern NOTE = Pattern.compile("\\[lines (\\d{1,9})-(\\d{1,9}) left out\\]");
    private static final int EDGE = 3;

    public Excerpts(String id) {
        super(id);
    }

    @Override
    public Optional<Compressed> shorten(Content content, ShorteningContext context) {
        String text = content.text();
        if (text.isEmpty() || text.indexOf('\r') >= 0) {
            return Optional.empty();
        }
        boolean closed = text.endsWith("\n");
        String[] lines = (closed ? text.substring(0, text.length() - 1) : text).split("\n", -1);
        StringBuilder form = new StringBuilder(closed ? HEAD : OPEN);
        List<LeftOut> gaps = new ArrayList<>();
        int gap = 0;
        for (int i = 0; i < lines.length; i++) {
            context.checkpoint(lines[i].length() + 1L);
            if (i < EDGE || i >= lines.length - EDGE || lines[i].contains("ERROR")) {
                close(form, gaps, gap, i);
                gap = 0;
                form.append('|').append(lines[i]).append('\n');
            } else if (gap == 0) {
                gap = i + 1;
            }
        }
        form.setLength(form.length() - 1);
        return gaps.isEmpty() ? Optional.empty() : Optional.of(new Compressed(form.toString(), Fidelity.LOSSY, gaps));
    }

    private static void close(StringBuilder form, List<LeftOut> gaps, int from, int to) {
        if (from > 0) {
            gaps.add(new LeftOut(LeftOut.Unit.LINE, from, to, to - from + 1, ""));
            form.append("[lines ").append(from).append('-').append(to).append(" left out]\n");
        }
    }

    @Override
    public Excerpt excerpt(String form) throws MalformedFormException {
        boolean closed = form.startsWith(HEAD);
        if (!closed && !form.startsWith(OPEN)) {
            throw new MalformedFormException("line 1: no head of an excerpt");
        }
        String[] lines = form.substring((closed ? HEAD : OPEN).length()).split("\n", -1);
        List<Excerpt.Piece> pieces = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            Matcher note = NOTE.matcher(lines[i]);
            if (note.matches()) {
                int from = Integer.parseInt(note.group(1));
                int to = Integer.parseInt(note.group(2));
                pieces.add(new Excerpt.Gap(new LeftOut(LeftOut.Unit.LINE, from, to, to - from + 1, "")));
            } else if (lines[i].startsWith("|")) {
                boolean end = closed || i + 1 < lines.length;
                pieces.add(new Excerpt.Shown(lines[i].substring(1) + (end ? "\n" : "")));
            } else {
                throw new MalformedFormException("neither a line nor a note");
            }
        }
        return new Excerpt(Excerpt.Basis.CHARACTERS, pieces);
    }
}
