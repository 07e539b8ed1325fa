package io.headroom.compress.json.grid;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.ShorteningContext;
import io.headroom.compress.json.Steps;
import io.headroom.compress.json.TextTable;
import io.headroom.compress.json.TextTableReader;
import io.headroom.compress.json.TextTableShortener;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compresses texts that are tables by themselves to the table form of JSON: one header for what the rows share, one line per row, and a
 * note from which the text is rebuilt byte for byte. A text is claimed only as a whole; which lines look nearly like a table is not asked.
 */
public final class GridCompressor implements LossyCompressor {
    private static final List<GridReader> READERS = List.of(
            new CsvReader(',', CsvLayout.CSV),
            new CsvReader('\t', CsvLayout.TSV),
            new CsvReader(';', CsvLayout.CSV),
            new MarkdownReader(),
            new ColumnsReader());

    /** Creates the compressor; it has no state. */
    public GridCompressor() {}

    @Override
    public String id() {
        return "grid";
    }

    @Override
    public int precedence() {
        return 200;
    }

    @Override
    public Optional<Compressed> compress(Content content, CompressionContext context) {
        return read(content.text(), context)
                .flatMap(Grid::write)
                .map(form -> Compressed.lossless(form, Fidelity.BYTES));
    }

    private static Optional<Grid> read(String text, CompressionContext context) {
        if (text.length() > TextTable.LONGEST_TEXT) {
            return Optional.empty();
        }
        Steps steps = new Steps(context);
        Optional<Frame> frame = Frame.of(text);
        Optional<Grid> grid = Optional.empty();
        for (GridReader reader : READERS) {
            if (frame.isPresent() && grid.isEmpty()) {
                grid = reader.read(text, frame.get(), context, steps);
            }
        }
        steps.report();
        return grid;
    }

    @Override
    public Optional<Compressed> shorten(Content content, ShorteningContext context) {
        return read(content.text(), context)
                .flatMap(grid -> new TextTableShortener(this::decode)
                        // Few rows may take more than their text does, and still next to nothing of the whole.
                        .shorten(grid.table(), shown -> read(shown, context).flatMap(Grid::form), context));
    }

    @Override
    public Excerpt excerpt(String form) throws MalformedFormException {
        return new TextTableShortener(this::decode).excerpt(form);
    }

    @Override
    public String decode(String form) throws MalformedFormException {
        TextTableReader reader = new TextTableReader(form);
        GridNote note = GridNote.parse(reader.note(), reader.names().size())
                .orElseThrow(
                        () -> new MalformedFormException("line 1: no note that rebuilds a text: " + reader.note()));
        LineSink out = new LineSink(note.frame(), reader.limit());
        reader.read(new Rebuilder(note.layout(), reader.names(), out));
        return out.finish();
    }

    /** Writes the head of a text before its first row, so that all of it is under the limit of the reader. */
    private static final class Rebuilder implements TextTableReader.Rows {
        private final GridLayout layout;
        private final List<String> names;
        private final LineSink out;
        private boolean begun;

        Rebuilder(GridLayout layout, List<String> names, LineSink out) {
            this.layout = layout;
            this.names = names;
            this.out = out;
        }

        @Override
        public void row(@Nullable String[] cells) {
            begin();
            layout.row(cells, out);
            out.endLine();
        }

        @Override
        public void line(String line) {
            begin();
            out.append(line);
            out.endLine();
        }

        private void begin() {
            if (!begun) {
                begun = true;
                layout.head(names, out);
            }
        }
    }
}
