package io.headroom.provider.codex;

import java.util.List;

/**
 * A text in a configuration file.
 *
 * @param layer the file
 * @param path the names of tables and key
 * @param text the value
 * @param line the line of the key
 */
record Entry(Layer layer, List<String> path, String text, int line) {
    /** Where it stands, for people. */
    String place() {
        return layer.file() + ", line " + line;
    }
}
