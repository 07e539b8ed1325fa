package io.headroom.compress.json.grid;

import io.headroom.api.compress.CompressionContext;
import io.headroom.compress.json.Steps;
import java.util.Optional;

/** Reads texts of one notation of tables. */
interface GridReader {
    /**
     * Reads a text completely, or declines.
     *
     * @param text the text
     * @param frame its line ends and mark
     * @param context the services of the call
     * @param steps counts its work
     * @return its rows, and the note that rebuilds it exactly
     */
    Optional<Grid> read(String text, Frame frame, CompressionContext context, Steps steps);
}
