package io.headroom.compress.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the words of a page of HTML off its tokens, without a tree: comments, tags and their attributes, raw text, and character
 * references are read as the standard says (WHATWG, 13.2.5); tags end a word, but for those of text-level elements such as {@code b}.
 * Whatever may be visible counts as visible: styles and scripts, which may hide and show things, are not looked at. Linear; belongs to one
 * text and one thread.
 */
final class PageReader {
    /** Elements that begin and end within a word. */
    private static final Set<String> WITHIN_WORDS = Set.of(
            "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
            "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
            "time", "tt", "u", "var", "wbr");

    /** Elements whose text is no markup and is not shown. */
    private static final Set<String> HIDDEN = Set.of("script", "style", "iframe", "noembed", "noframes");

    /** Elements whose text is no markup and is shown, the references in it read. */
    private static final Set<String> ESCAPABLE = Set.of("textarea", "title");

    private static final char NO_BREAK_SPACE = '\u00A0';

    private final String text;
    private final CharacterReferences references;
    private final StringBuilder words;
    private final List<Page.Target> targets = new ArrayList<>();
    private int at;
    private int characters;
    private int tags;
    private int scripts;
    private int styles;
    private int images;
    private int comments;

    private PageReader(String text, CharacterReferences references) {
        this.text = text;
        this.references = references;
        this.words = new StringBuilder(text.length() / 4 + 16);
    }

    static Page read(String text, CharacterReferences references) {
        return new PageReader(text, references).read();
    }

    private Page read() {
        while (at < text.length()) {
            if (text.charAt(at) == '<' && at + 1 < text.length()) {
                markup();
            } else {
                shown(text.length());
            }
        }
        endWord();
        return new Page(words.toString(), targets, tags, scripts, styles, images, comments);
    }

    private void markup() {
        char next = text.charAt(at + 1);
        if (isLetter(next)) {
            startTag();
        } else if (next == '/' && at + 2 < text.length()) {
            char name = text.charAt(at + 2);
            if (isLetter(name)) {
                endTag();
            } else if (name == '>') {
                at += 3;
            } else {
                bogusComment();
            }
        } else if (next == '!') {
            declaration();
        } else if (next == '?') {
            bogusComment();
        } else {
            shown(text.length());
        }
    }

    private void declaration() {
        if (text.startsWith("<!--", at)) {
            comments++;
            at = commentEnd(at + 4);
        } else if (text.regionMatches(true, at + 2, "doctype", 0, 7)) {
            tags++;
            at = after('>', at);
        } else {
            bogusComment();
        }
    }

    private void bogusComment() {
        comments++;
        at = after('>', at);
    }

    /** A comment ends at {@code -->} or {@code --!>}, and at once at {@code >} or {@code ->}. */
    private int commentEnd(int from) {
        if (text.startsWith(">", from)) {
            return from + 1;
        }
        if (text.startsWith("->", from)) {
            return from + 2;
        }
        for (int dash = text.indexOf("--", from); dash >= 0; dash = text.indexOf("--", dash + 1)) {
            if (text.startsWith(">", dash + 2)) {
                return dash + 3;
            }
            if (text.startsWith("!>", dash + 2)) {
                return dash + 4;
            }
        }
        return text.length();
    }

    private int after(char c, int from) {
        int found = text.indexOf(c, from);
        return found < 0 ? text.length() : found + 1;
    }

    private void startTag() {
        String name = name(at + 1);
        int place = characters;
        String address = attributes(at + 1 + name.length());
        if (address == null) {
            // A tag that never ends is no token.
            return;
        }
        count(name);
        if (!WITHIN_WORDS.contains(name)) {
            endWord();
        }
        if (name.equals("a") && !address.isEmpty()) {
            targets.add(new Page.Target(place, address));
        }
        if (HIDDEN.contains(name)) {
            at = rawEnd(name, at);
        } else if (ESCAPABLE.contains(name)) {
            shownUpTo(rawEnd(name, at), true);
        } else if (name.equals("xmp")) {
            shownUpTo(rawEnd(name, at), false);
        } else if (name.equals("plaintext")) {
            shownUpTo(text.length(), false);
        }
    }

    private void count(String name) {
        switch (name) {
            case "script" -> scripts++;
            case "style" -> styles++;
            case "img", "image", "svg" -> images++;
            default -> tags++;
        }
    }

