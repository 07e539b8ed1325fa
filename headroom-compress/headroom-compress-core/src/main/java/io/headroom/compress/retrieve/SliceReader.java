package io.headroom.compress.retrieve;

import io.headroom.compress.retrieve.Slice.Range;
import io.headroom.compress.retrieve.Slice.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the words of a {@link Slice}. */
final class SliceReader {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:(-)(\\d{0,9}))?");
    private static final List<String> SELECTIONS = List.of("rows", "lines", "keys", "chars", "head", "tail");
    private static final Set<String> OTHERS = Set.of("path", "grep", "context", "ignore_case", "max_tokens", "all");

    private final Map<String, String> words;

    SliceReader(Map<String, String> words) {
        this.words = words;
    }

    Slice read() throws MalformedSliceException {
        Optional<String> chosen = Optional.empty();
        for (String name : words.keySet()) {
            if (SELECTIONS.contains(name)) {
                if (chosen.isPresent()) {
                    throw new MalformedSliceException(name, "cannot be asked for together with " + chosen.get());
                }
                chosen = Optional.of(name);
            } else if (!OTHERS.contains(name)) {
                throw new MalformedSliceException(name, "there is no such part of an original");
            }
        }
        Selection selection = chosen.map(this::selection).orElse(Selection.WHOLE);
        Optional<Grep> grep = grep();
        if (grep.isPresent() && (selection == Selection.CHARACTERS || selection == Selection.KEY_NAMES)) {
            throw new MalformedSliceException("grep", "searches lines, rows or keys 1-, but not " + chosen.get());
        }
        String path = words.getOrDefault("path", "");
        if (!path.isEmpty() && path.charAt(0) != '/') {
            throw new MalformedSliceException("path", "a JSON Pointer begins with /, such as /items/0");
        }
        return new Slice(path, selection, chosen.isEmpty() ? List.of() : ranges(chosen.get()), grep, maxTokens());
    }

    private Selection selection(String name) {
        return switch (name) {
            case "rows" -> Selection.ROWS;
            case "lines" -> Selection.LINES;
            case "keys" -> words.get(name).isEmpty() ? Selection.KEY_NAMES : Selection.KEYS;
            case "chars" -> Selection.CHARACTERS;
            case "head" -> Selection.HEAD;
            default -> Selection.TAIL;
        };
    }

    private List<Range> ranges(String name) throws MalformedSliceException {
        String list = words.get(name);
        if (name.equals("head") || name.equals("tail")) {
            return List.of(new Range(1, number(name, 1)));
        }
        List<Range> ranges = new ArrayList<>();
        if (name.equals("keys") && list.isEmpty()) {
            return ranges;
        }
        for (String part : list.split(",", -1)) {
            Matcher matcher = RANGE.matcher(part.strip());
            if (!matcher.matches()) {
                throw new MalformedSliceException(name, "ranges look like 3-36,40,50-");
            }
            int from = Integer.parseInt(matcher.group(1));
            String last = matcher.group(3);
            int to = matcher.group(2) == null ? from : last.isEmpty() ? Range.END : Integer.parseInt(last);
            try {
                ranges.add(new Range(from, to));
            } catch (IllegalArgumentException e) {
                throw new MalformedSliceException(name, e.getMessage());
            }
        }
        return ranges;
    }

    private Optional<Grep> grep() throws MalformedSliceException {
        if (!words.containsKey("grep")) {
            for (String word : List.of("context", "ignore_case")) {
                if (words.containsKey(word)) {
                    throw new MalformedSliceException(word, "goes with grep only");
                }
            }
            return Optional.empty();
        }
        int context = words.containsKey("context") ? number("context", 0) : 0;
        Grep.Letters letters = flag("ignore_case") ? Grep.Letters.ANY_CASE : Grep.Letters.AS_WRITTEN;
        try {
            return Optional.of(new Grep(words.get("grep"), context, letters));
        } catch (IllegalArgumentException e) {
            throw new MalformedSliceException("grep", e.getMessage());
        }
    }

    private OptionalInt maxTokens() throws MalformedSliceException {
        if (flag("all")) {
            if (words.containsKey("max_tokens")) {
                throw new MalformedSliceException("max_tokens", "cannot be given together with all");
            }
            return OptionalInt.of(Integer.MAX_VALUE);
        }
        return words.containsKey("max_tokens") ? OptionalInt.of(number("max_tokens", 1)) : OptionalInt.empty();
    }

    private boolean flag(String name) throws MalformedSliceException {
        String value = words.getOrDefault(name, "false");
        return switch (value) {
            case "true", "1", "" -> true;
            case "false", "0" -> false;
            default -> throw new MalformedSliceException(name, "is true or false");
        };
    }

    private int number(String name, int least) throws MalformedSliceException {
        String value = words.get(name).strip();
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < least) {
            throw new MalformedSliceException(name, "is a number from " + least + " to 999999999");
        }
        return Integer.parseInt(value);
    }
}
