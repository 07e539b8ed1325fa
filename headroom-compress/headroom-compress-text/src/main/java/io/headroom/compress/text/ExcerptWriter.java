package io.headroom.compress.text;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LeftOut;
import io.headroom.compress.text.shorten.Abridgement;
import io.headroom.compress.text.shorten.CutLine;
import io.headroom.compress.text.shorten.GapNote;
import io.headroom.compress.text.shorten.TextLines;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the lossy form of a text: the lossless form of the lines that are shown, with a note wherever lines are missing. */
final class ExcerptWriter {
    private final TextLines text;
    private final Abridgement abridgement;
    private final CompressionContext context;
    private final boolean crlf;
    private final List<String> lines = new ArrayList<>();
    private final List<@Nullable String> notes = new ArrayList<>();
    private final List<Boolean> cuts = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    private ExcerptWriter(TextLines text, Abridgement abridgement, CompressionContext context) {
        this.text = text;
        this.abridgement = abridgement;
        this.context = context;
        this.crlf = allCrLf(text);
    }

    /** The smallest form that shows these lines. */
    static Compressed write(TextLines text, Abridgement abridgement, CompressionContext context) {
        return new ExcerptWriter(text, abridgement, context).write();
    }

    private static boolean allCrLf(TextLines text) {
        for (int i = 0; i < text.size(); i++) {
            boolean last = i == text.size() - 1 && text.ends().get(i).isEmpty();
            if (!last && !text.ends().get(i).equals("\r\n")) {
                return false;
            }
        }
        return text.size() > 1 || text.ends().get(0).equals("\r\n");
    }

    private Compressed write() {
        if (text.codes() > 0) {
            leftOut.add(new LeftOut(LeftOut.Unit.CODE, 1, text.codes(), text.codes(), ""));
        }
        for (Abridgement.Row row : abridgement.rows()) {
            add(row);
        }
        notes.add(abridgement.last().map(this::note).orElse(null));
        SourceLines shown = new SourceLines(lines, crlf, ended());
        boolean[] cut = new boolean[lines.size()];
        for (int i = 0; i < cut.length; i++) {
            cut[i] = cuts.get(i);
        }
        Shortening shortening =
                new Shortening(text.size(), text.codes(), notes.toArray(String[]::new), cut, abridgement.literal());
        return new Compressed(BestForm.shortened(shown, shortening, context), Fidelity.LOSSY, leftOut);
    }

    private void add(Abridgement.Row row) {
        notes.add(row.before().map(this::note).orElse(null));
        cuts.add(row.cut().isPresent());
        row.cut().ifPresent(this::cut);
        String end = row.line() < 0 ? "\n" : text.ends().get(row.line());
        boolean keepsCr = !crlf && end.startsWith("\r");
        lines.add(keepsCr ? row.text() + "\r" : row.text());
        if (keepsCr && end.length() > 1) {
            // Where line ends are mixed, the LF of a CR LF ends an empty line of its own.
            lines.add("");
            notes.add(null);
            cuts.add(false);
        }
    }

    private void cut(CutLine cut) {
        leftOut.add(new LeftOut(LeftOut.Unit.CHARACTER, cut.from(), cut.to(), cut.to() - cut.from() + 1, ""));
    }

    private String note(GapNote note) {
        String facts = note.facts();
        LeftOut.Unit unit = note.kind() == GapNote.Kind.UPDATES ? LeftOut.Unit.UPDATE : LeftOut.Unit.LINE;
        for (GapNote.Range range : note.ranges()) {
            leftOut.add(new LeftOut(unit, range.from(), range.to(), range.count(), facts));
            facts = "";
        }
        return note.text();
    }

    private boolean ended() {
        if (abridgement.rows().isEmpty()) {
            return false;
        }
        int last = abridgement.rows().get(abridgement.rows().size() - 1).line();
        return last == text.size() - 1 && text.ends().get(last).endsWith("\n");
    }
}
