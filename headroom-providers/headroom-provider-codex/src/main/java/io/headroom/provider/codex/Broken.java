package io.headroom.provider.codex;

import java.nio.file.Path;

/**
 * A file that Codex does not start with.
 *
 * @param kind which one
 * @param file where
 * @param line the line of the mistake
 * @param column the column of the mistake
 * @param reason what is wrong
 */
record Broken(Layer.Kind kind, Path file, int line, int column, String reason) {
    String sentence() {
        return "Codex cannot read " + file + ", line " + line + ", column " + column + ": " + reason;
    }
}
