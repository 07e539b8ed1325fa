package io.headroom.compress.retrieve;

import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.LeftOut.Unit;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts parts out of one original: the source text, character by character, and never a text made anew. What it learned about the
 * original's units it keeps, so that many slices of one original cost little more than one.
 *
 * <p>Lines end with LF, CR LF or CR. Rows and items are the elements of an array, the values of JSON Lines, or the members of an object;
 * keys are the members of an object. A pointer goes through strings that hold JSON. Time and memory are linear in the original's length. Not thread-safe.
 */
public final class Slicer {
    private static final String NOWHERE = "";

    private final String original;
    private final JsonSource json = new JsonSource();
    private final Map<String, Units> lines = new HashMap<>();
    private final Map<String, JsonPlace> places = new HashMap<>();
    private final Map<String, JsonPlace> opened = new HashMap<>();
    private final Map<JsonPlace, JsonChildren> children = new IdentityHashMap<>();
    private @Nullable Optional<JsonPlace> root;

    /**
     * Takes an original.
     *
     * @param original its text
     */
    public Slicer(String original) {
        this.original = original;
    }

    /**
     * The text that a lossy form left out, from the first character of the first unit to the end of the last.
     *
     * @param gap what was left out
     * @return the source text; out of a string that a pointer leads into, without that string's escapes
     * @throws NoSuchSliceException if the original has no such units
     */
    public String slice(LeftOut gap) throws NoSuchSliceException {
        return slice(gap.unit(), gap.path(), gap.from(), gap.to());
    }

    /**
     * The text of a range of units.
     *
     * @param unit what is counted
     * @param path JSON Pointer of what holds them; empty for the whole original
     * @param from the first unit, at least 1
     * @param to the last unit
     * @return the source text
     * @throws NoSuchSliceException if the original has no such units
     */
    public String slice(Unit unit, String path, int from, int to) throws NoSuchSliceException {
        check(unit, path, from, to);
        if (unit == Unit.CHARACTER) {
            return text(path).substring(from - 1, to);
        }
        Units units = units(unit, path);
        return source(unit, path).substring(units.start(from), units.end(to));
    }

    /** Refuses a range that is not in the original. */
    void check(Unit unit, String path, int from, int to) throws NoSuchSliceException {
        int count = count(unit, path);
        if (from < 1 || to < from || to > count) {
            throw outside(unit, path, from, to, count);
        }
    }

    /** Where a unit begins in the text of its place. */
    int offset(Unit unit, String path, int number) throws NoSuchSliceException {
        int start = units(unit, path).start(number);
        if (path.equals(NOWHERE) || value(path).kind() == JsonPlace.Kind.STRING || unit == Unit.LINE) {
            return start;
        }
        return start - value(path).start();
    }

    /**
     * Counts units.
     *
     * @param unit what is counted
     * @param path JSON Pointer of what holds them; empty for the whole original
     * @return how many there are
     * @throws NoSuchSliceException if the original has no such place, or no such units there
     */
    public int count(Unit unit, String path) throws NoSuchSliceException {
        return unit == Unit.CHARACTER ? text(path).length() : units(unit, path).count();
    }

