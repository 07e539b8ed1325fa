package io.headroom.compress.json;

import java.util.Arrays;
import java.util.Optional;

/** Finds the layout whose printing of a document is the text itself. The first gap between tokens names the only candidate. */
final class LayoutFinder {
    private static final int PIECE = 8_192;

    private final JsonNodes nodes;
    private final boolean unicodeEscapes;

    LayoutFinder(JsonNodes nodes, boolean unicodeEscapes) {
        this.nodes = nodes;
        this.unicodeEscapes = unicodeEscapes;
    }

    /** The layout of a slice of the document's characters that holds exactly the value, or empty if it is no layout of ours. */
    Optional<Layout> find(int root, boolean lines, int from, int to) {
        boolean bom = to > from && nodes.chars[from] == '\uFEFF';
        boolean newline = nodes.chars[to - 1] == '\n';
        Layout candidate = candidate(lines ? root + 1 : root, lines, newline, bom);
        StringBuilder printed = new NodePrinter(nodes).document(root, candidate, to - from);
        return printed.length() == to - from && same(printed, from) ? Optional.of(candidate) : Optional.empty();
    }

    private boolean same(StringBuilder printed, int from) {
        char[] piece = new char[Math.min(printed.length(), PIECE)];
        for (int at = 0; at < printed.length(); at += PIECE) {
            int end = Math.min(printed.length(), at + PIECE);
            printed.getChars(at, end, piece, 0);
            if (!Arrays.equals(piece, 0, end - at, nodes.chars, from + at, from + end)) {
                return false;
            }
        }
        return true;
    }

    private Layout candidate(int root, boolean lines, boolean newline, boolean bom) {
        Layout.Spacing spacing = Layout.Spacing.NONE;
        int width = 0;
        int stop = root < nodes.size() ? nodes.end(root) : 0;
        int at = root < nodes.size() ? nodes.start(root) + 1 : 0;
        if (at < stop && nodes.isContainer(root)) {
            if (nodes.chars[at] == '\n' && at + 1 < stop) {
                spacing = nodes.chars[at + 1] == '\t' ? Layout.Spacing.TABS : Layout.Spacing.INDENTED;
                for (int i = at + 1;
                        i < stop && spacing == Layout.Spacing.INDENTED && nodes.chars[i] == ' ' && width < 9;
                        i++) {
                    width++;
                }
                if (width > 8) {
                    width = 0;
                }
            } else {
                spacing = hasSpace(root) ? Layout.Spacing.SPACED : Layout.Spacing.NONE;
            }
        }
        return new Layout(spacing, width, unicodeEscapes, lines, newline, bom);
    }

    /** Whether a space follows the first colon or comma outside of strings. */
    private boolean hasSpace(int root) {
        boolean string = false;
        for (int at = nodes.start(root); at + 1 < nodes.end(root); at++) {
            char c = nodes.chars[at];
            if (c == '\\') {
                at++;
            } else if (c == '"') {
                string = !string;
            } else if (!string && (c == ':' || c == ',')) {
                return nodes.chars[at + 1] == ' ';
            }
        }
        return false;
    }
}
