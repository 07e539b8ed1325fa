package io.headroom.compress.retrieve;

import io.headroom.api.compress.LeftOut;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Which part of an original is wanted. The same words mean the same on the command line, in a URL and in a tool call; see
 * {@link #of(Map)}.
 *
 * @param path JSON Pointer of the place; empty for the whole original
 * @param selection what is counted there
 * @param ranges which units, in the order in which they are wanted; none for {@link Selection#WHOLE} and {@link Selection#KEY_NAMES}
 * @param grep shows only the units that match
 * @param maxTokens cuts the answer after so many tokens by the engine's estimate. Empty: {@value #DEFAULT_TOKENS} for all of an original
 *     and for a search, no limit for ranges, since whoever names them knows what they ask for
 */
public record Slice(String path, Selection selection, List<Range> ranges, Optional<Grep> grep, OptionalInt maxTokens) {
    /** After how many tokens an answer is cut if nothing else was said. */
    public static final int DEFAULT_TOKENS = 4_000;

    /** What is counted. */
    public enum Selection {
        /** All of it. */
        WHOLE,
        /** Elements of an array, values of JSON Lines, members of an object. */
        ROWS,
        /** Lines of a text. */
        LINES,
        /** Members of an object. */
        KEYS,
        /** The names of members, one a line: of an object, or of the objects in an array. */
        KEY_NAMES,
        /** The first rows, or lines where there are no rows. */
        HEAD,
        /** The last rows or lines. */
        TAIL,
        /** UTF-16 code units. */
        CHARACTERS
    }

    /**
     * A range of units; the first is 1.
     *
     * @param from the first one wanted
     * @param to the last one wanted, {@link #END} for all that follow
     */
    public record Range(int from, int to) {
        /** Up to the last unit. */
        public static final int END = Integer.MAX_VALUE;

        /** Checks the order. */
        public Range {
            if (from < 1 || to < from) {
                throw new IllegalArgumentException("a range looks like 3-36, begins at 1 and does not go backwards");
            }
        }

        @Override
        public String toString() {
            return from == to ? "" + from : from + "-" + (to == END ? "" : to);
        }
    }

    /** Copies the ranges. */
    public Slice {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(selection, "selection");
        Objects.requireNonNull(grep, "grep");
        Objects.requireNonNull(maxTokens, "maxTokens");
        ranges = List.copyOf(ranges);
    }

    /**
     * All of an original, up to {@value #DEFAULT_TOKENS} tokens of it.
     *
     * @return the slice that is meant where nothing is said
     */
    public static Slice whole() {
        return new Slice("", Selection.WHOLE, List.of(), Optional.empty(), OptionalInt.empty());
    }

    /**
     * What a lossy form left out: the slice that redeems its note.
     *
     * @param gap what was left out
     * @return the slice of these units, however long it is
     * @throws IllegalArgumentException if an original has no numbers for units of that kind
     */
    public static Slice of(LeftOut gap) {
        Selection selection = switch (gap.unit()) {
            case ROW, ITEM -> Selection.ROWS;
            case KEY -> Selection.KEYS;
            case CHARACTER -> Selection.CHARACTERS;
            case LINE, HUNK, UPDATE -> Selection.LINES;
            case WORD, CODE, MARKUP ->
                throw new IllegalArgumentException(Slicer.name(gap.unit()) + " are not numbered");
        };
        return new Slice(
                gap.path(), selection, List.of(new Range(gap.from(), gap.to())), Optional.empty(), OptionalInt.empty());
    }

    /**
     * Reads a slice from its words: {@code path}; one of {@code rows}, {@code lines}, {@code keys}, {@code chars} with ranges such as
     * {@code 3-36,40,50-} ({@code keys} may be empty, which asks for the names), {@code head} or {@code tail} with a number;
     * {@code grep} with {@code context} and {@code ignore_case}; {@code max_tokens}, or {@code all} for no limit.
     *
     * @param words values by name; names in lower case with underscores
     * @return the slice
     * @throws MalformedSliceException if a name is not known, a value is not what it should be, or two exclude one another
     */
    public static Slice of(Map<String, String> words) throws MalformedSliceException {
        return new SliceReader(words).read();
    }

    /**
     * The words that {@link #of(Map)} reads as this slice.
     *
     * @return values by name, in the order of the command line's help
     */
    public Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        if (!path.isEmpty()) {
            words.put("path", path);
        }
        String list = ranges.stream().map(Range::toString).collect(Collectors.joining(","));
        switch (selection) {
            case WHOLE -> {}
            case ROWS -> words.put("rows", list);
            case LINES -> words.put("lines", list);
            case KEYS -> words.put("keys", list);
            case KEY_NAMES -> words.put("keys", "");
            case HEAD -> words.put("head", "" + ranges.get(0).to());
            case TAIL -> words.put("tail", "" + ranges.get(0).to());
            case CHARACTERS -> words.put("chars", list);
        }
        grep.ifPresent(search -> {
            words.put("grep", search.pattern());
            if (search.context() > 0) {
                words.put("context", "" + search.context());
            }
            if (search.letters() == Grep.Letters.ANY_CASE) {
                words.put("ignore_case", "true");
            }
        });
        maxTokens.ifPresent(most -> words.put(
                most == Integer.MAX_VALUE ? "all" : "max_tokens", most == Integer.MAX_VALUE ? "true" : "" + most));
        return words;
    }

    /**
     * The options of {@code headroom retrieve} for this slice, quoted for a POSIX shell where they need it.
     *
     * @return options with a space between them; empty for {@link #whole()}
     */
    public String options() {
        return words().entrySet().stream()
                .map(word -> option(word.getKey(), word.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String option(String name, String value) {
        return switch (name) {
            case "context" -> "-C " + value;
            case "ignore_case" -> "-i";
            case "all" -> "--all";
            default -> "--" + name.replace('_', '-') + (value.isEmpty() ? "" : " " + quoted(value));
        };
    }

    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_./,:=@%+-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    /** What follows, with the limit that cut it off. */
    Slice rest(Selection other, List<Range> units, Optional<Grep> search) {
        int limit = limit();
        OptionalInt most = limit == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(limit);
        return new Slice(path, other, units, search, most);
    }

    int limit() {
        boolean open = grep.isPresent() || selection == Selection.WHOLE || selection == Selection.KEY_NAMES;
        return maxTokens.orElse(open ? DEFAULT_TOKENS : Integer.MAX_VALUE);
    }
}