    /**
     * Counts the strings that a pointer leads into: how often a slice from there must be escaped to stand in the original's JSON again.
     *
     * @param path JSON Pointer; empty for the whole original
     * @return 0 where the place is in no string
     * @throws NoSuchSliceException if the original has no such place
     */
    public int strings(String path) throws NoSuchSliceException {
        int strings = 0;
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            strings += value(path.substring(0, end)).kind() == JsonPlace.Kind.STRING ? 1 : 0;
        }
        return strings;
    }

    /** The text at a place: the content of a string, the source text of anything else, the whole original for an empty path. */
    String text(String path) throws NoSuchSliceException {
        if (path.equals(NOWHERE)) {
            return original;
        }
        JsonPlace place = value(path);
        return place.kind() == JsonPlace.Kind.STRING ? json.content(place) : place.source();
    }

    /** What holds the units of a place: an array, an object or JSON Lines, perhaps in a string; empty if it is anything else. */
    Optional<JsonPlace> container(String path) throws NoSuchSliceException {
        if (path.equals(NOWHERE) && root().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(place(path)).filter(JsonPlace::holdsUnits);
    }

    /** What an array, an object or JSON Lines hold. */
    JsonChildren children(JsonPlace holder) {
        return children.computeIfAbsent(holder, json::children);
    }

    /** Where the units of a place lie in {@link #source}. */
    Units units(Unit unit, String path) throws NoSuchSliceException {
        switch (unit) {
            case LINE, HUNK, UPDATE:
                Units known = lines.get(path);
                if (known == null) {
                    known = UnitList.lines(text(path));
                    lines.put(path, known);
                }
                return known;
            case ROW, ITEM, KEY:
                return children(holder(unit, path)).units();
            default:
                throw notNumbered(unit);
        }
    }

    /** The text in which {@link #units} counts. */
    String source(Unit unit, String path) throws NoSuchSliceException {
        return switch (unit) {
            case ROW, ITEM, KEY -> holder(unit, path).text();
            default -> text(path);
        };
    }

    private JsonPlace holder(Unit unit, String path) throws NoSuchSliceException {
        Optional<JsonPlace> holder = container(path);
        if (holder.isEmpty()) {
            if (path.equals(NOWHERE)) {
                throw noRows(unit, count(Unit.LINE, path), original.length());
            }
            throw new NoSuchSliceException("no " + name(unit) + at(path) + "; there is "
                    + place(path).kind().words());
        }
        if (unit == Unit.KEY && holder.get().kind() != JsonPlace.Kind.OBJECT) {
            throw noKeys(path, children(holder.get()).units().count());
        }
        return holder.get();
    }

    /** The value at a place; for a string that holds JSON, what it holds. */
    private JsonPlace place(String path) throws NoSuchSliceException {
        return opened(path, value(path));
    }

    private JsonPlace value(String path) throws NoSuchSliceException {
        JsonPlace known = places.get(path);
        if (known == null) {
            known = find(path);
            places.put(path, known);
        }
        return known;
    }

    private JsonPlace find(String path) throws NoSuchSliceException {
        JsonPlace whole = root().orElseThrow(
                        () -> new NoSuchSliceException("nothing" + at(path) + "; the original is no JSON and has "
                                + plural(UnitList.lines(original).count(), "line")));
        if (path.equals(NOWHERE)) {
            return whole;
        }
        if (path.charAt(0) != '/') {
            throw new NoSuchSliceException("nothing" + at(path) + "; a path is a JSON Pointer and begins with /");
        }
        int slash = path.lastIndexOf('/');
        String above = path.substring(0, slash);
        String segment = path.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        JsonPlace holder = place(above);
        return children(holder)
                .child(segment)
                .orElseThrow(() -> new NoSuchSliceException("nothing" + at(path) + "; "
                        + (above.isEmpty() ? "the original" : above) + " is " + whatIsThere(holder)));
    }

    private String whatIsThere(JsonPlace place) {
        return place.holdsUnits()
                ? place.kind().words() + " of " + children(place).units().count()
                : place.kind().words();
    }

    private Optional<JsonPlace> root() {
        Optional<JsonPlace> known = root;
        if (known == null) {
            known = json.root(original);
            root = known;
        }
        return known;
    }

    /** Goes into a string that holds JSON; stays at anything else. */
    private JsonPlace opened(String path, JsonPlace place) {
        if (place.kind() != JsonPlace.Kind.STRING) {
            return place;
        }
        return opened.computeIfAbsent(
                path,
                key -> json.root(json.content(place))
                        .filter(JsonPlace::holdsUnits)
                        .orElse(place));
    }

    static NoSuchSliceException outside(Unit unit, String path, int from, int to, int count) {
        return new NoSuchSliceException("no " + name(unit) + " " + (from == to ? "" + from : from + "-" + to) + at(path)
                + (count == 0 ? "; there are none" : "; there are " + name(unit) + " 1-" + count));
    }

    /** Why an original that is no JSON has no rows. */
    static NoSuchSliceException noRows(Unit unit, int lines, int characters) {
        return new NoSuchSliceException("no " + name(unit) + ": it is not JSON with " + name(unit) + ", but has "
                + plural(lines, "line") + " and " + plural(characters, "character"));
    }

    static NoSuchSliceException noKeys(String path, int rows) {
        return new NoSuchSliceException("no keys" + at(path) + "; there are rows 1-" + rows);
    }

    static NoSuchSliceException notNumbered(Unit unit) {
        return new NoSuchSliceException(
                name(unit) + " of an original are not numbered; ask for its lines or characters");
    }

    static String name(Unit unit) {
        return switch (unit) {
            case ROW -> "rows";
            case KEY -> "keys";
            case ITEM -> "items";
            case LINE, HUNK, UPDATE -> "lines";
            case CHARACTER -> "characters";
            case WORD -> "words";
            case CODE -> "codes";
            case MARKUP -> "markup";
        };
    }

    private static String plural(int count, String noun) {
        return count == 1 ? "1 " + noun : count + " " + noun + "s";
    }

    static String at(String path) {
        return path.isEmpty() ? "" : " at " + path;
    }
}
