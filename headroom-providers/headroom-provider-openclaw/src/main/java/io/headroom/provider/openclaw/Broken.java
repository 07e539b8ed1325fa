package io.headroom.provider.openclaw;

import java.nio.file.Path;

/**
 * A file that OpenClaw cannot read.
 *
 * @param file where
 * @param line the line of the mistake
 * @param column the column of the mistake
 * @param reason what is wrong
 */
record Broken(Path file, int line, int column, String reason) {
    String sentence() {
        return "OpenClaw cannot read " + file + ", line " + line + ", column " + column + ": " + reason;
    }
}
