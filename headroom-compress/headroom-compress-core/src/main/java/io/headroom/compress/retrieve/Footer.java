package io.headroom.compress.retrieve;

import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.LeftOut.Unit;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.api.original.Original;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last line of a shortened text: how much is left out, and the call that gives it back. Only a footer whose tag verifies is one of
 * ours; its words alone prove nothing, since any text may hold them.
 */
public final class Footer {
    /** A line of megabytes is not searched for its beginning: no footer is that long. */
    private static final int LONGEST = 1 << 16;

    private static final String HEAD = "[headroom: ";
    private static final String ANY = " left out; read any with: ";
    private static final String ALL = " left out; read all with: ";
    private static final int LONGEST_PATH = 200;
    private static final Pattern ID =
            Pattern.compile("(?<![0-9A-Za-z-])[0-9a-f]{" + Original.ID_DIGITS + "}-[0-9a-f]{8}(?![0-9A-Za-z-])");

    private Footer() {}

    /**
     * Writes a footer.
     *
     * @param id of the original
     * @param channel the way back that the request offers; not none
     * @param leftOut what the form leaves out; at least one part
     * @param slicer of the original
     * @return one line without its end
     * @throws NoSuchSliceException if a part is not one of the original
     */
    public static String write(RetrievalId id, RetrievalChannel channel, List<LeftOut> leftOut, Slicer slicer)
            throws NoSuchSliceException {
        // Markup is all over a page, and only the whole of it gives that back.
        boolean page = leftOut.stream().anyMatch(gap -> gap.unit() == Unit.MARKUP);
        Optional<Slice> example = page
                ? Optional.empty()
                : leftOut.stream().filter(Footer::isExample).findFirst().map(Slice::of);
        String call = call(id, channel, example);
        return HEAD + amounts(leftOut, slicer) + (example.isPresent() ? ANY : ALL) + call + "]";
    }

    /**
     * Puts a footer below a form.
     *
     * @param form the form
     * @param footer its footer
     * @return the text that is sent
     */
    public static String append(String form, String footer) {
        return form + "\n" + footer;
    }

    /**
     * Finds the id in the last line, if that reads like a footer. Line ends behind it do not matter: tools add them.
     *
     * @param text a text
     * @return the id, whose tag is not checked yet
     */
    public static Optional<RetrievalId> id(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        if (end == 0 || text.charAt(end - 1) != ']') {
            return Optional.empty();
        }
        int start = end - 1;
        int least = Math.max(0, end - LONGEST);
        while (start > least && text.charAt(start - 1) != '\n') {
            start--;
        }
        if (!text.startsWith(HEAD, start)) {
            return Optional.empty();
        }
        String line = text.substring(start, end);
        int call = Math.max(line.indexOf(ANY), line.indexOf(ALL));
        Matcher matcher = ID.matcher(line);
        return call > 0 && matcher.find(call) ? RetrievalId.parse(matcher.group()) : Optional.empty();
    }

    /**
     * What is counted together.
     *
     * @param unit of what
     * @param one the word for one of it
     */
    private record Noun(Unit unit, String one) {
        /** Of markup there are kinds, such as scripts; the gap says which. */
        static Noun of(LeftOut gap) {
            boolean named = gap.unit() == Unit.MARKUP && !gap.what().isEmpty();
            return new Noun(gap.unit(), named ? gap.what() : Footer.one(gap.unit()));
        }
    }

    /** {@code 55 of 60 rows, 12 updates}: by unit, in the order of the text. */
    private static String amounts(List<LeftOut> leftOut, Slicer slicer) throws NoSuchSliceException {
        Map<Noun, Long> counts = new LinkedHashMap<>();
        for (LeftOut gap : leftOut) {
            counts.merge(Noun.of(gap), (long) gap.count(), Long::sum);
        }
        List<String> amounts = new ArrayList<>();
        for (Map.Entry<Noun, Long> counted : counts.entrySet()) {
            Noun noun = counted.getKey();
            long total = hasTotal(noun.unit()) ? total(noun.unit(), leftOut, slicer) : 0;
            boolean single = total == 1 || (total == 0 && counted.getValue() == 1);
            amounts.add(
                    counted.getValue() + (total > 0 ? " of " + total : "") + " " + noun.one() + (single ? "" : "s"));
        }
        return String.join(", ", amounts);
    }

    private static long total(Unit unit, List<LeftOut> leftOut, Slicer slicer) throws NoSuchSliceException {
        Set<String> paths = new LinkedHashSet<>();
        leftOut.stream().filter(gap -> gap.unit() == unit).forEach(gap -> paths.add(gap.path()));
        long total = 0;
        for (String path : paths) {
            total += slicer.count(unit, path);
        }
        return total;
    }

    /** Of characters only so many are left out that a total says nothing; the others are not counted in the original. */
    private static boolean hasTotal(Unit unit) {
        return unit == Unit.ROW || unit == Unit.ITEM || unit == Unit.KEY || unit == Unit.LINE;
    }

    private static String one(Unit unit) {
        return switch (unit) {
            case ROW -> "row";
            case KEY -> "key";
            case ITEM -> "item";
            case LINE -> "line";
            case HUNK -> "hunk";
            case CHARACTER -> "character";
            case WORD -> "word";
            case UPDATE -> "overwritten update";
            case CODE -> "control code";
            case MARKUP -> "tag";
        };
    }

    private static boolean isExample(LeftOut gap) {
        boolean numbered = gap.unit() != Unit.WORD && gap.unit() != Unit.CODE;
        return numbered
                && gap.path().length() <= LONGEST_PATH
                && gap.path().chars().noneMatch(c -> c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029);
    }

    private static String call(RetrievalId id, RetrievalChannel channel, Optional<Slice> example) {
        if (channel.kind() == RetrievalChannel.Kind.TOOL) {
            StringBuilder call =
                    new StringBuilder(channel.name()).append(" id=").append(id);
            example.ifPresent(slice -> slice.words()
                    .forEach((name, value) ->
                            call.append(' ').append(name).append('=').append(value)));
            return call.toString();
        }
        return "headroom retrieve " + id + " " + example.map(Slice::options).orElse("--all");
    }
}
