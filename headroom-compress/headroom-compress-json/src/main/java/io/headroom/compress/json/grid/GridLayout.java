package io.headroom.compress.json.grid;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How cells stand in lines; the inverse of what a {@link GridReader} does. */
interface GridLayout {
    /** The words that tell it in a note. */
    List<String> words();

    /** Writes the lines before the rows, the names of the columns among them, each with its end. */
    void head(List<String> names, LineSink out);

    /**
     * Writes a row without its end.
     *
     * @param cells the cells, null for an empty one
     * @param out where to
     */
    void row(@Nullable String[] cells, LineSink out);
}
