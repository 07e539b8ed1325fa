package io.headroom.compress.html;

import io.headroom.api.compress.CompressionContext;
import java.util.Locale;

/**
 * The tokens of a page, one after the other (WHATWG, 13.2.5): tags, comments, and the text between them. Linear; belongs to one text and
 * one call.
 */
final class Tokens {
    /** What a token is. */
    enum Kind {
        START,
        END,
        COMMENT,
        DOCTYPE,
        /** Text with character references. */
        TEXT,
        /** Text of a script or the like, which is not shown. */
        HIDDEN,
        /** The page is over. */
        NONE
    }

    private static final int CHECK_EVERY = 1 << 14;

    private final String text;
    private final CompressionContext context;
    private int checked;
    /** The element whose text is next; empty where markup is. */
    private String holder = "";

    private Kind kind = Kind.NONE;
    private int start;
    private int end;
    private String name = "";
    private int addressStart;
    private int addressEnd;

    Tokens(String text, CompressionContext context) {
        this.text = text;
        this.context = context;
    }

    /** Goes to the next token. */
    Kind next() {
        start = end;
        if (start - checked >= CHECK_EVERY) {
            context.checkpoint(start - checked);
            checked = start;
        }
        if (start >= text.length()) {
            context.checkpoint(start - checked);
            checked = start;
            kind = Kind.NONE;
        } else if (!holder.isEmpty()) {
            kind = ElementNames.HIDDEN.contains(holder) ? Kind.HIDDEN : Kind.TEXT;
            end = rawEnd(start);
            holder = "";
            return end == start ? next() : kind;
        } else {
            kind = opensMarkup(start) ? markup() : text();
        }
        return kind;
    }

    /** Where the token begins. */
    int start() {
        return start;
    }

    /** Behind its last character. */
    int end() {
        return end;
    }

    /** The name of a tag's element, in lower case. */
    String name() {
        return name;
    }

    /** The value of the attribute {@code href} of a start tag, as it is written; empty if it has none. */
    String address() {
        return text.substring(addressStart, addressEnd);
    }

    private boolean opensMarkup(int at) {
        if (text.charAt(at) != '<' || at + 1 >= text.length()) {
            return false;
        }
        char c = text.charAt(at + 1);
        return isLetter(c) || c == '!' || c == '?' || (c == '/' && at + 2 < text.length());
    }

    private Kind text() {
        end = start + 1;
        while (end < text.length() && !opensMarkup(end)) {
            int open = text.indexOf('<', end);
            end = open == end ? end + 1 : open < 0 ? text.length() : open;
        }
        return Kind.TEXT;
    }

    private Kind markup() {
        char c = text.charAt(start + 1);
        if (isLetter(c)) {
            return tag(start + 1, Kind.START);
        }
        if (c == '/' && isLetter(text.charAt(start + 2))) {
            return tag(start + 2, Kind.END);
        }
        if (text.startsWith("<!--", start)) {
            end = commentEnd(start + 4);
            return Kind.COMMENT;
        }
        if (text.startsWith("</>", start)) {
            // Nothing at all, by the standard.
            end = start + 3;
            return Kind.HIDDEN;
        }
        int close = text.indexOf('>', start);
        end = close < 0 ? text.length() : close + 1;
        return text.regionMatches(true, start, "<!doctype", 0, 9) ? Kind.DOCTYPE : Kind.COMMENT;
    }

    private int commentEnd(int from) {
        if (text.startsWith(">", from) || text.startsWith("->", from)) {
            return text.indexOf('>', from) + 1;
        }
        int dashes = text.indexOf("--", from);
        while (dashes >= 0) {
            int after = text.startsWith("!", dashes + 2) ? dashes + 3 : dashes + 2;
            if (text.startsWith(">", after)) {
                return after + 1;
            }
            dashes = text.indexOf("--", dashes + 1);
        }
        return text.length();
    }

    private Kind tag(int nameStart, Kind found) {
        int at = nameStart;
        while (at < text.length() && !endsName(text.charAt(at))) {
            at++;
        }
        name = text.substring(nameStart, at).toLowerCase(Locale.ROOT);
        addressStart = 0;
        addressEnd = 0;
        boolean given = false;
        while (at < text.length() && text.charAt(at) != '>') {
            char c = text.charAt(at);
            if (c == '/' || isSpace(c)) {
                at++;
                continue;
            }
            int attribute = at++;
            while (at < text.length() && text.charAt(at) != '=' && !endsName(text.charAt(at))) {
                at++;
            }
            boolean first = !given && at - attribute == 4 && text.regionMatches(true, attribute, "href", 0, 4);
            given |= first;
            at = value(at, first);
        }
        if (at >= text.length()) {
            // A tag that does not end is none, and neither is it text.
            end = at;
            return next();
        }
        end = at + 1;
        boolean escapable = name.equals("title") || name.equals("textarea");
        holder = found == Kind.START && (escapable || ElementNames.HIDDEN.contains(name)) ? name : "";
        return found;
    }

    /** Goes behind the value that follows the name of an attribute, if one does. */
    private int value(int from, boolean isAddress) {
        int at = skipSpace(from);
        if (at >= text.length() || text.charAt(at) != '=') {
            return from;
        }
        at = skipSpace(at + 1);
        char quote = at < text.length() ? text.charAt(at) : '>';
        int valueStart = at;
        int next;
        if (quote == '"' || quote == '\'') {
            valueStart++;
            at = text.indexOf(quote, valueStart);
            at = at < 0 ? text.length() : at;
            next = Math.min(at + 1, text.length());
        } else {
            while (at < text.length() && text.charAt(at) != '>' && !isSpace(text.charAt(at))) {
                at++;
            }
            next = at;
        }
        if (isAddress) {
            addressStart = valueStart;
            addressEnd = at;
        }
        return next;
    }

    /** Where the text of the holder ends. A script may hold another within a comment. */
    private int rawEnd(int from) {
        boolean script = holder.equals("script");
        boolean commented = false;
        boolean nested = false;
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) == '<') {
                if (isTag(at + 1, "/" + holder)) {
                    if (!nested) {
                        return at;
                    }
                    nested = false;
                } else if (script) {
                    commented |= text.startsWith("<!--", at);
                    nested |= commented && isTag(at + 1, holder);
                }
            } else if (script && text.startsWith("-->", at)) {
                commented = false;
                nested = false;
            }
        }
        return text.length();
    }

    private boolean isTag(int at, String wanted) {
        int after = at + wanted.length();
        return text.regionMatches(true, at, wanted, 0, wanted.length())
                && after < text.length()
                && endsName(text.charAt(after));
    }

    private int skipSpace(int from) {
        int at = from;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** What HTML calls white space. */
    static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    }

    /** What ends a word: white space, and the space that no line breaks at. */
    static boolean endsWord(char c) {
        return isSpace(c) || c == '\u00A0';
    }

    private static boolean endsName(char c) {
        return isSpace(c) || c == '/' || c == '>';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
