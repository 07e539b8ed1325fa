package io.headroom.provider.claude;

import java.nio.file.Path;

/**
 * A file that Claude Code drops as a whole.
 *
 * @param kind which one
 * @param file where
 * @param line the line of the mistake
 * @param column the column of the mistake
 * @param reason what is wrong
 */
record Dropped(Layer.Kind kind, Path file, int line, int column, String reason) {
    String sentence() {
        return "Claude Code ignores " + file + " because of " + reason + " (line " + line + ", column " + column + ")";
    }
}
