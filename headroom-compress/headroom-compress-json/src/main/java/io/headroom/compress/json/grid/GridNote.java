package io.headroom.compress.json.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What rebuilds a text from its cells: the note at the end of line 1 of a form.
 *
 * @param layout how cells stand in lines
 * @param frame what the text has besides
 */
record GridNote(GridLayout layout, Frame frame) {
    private static final String BETWEEN = ", ";

    String text() {
        List<String> words = new ArrayList<>(layout.words());
        words.addAll(frame.words());
        return String.join(BETWEEN, words);
    }

    /** Reads a note; it must be spelled exactly as {@link #text} would. */
    static Optional<GridNote> parse(String text, int columns) {
        List<String> words = new ArrayList<>(List.of(text.split(BETWEEN, -1)));
        Frame frame = Frame.take(words);
        Optional<GridLayout> layout = words.isEmpty() ? Optional.empty() : layout(words, columns);
        return layout.map(found -> new GridNote(found, frame))
                .filter(note -> note.text().equals(text));
    }

    private static Optional<GridLayout> layout(List<String> words, int columns) {
        String first = words.get(0);
        int space = first.indexOf(' ');
        return switch (space < 0 ? first : first.substring(0, space)) {
            case CsvLayout.CSV, CsvLayout.TSV -> CsvLayout.parse(words, columns);
            case MarkdownLayout.MARKDOWN -> MarkdownLayout.parse(words, columns);
            case ColumnsLayout.COLUMNS -> ColumnsLayout.parse(words, columns);
            default -> Optional.empty();
        };
    }
}
