package io.headroom.compress.text;

import io.headroom.api.compress.pattern.Template;
import java.util.Optional;

/** The notation of a pattern of several lines: each further line starts with {@code +}. */
final class PatternNotation {
    private PatternNotation() {}

    /** The notation, with a line feed and a plus sign for each line feed of the pattern. */
    static String of(Template pattern) {
        String notation = pattern.notation();
        StringBuilder lines = new StringBuilder(notation.length());
        for (int at = 0; at < notation.length(); at++) {
            char c = notation.charAt(at);
            if (c != '\\') {
                lines.append(c);
                continue;
            }
            at++;
            if (notation.charAt(at) == 'n') {
                lines.append("\n+");
            } else if (notation.charAt(at) == 't') {
                lines.append('\t');
            } else {
                lines.append(c).append(notation.charAt(at));
            }
        }
        return lines.toString();
    }

    /** Reads what {@link #of} wrote, the lines joined by {@code \n} already. */
    static Optional<Template> parse(String notation) {
        return Template.parse(notation);
    }
}
