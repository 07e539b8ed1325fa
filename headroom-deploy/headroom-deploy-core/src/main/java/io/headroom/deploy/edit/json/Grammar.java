package io.headroom.deploy.edit.json;

import io.headroom.api.change.Change.JsonSyntax;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells where values end in JSON (RFC 8259), JSON with comments, and JSON5 (spec.json5.org), as offsets of UTF-8 bytes. It builds
 * nothing but the list of entries it is asked for, so that large documents cost one pass and no memory. Containers nest at most
 * {@link #MAX_DEPTH} deep, which bounds the recursion.
 *
 * <p>What a wider syntax than the given one has is told by name: programs that ignore such a file do not say why.
 */
final class Grammar {
    static final int MAX_DEPTH = 512;

    private final byte[] text;
    private final JsonSyntax syntax;
    private final Words words;

    Grammar(byte[] text, JsonSyntax syntax) {
        this.text = text;
        this.syntax = syntax;
        this.words = new Words(text, syntax);
    }

    /**
     * A member of an object or an element of an array, as offsets.
     *
     * @param nameStart the name's first byte; the value's for elements
     * @param nameEnd behind the name; the value's first byte for elements
     * @param start the value's first byte
     * @param end behind the value
     * @param comma the comma that follows; -1 if none does
     */
    record Entry(int nameStart, int nameEnd, int start, int end, int comma) {}

    /** Where the white space and the comments that start at an offset end. */
    int trivia(int from) {
        int at = from;
        while (at < text.length) {
            int blank = words.blank(at);
            if (blank > 0) {
                at += blank;
            } else if (text[at] == '/') {
                at = comment(at);
            } else {
                break;
            }
        }
        return at;
    }

    /** Where the comment at an offset ends, the line end of a line comment left out. */
    int comment(int at) {
        int kind = at + 1 < text.length ? text[at + 1] : 0;
        if (kind != '/' && kind != '*') {
            throw new Refusal(at, "a lone / outside of strings");
        }
        words.wider(at, "a comment", JsonSyntax.JSONC);
        int end = at + 2;
        if (kind == '/') {
            while (end < text.length && words.lineBreak(end) == 0) {
                end++;
            }
            return end;
        }
        while (end + 1 < text.length && !(text[end] == '*' && text[end + 1] == '/')) {
            end++;
        }
        if (end + 1 >= text.length) {
            throw new Refusal(at, "this comment has no end");
        }
        return end + 2;
    }

    /** Where the value at an offset ends. */
    int value(int at, int depth) {
        return switch (at < text.length ? text[at] : 0) {
            case '{' -> container(at, depth, '}', null);
            case '[' -> container(at, depth, ']', null);
            default -> words.scalar(at);
        };
    }

    /** Adds the entries of the container at an offset to a list, and tells where it ends. */
    int entries(int at, List<Entry> into) {
        return container(at, 1, text[at] == '{' ? '}' : ']', into);
    }

    private int container(int open, int depth, char close, @Nullable List<Entry> into) {
        if (depth > MAX_DEPTH) {
            throw new Refusal(open, "nested deeper than " + MAX_DEPTH + " levels");
        }
        int at = trivia(open + 1);
        boolean separated = true;
        while (at < text.length && text[at] != close) {
            if (!separated) {
                throw words.unexpected(at, "a comma or " + close);
            }
            int nameStart = at;
            int nameEnd = at;
            if (close == '}') {
                nameEnd = words.name(at);
                at = trivia(nameEnd);
                if (at >= text.length || text[at] != ':') {
                    throw words.unexpected(at, "a colon");
                }
                at = trivia(at + 1);
            }
            int start = at;
            int end = value(at, depth + 1);
            at = trivia(end);
            separated = at < text.length && text[at] == ',';
            if (into != null) {
                into.add(new Entry(nameStart, nameEnd, start, end, separated ? at : -1));
            }
            if (separated) {
                int comma = at;
                at = trivia(comma + 1);
                if (at < text.length && text[at] == close) {
                    words.wider(comma, "a trailing comma", JsonSyntax.JSONC);
                }
            }
        }
        if (at >= text.length) {
            throw new Refusal(
                    at,
                    "the file ends inside the " + (close == '}' ? "object" : "array") + " that line "
                            + Place.of(text, open).line() + " opens");
        }
        return at + 1;
    }

    /**
     * Reads a whole document: an object between white space and comments. Adds its members to a list, and answers its offset, or -1 if
     * there is nothing at all.
     */
    int document(int from, List<Entry> into) {
        int root = trivia(from);
        if (root == text.length) {
            return -1;
        }
        int end = text[root] == '{' ? entries(root, into) : value(root, 1);
        if (text[root] != '{') {
            throw new Refusal(root, "the document is " + Values.kind(text[root]) + ", not an object");
        }
        int rest = trivia(end);
        if (rest < text.length) {
            throw words.unexpected(rest, "nothing behind the document");
        }
        return root;
    }

    JsonSyntax syntax() {
        return syntax;
    }

    /** How many bytes the line break at an offset has; 0 if there is none. */
    int lineBreak(int at) {
        return words.lineBreak(at);
    }

    /** How many bytes the white space character at an offset has; 0 if there is none. */
    int blank(int at) {
        return words.blank(at);
    }
}
