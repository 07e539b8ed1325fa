package io.headroom.api.testkit;

import io.headroom.api.compress.LeftOut;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A plain double of retrieval, written apart from the real one: it cuts out of an original what a gap names. Slow and simple; it believes
 * that JSON is well-formed where a path says that there is JSON.
 */
final class OriginalSlices {
    private static final Pattern LINE = Pattern.compile("[^\\r\\n]*(?:\\r\\n|\\r|\\n|\\z)");

    private final String original;

    OriginalSlices(String original) {
        this.original = original;
    }

    /**
     * A value.
     *
     * @param text the text that it stands in, the original or the content of a string
     * @param start its first character
     * @param end behind its last
     * @param strings how many strings lead to that text
     */
    private record Place(String text, int start, int end, int strings) {
        char first() {
            return text.charAt(start);
        }
    }

    /** The slice as it must stand in the form's text for the form to be whole again; throws if there is no such slice. */
    String fill(LeftOut gap, boolean json) {
        boolean inString = !gap.path().isEmpty();
        String slice = slice(gap);
        int escapes = 0;
        if (json && inString) {
            Place place = value(gap.path());
            escapes = place.strings() + (place.first() == '"' ? 1 : 0);
        }
        for (; escapes > 0; escapes--) {
            slice = escaped(slice);
        }
        return slice;
    }

    /** The units of a gap, as retrieval returns them. */
    String slice(LeftOut gap) {
        return switch (gap.unit()) {
            case LINE, HUNK, UPDATE -> String.join("", lines(text(gap.path())).subList(gap.from() - 1, gap.to()));
            case CHARACTER -> text(gap.path()).substring(gap.from() - 1, gap.to());
            case ROW, ITEM, KEY -> members(gap);
            case WORD, CODE, MARKUP -> throw new IllegalArgumentException("no slice of " + gap.unit());
        };
    }

    /** All text at the place of a gap. */
    String text(String path) {
        if (path.isEmpty()) {
            return original;
        }
        Place place = value(path);
        String source = place.text().substring(place.start(), place.end());
        return place.first() == '"' ? unescaped(source.substring(1, source.length() - 1)) : source;
    }

    private String members(LeftOut gap) {
        Place holder = gap.path().isEmpty() ? root() : opened(value(gap.path()));
        List<int[]> all = children(holder);
        return holder.text().substring(all.get(gap.from() - 1)[0], all.get(gap.to() - 1)[2]);
    }

    private Place root() {
        return new Place(original, original.startsWith("\uFEFF") ? 1 : 0, original.length(), 0);
    }

    private Place value(String path) {
        Place place = trimmed(root());
        for (String segment : path.substring(1).split("/", -1)) {
            place = child(opened(place), segment.replace("~1", "/").replace("~0", "~"));
        }
        return place;
    }

    private static Place trimmed(Place place) {
        int start = space(place.text(), place.start());
        return new Place(place.text(), start, end(place.text(), start), place.strings());
    }

    private static Place opened(Place place) {
        if (place.first() != '"') {
            return place;
        }
        String content = unescaped(place.text().substring(place.start() + 1, place.end() - 1));
        return new Place(content, space(content, 0), content.length(), place.strings() + 1);
    }

    private static Place child(Place holder, String segment) {
        List<int[]> all = children(holder);
        boolean object =
                holder.first() == '{' && space(holder.text(), end(holder.text(), holder.start())) >= holder.end();
        for (int[] child : all) {
            boolean named = child[0] < child[1]
                    && unescaped(holder.text().substring(child[0] + 1, end(holder.text(), child[0]) - 1))
                            .equals(segment);
            if (object && named) {
                return new Place(holder.text(), child[1], child[2], holder.strings());
            }
        }
        int[] element = all.get(Integer.parseInt(segment));
        return new Place(holder.text(), element[1], element[2], holder.strings());
    }

    /** Begin, begin of the value, and end of each child; of JSON Lines the values themselves. */
    private static List<int[]> children(Place holder) {
        String text = holder.text();
        List<int[]> all = new ArrayList<>();
        int at = space(text, holder.start());
        int only = end(text, at);
        boolean lines = space(text, only) < holder.end();
        if (!lines) {
            at = space(text, at + 1);
        }
        while (at < holder.end() && text.charAt(at) != ']' && text.charAt(at) != '}') {
            int begin = at;
            int value = begin;
            int end = end(text, value);
            int next = space(text, end);
            if (!lines && next < text.length() && text.charAt(next) == ':') {
                value = space(text, next + 1);
                end = end(text, value);
            }
            all.add(new int[] {begin, value, end});
            at = space(text, end);
            if (at < text.length() && text.charAt(at) == ',') {
                at = space(text, at + 1);
            }
        }
        return all;
    }

    private static int space(String text, int from) {
        int at = from;
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** Behind the value that begins here. */
    private static int end(String text, int start) {
        int depth = 0;
        int at = start;
        do {
            char c = text.charAt(at);
            if (c == '"') {
                at = endOfString(text, at);
            } else if (c == '[' || c == '{') {
                depth++;
                at++;
            } else if (c == ']' || c == '}') {
                depth--;
                at++;
            } else if (" \t\r\n,:".indexOf(c) >= 0) {
                at++;
            } else {
                while (at < text.length() && " \t\r\n,:]}".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
            }
        } while (depth > 0);
        return at;
    }

    private static int endOfString(String text, int start) {
        int at = start + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static List<String> lines(String text) {
        Matcher line = LINE.matcher(text);
        List<String> lines = new ArrayList<>();
        while (line.find()) {
            if (!line.group().isEmpty()) {
                lines.add(line.group());
            }
        }
        return lines;
    }

    private static String escaped(String content) {
        StringBuilder out = new StringBuilder();
        for (char c : content.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** The content of a string literal without its quotes. Leaves alone what is no escape. */
    static String unescaped(String literal) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c != '\\' || i + 1 >= literal.length()) {
                out.append(c);
                continue;
            }
            i++;
            int plain = "\"\\/bfnrt".indexOf(literal.charAt(i));
            if (plain >= 0) {
                out.append("\"\\/\b\f\n\r\t".charAt(plain));
            } else if (literal.charAt(i) == 'u' && i + 4 < literal.length()) {
                out.append((char) Integer.parseInt(literal.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                out.append(c).append(literal.charAt(i));
            }
        }
        return out.toString();
    }
}