    private void endTag() {
        String name = name(at + 2);
        if (attributes(at + 2 + name.length()) == null) {
            return;
        }
        if (!name.equals("script") && !name.equals("style") && !name.equals("svg")) {
            tags++;
        }
        if (!WITHIN_WORDS.contains(name)) {
            endWord();
        }
    }

    private String name(int from) {
        int end = from;
        while (end < text.length() && !isNameEnd(text.charAt(end))) {
            end++;
        }
        return text.substring(from, end).toLowerCase(Locale.ROOT);
    }

    /** Goes behind the tag. Returns the value of its first attribute {@code href}, or null if the text ends before the tag does. */
    private @Nullable String attributes(int from) {
        String address = "";
        boolean found = false;
        at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '>') {
                at++;
                return address;
            }
            if (c == '/' || isSpace(c)) {
                at++;
                continue;
            }
            int start = at++;
            while (at < text.length() && text.charAt(at) != '=' && !isNameEnd(text.charAt(at))) {
                at++;
            }
            boolean href = !found && at - start == 4 && text.regionMatches(true, start, "href", 0, 4);
            String value = value(href);
            if (href) {
                found = true;
                address = value.strip();
            }
        }
        return null;
    }

    /** The value of an attribute, if its name is followed by one; read only if it is wanted. */
    private String value(boolean wanted) {
        int equals = skipSpace(at);
        if (equals >= text.length() || text.charAt(equals) != '=') {
            return "";
        }
        int start = skipSpace(equals + 1);
        char quote = start < text.length() ? text.charAt(start) : '>';
        int end;
        if (quote == '"' || quote == '\'') {
            end = text.indexOf(quote, ++start);
            end = end < 0 ? text.length() : end;
            at = Math.min(text.length(), end + 1);
        } else {
            end = start;
            while (end < text.length() && text.charAt(end) != '>' && !isSpace(text.charAt(end))) {
                end++;
            }
            at = end;
        }
        if (!wanted) {
            return "";
        }
        StringBuilder value = new StringBuilder();
        for (int i = start; i < end; ) {
            if (text.charAt(i) == '&') {
                CharacterReferences.Read read = references.read(text, i, end, true);
                value.append(read.characters());
                i = read.end();
            } else {
                value.append(text.charAt(i++));
            }
        }
        return value.toString();
    }

    /** Where raw text ends: before its end tag, or with the page. A script may hold another within a comment. */
    private int rawEnd(String name, int from) {
        boolean escaped = false;
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<' && isTag(i + 1, "/" + name)) {
                if (depth == 0) {
                    return i;
                }
                depth = 0;
            } else if (c == '<' && name.equals("script")) {
                escaped |= text.startsWith("<!--", i);
                depth = escaped && isTag(i + 1, name) ? 1 : depth;
            } else if (c == '-' && text.startsWith("-->", i)) {
                escaped = false;
                depth = 0;
            }
        }
        return text.length();
    }

    private boolean isTag(int from, String name) {
        int end = from + name.length();
        return text.regionMatches(true, from, name, 0, name.length())
                && end < text.length()
                && isNameEnd(text.charAt(end));
    }

    private void shownUpTo(int end, boolean withReferences) {
        while (at < end) {
            if (withReferences) {
                shown(end);
            } else {
                character(text.charAt(at++));
            }
        }
        endWord();
    }

    /** One character of text, or one reference. */
    private void shown(int end) {
        if (text.charAt(at) == '&') {
            CharacterReferences.Read read = references.read(text, at, end, false);
            read.characters().chars().forEach(c -> character((char) c));
            at = read.end();
        } else {
            character(text.charAt(at++));
        }
    }

    private void character(char c) {
        if (isSpace(c) || c == NO_BREAK_SPACE) {
            endWord();
        } else {
            words.append(c);
            characters++;
        }
    }

    private void endWord() {
        if (words.length() > 0 && words.charAt(words.length() - 1) != '\n') {
            words.append('\n');
        }
    }

    private int skipSpace(int from) {
        int i = from;
        while (i < text.length() && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    }

    private static boolean isNameEnd(char c) {
        return isSpace(c) || c == '/' || c == '>';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
