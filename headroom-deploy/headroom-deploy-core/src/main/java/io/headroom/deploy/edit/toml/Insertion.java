package io.headroom.deploy.edit.toml;

import java.util.Optional;

/** Takes inserted text back as a whole, if it still stands there as it was inserted. */
final class Insertion {
    private Insertion() {}

    /**
     * Takes an insertion back.
     *
     * @param text the document
     * @param place where the inserted key is now
     * @param inserted what was inserted
     * @return the document without it; empty if it is not there unchanged, or if lines would run into each other
     */
    static Optional<String> takenBack(String text, TomlPlace place, String inserted) {
        int end = place.value().end();
        int earliest = Math.max(0, end - inserted.length());
        for (int at = text.indexOf(inserted, earliest);
                at >= 0 && at <= place.value().start(); ) {
            int behind = at + inserted.length();
            if (behind >= end && (place.form() == TomlPlace.Form.MEMBER || onLines(text, at, behind))) {
                return Optional.of(text.substring(0, at) + text.substring(behind));
            }
            at = text.indexOf(inserted, at + 1);
        }
        return Optional.empty();
    }

    private static boolean onLines(String text, int start, int end) {
        boolean starts = start == 0 || text.charAt(start - 1) == '\n' || breaks(text, start);
        boolean ends = end == text.length() || text.charAt(end - 1) == '\n' || breaks(text, end);
        boolean joins = start > 0 && text.charAt(start - 1) != '\n' && end < text.length() && !breaks(text, end);
        return starts && ends && !joins;
    }

    private static boolean breaks(String text, int at) {
        return text.startsWith("\n", at) || text.startsWith("\r\n", at);
    }
}
