package io.headroom.compress.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the elements of a document stand in its form: as JSON in the first line, or as the rows of a table. Reads only as much of the form
 * as that takes; whether the form is right is the decoder's matter.
 */
final class FormMap {
    /** A table: where its count begins, where its rows end, and how many there are. */
    private record Block(int start, int end) {}

    /** An element in the first line, or the rows of a table in its place. */
    private record Anchor(int offset, int part) {}

    /** What begins the part of a string that holds JSON. */
    private static final String STRING = "json ";

    private final String form;
    private final List<Block> parts = new ArrayList<>();
    private final Map<String, List<Anchor>> elements = new HashMap<>();
    private final Map<String, Integer> references = new HashMap<>();
    private boolean readable = true;
    private int at;

    FormMap(String form) {
        this.form = form;
        boolean document = form.startsWith("{") || form.startsWith("[");
        if (!document) {
            parts.add(new Block(0, form.length()));
            references.put("", 0);
            return;
        }
        blocks();
        value("");
    }

    /** Whether the form has the shape that this map can read. */
    boolean readable() {
        return readable;
    }

    /** Where the number of rows stands that the table of an array begins with, if the array is a table. */
    OptionalInt countOf(String path) {
        Integer part = references.get(path);
        return part == null
                ? OptionalInt.empty()
                : OptionalInt.of(parts.get(part).start());
    }

    /**
     * A place in the form.
     *
     * @param offset before which character
     * @param row whether it is the start of a row, else it is between elements in a line
     */
    record Place(int offset, boolean row) {}

    /**
     * The place before an element.
     *
     * @param path the pointer of the array or object
     * @param index how many elements stand before it
     * @return the place, or empty if there is no such element here
     */
    Optional<Place> before(String path, int index) {
        Integer part = references.get(path);
        if (part != null) {
            return row(parts.get(part), index);
        }
        int left = index;
        for (Anchor anchor : elements.getOrDefault(path, List.of())) {
            int size = anchor.part() < 0 ? 1 : Math.max(0, count(parts.get(anchor.part())));
            if (left == 0) {
                return Optional.of(new Place(anchor.offset(), false));
            }
            if (left < size) {
                return row(parts.get(anchor.part()), left);
            }
            left -= size;
        }
        return Optional.empty();
    }

    private Optional<Place> row(Block block, int index) {
        int rows = count(block);
        if (index < 0 || index >= rows) {
            return Optional.empty();
        }
        // Whatever stands above the rows, the rows are the last lines, and what belongs to a row is indented below it.
        int wanted = rows - index;
        int end = block.end();
        while (end > block.start()) {
            int start = form.lastIndexOf('\n', end - 1) + 1;
            if (start <= block.start()) {
                return Optional.empty();
            }
            if (start == end || form.charAt(start) != ' ') {
                wanted--;
                if (wanted == 0) {
                    return Optional.of(new Place(start, true));
                }
            }
            end = start - 1;
        }
        return Optional.empty();
    }

    /** The number that a table begins with, or -1. */
    private int count(Block block) {
        int end = block.start();
        while (end < block.end() && form.charAt(end) >= '0' && form.charAt(end) <= '9') {
            end++;
        }
        char[] digits = form.substring(block.start(), end).toCharArray();
        return Numbers.count(digits, 0, digits.length);
    }

    private void blocks() {
        int line = form.indexOf('\n');
        int start = -1;
        while (line >= 0) {
            String mark = "#" + (parts.size() + (start < 0 ? 1 : 2)) + " ";
            boolean next = form.startsWith(mark, line + 1);
            if (next) {
                if (start >= 0) {
                    parts.add(new Block(start, line));
                }
                start = line + 1 + mark.length();
            } else if (start < 0 || (form.startsWith("#", line + 1) && looksLikePart(line + 1))) {
                readable = false;
            }
            line = form.indexOf('\n', line + 1);
        }
        if (start >= 0) {
            parts.add(new Block(start, form.length()));
        }
    }

    /** A row that begins like a part cannot be told from one here. */
    private boolean looksLikePart(int start) {
        int end = start + 1;
        while (end < form.length() && Character.isDigit(form.charAt(end))) {
            end++;
        }
        return end > start + 1 && end < form.length() && form.charAt(end) == ' ';
    }

    private void value(String path) {
        if (at >= form.length()) {
            readable = false;
            return;
        }
        switch (form.charAt(at)) {
            case '{' -> members(path);
            case '[' -> elements(path);
            case '"' -> string();
            case '#' -> reference(path);
            default -> literal();
        }
    }

    /** A table, or the JSON in a string, whose elements stand where its part does. */
    private void reference(String path) {
        int part = part();
        if (!readable) {
            return;
        }
        Block block = parts.get(part);
        if (!form.startsWith(STRING, block.start())) {
            references.put(path, part);
            return;
        }
        int start = block.start() + STRING.length();
        if (form.startsWith("{", start) || form.startsWith("[", start)) {
            int behind = at;
            at = start;
            value(path);
            at = behind;
        } else {
            references.put(path, parts.size());
            parts.add(new Block(start, block.end()));
        }
    }

    private void members(String path) {
        List<Anchor> anchors = new ArrayList<>();
        at++;
        while (readable && at < form.length() && form.charAt(at) != '}') {
            anchors.add(new Anchor(at, -1));
            String key = string();
            at++;
            value(path + "/" + JsonPaths.escape(key));
            comma();
        }
        at++;
        elements.put(path, anchors);
    }

    private void elements(String path) {
        List<Anchor> anchors = new ArrayList<>();
        at++;
        int index = 0;
        while (readable && at < form.length() && form.charAt(at) != ']') {
            int start = at;
            if (form.startsWith("...#", at)) {
                at += 3;
                int part = part();
                anchors.add(new Anchor(start, part));
                index += part < parts.size() ? Math.max(0, count(parts.get(part))) : 0;
            } else {
                anchors.add(new Anchor(start, -1));
                value(path + "/" + index++);
            }
            comma();
        }
        at++;
        elements.put(path, anchors);
    }

    private void comma() {
        if (at < form.length() && form.charAt(at) == ',') {
            at++;
        }
    }

    private int part() {
        int start = ++at;
        while (at < form.length() && form.charAt(at) >= '0' && form.charAt(at) <= '9') {
            at++;
        }
        char[] digits = form.substring(start, at).toCharArray();
        int number = Numbers.count(digits, 0, digits.length);
        if (number < 1 || number > parts.size()) {
            readable = false;
            return 0;
        }
        return number - 1;
    }

    /** Passes a string and gives it decoded as far as a pointer needs it. */
    private String string() {
        int start = at + 1;
        at = start;
        while (at < form.length() && form.charAt(at) != '"') {
            at += form.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= form.length()) {
            readable = false;
            return "";
        }
        return JsonPaths.unescaped(form.substring(start, at++));
    }

    private void literal() {
        int start = at;
        while (at < form.length() && ",]}\n ".indexOf(form.charAt(at)) < 0) {
            at++;
        }
        readable &= at > start;
    }
}
