package io.headroom.compress.retrieve;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.headroom.api.compress.LeftOut.Unit;
import io.headroom.compress.retrieve.Slice.Range;
import io.headroom.compress.retrieve.Slice.Selection;
import io.headroom.compress.token.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes one answer: cuts the units out of an original, searches them, and ends where the tokens end. Used once, by one thread. */
final class SliceText {
    private static final int FIRST_LOOK = 1 << 14;

    private final Answer.Facts original;
    private final Slice slice;
    private final String path;
    private final Cuts cuts;
    private final StringBuilder text = new StringBuilder();
    private long left;

    SliceText(Answer.Facts original, Cuts cuts, Slice slice) {
        this.original = original;
        this.cuts = cuts;
        this.slice = slice;
        path = slice.path();
        left = slice.limit();
    }

    Answer answer() {
        try {
            Optional<Answer.Cut> cut = write();
            return new Answer.Part(original, slice, text.toString(), cuts.count(natural(""), ""), cut);
        } catch (NoSuchSliceException | StoppableText.TooSlowException e) {
            return new Answer.Outside(e.getMessage());
        }
    }

    private Optional<Answer.Cut> write() throws NoSuchSliceException {
        if (slice.selection() == Selection.KEY_NAMES) {
            return names();
        }
        Unit unit = unit();
        List<Range> ranges = ranges(unit);
        if (slice.grep().isPresent()) {
            return search(unit, ranges, slice.grep().get());
        }
        if (slice.selection() == Selection.WHOLE) {
            SourceText all = cuts.text(path);
            if (fits(all)) {
                text.append(all.substring(0, all.length()));
                return Optional.empty();
            }
        }
        return unit == Unit.CHARACTER ? characters(ranges) : units(unit, ranges);
    }

    /** The estimate grows with the text, so a text that is much too long is not read to its end. */
    private boolean fits(SourceText all) {
        long look = left == Integer.MAX_VALUE ? all.length() : FIRST_LOOK;
        while (look < all.length()) {
            if (Estimate.of(all.substring(0, (int) look)) > left) {
                return false;
            }
            look *= 2;
        }
        return left == Integer.MAX_VALUE || Estimate.of(all.substring(0, all.length())) <= left;
    }

    private Unit unit() throws NoSuchSliceException {
        return switch (slice.selection()) {
            case ROWS -> Unit.ROW;
            case KEYS, KEY_NAMES -> Unit.KEY;
            case LINES -> Unit.LINE;
            case CHARACTERS -> Unit.CHARACTER;
            case WHOLE, HEAD, TAIL -> natural(path);
        };
    }

    /** What a text is counted in where nobody says it: rows if it has some, else lines. */
    private Unit natural(String place) throws NoSuchSliceException {
        return cuts.holder(place)
                        .filter(holder -> holder != JsonPlace.Kind.OBJECT)
                        .isPresent()
                ? Unit.ROW
                : Unit.LINE;
    }

    /** The ranges as they lie in this original; a range that begins or ends beyond it is refused. */
    private List<Range> ranges(Unit unit) throws NoSuchSliceException {
        int count = cuts.count(unit, path);
        switch (slice.selection()) {
            case WHOLE:
                return count == 0 ? List.of() : List.of(new Range(1, count));
            case HEAD, TAIL:
                int wanted = Math.min(count, slice.ranges().get(0).to());
                int from = slice.selection() == Selection.HEAD ? 1 : count - wanted + 1;
                return wanted == 0 ? List.of() : List.of(new Range(from, from + wanted - 1));
            default:
                List<Range> ranges = new ArrayList<>();
                for (Range range : slice.ranges()) {
                    int to = range.to() == Range.END ? Math.max(count, range.from()) : range.to();
                    // Cuts nothing yet, but refuses what is outside in the words of the answer.
                    cuts.check(unit, path, range.from(), to);
                    ranges.add(new Range(range.from(), to));
                }
                return ranges;
        }
    }

    private Optional<Answer.Cut> units(Unit unit, List<Range> ranges) throws NoSuchSliceException {
        Units units = cuts.units(unit, path);
        SourceText source = cuts.source(unit, path);
        for (int i = 0; i < ranges.size(); i++) {
            Range range = ranges.get(i);
            endLine();
            int start = slice.selection() == Selection.WHOLE ? before(unit) : units.start(range.from());
            int last = lastThatFits(source, units, range, start);
            if (last < range.from()) {
                return text.length() > 0 ? cut(unit, ranges, i, range.from()) : partOfUnit(unit, ranges, i);
            }
            text.append(source.substring(start, units.end(last)));
            if (last < range.to()) {
                return cut(unit, ranges, i, last + 1);
            }
        }
        return Optional.empty();
    }

    /** Where all of it begins, with what stands before the first unit. */
    private int before(Unit unit) throws NoSuchSliceException {
        return unit == Unit.ROW ? cuts.start(path) : 0;
    }

    private int lastThatFits(SourceText source, Units units, Range range, int start) {
        if (left == Integer.MAX_VALUE) {
            return range.to();
        }
        int from = start;
        for (int unit = range.from(); unit <= range.to(); unit++) {
            long cost = Estimate.of(source.substring(from, units.end(unit)));
            if (cost > left) {
                return unit - 1;
            }
            left -= cost;
            from = units.end(unit);
        }
        return range.to();
    }

    private Optional<Answer.Cut> cut(Unit unit, List<Range> ranges, int index, int next) throws NoSuchSliceException {
        String name = Slicer.name(unit);
        int count = cuts.count(unit, path);
        Range first = ranges.get(0);
        String shown = index == 0
                ? name + " " + new Range(first.from(), Math.max(first.from(), next - 1)) + " of " + count
                : "a part of " + count + " " + name;
        List<Range> rest = new ArrayList<>();
        int to = ranges.get(index).to();
        rest.add(new Range(next, to == count ? Range.END : to));
        rest.addAll(ranges.subList(index + 1, ranges.size()));
        return Optional.of(new Answer.Cut(shown, slice.rest(selection(unit), rest, slice.grep())));
    }

    private static Selection selection(Unit unit) {
        return switch (unit) {
            case ROW -> Selection.ROWS;
            case KEY -> Selection.KEYS;
            default -> Selection.LINES;
        };
    }

    /** Not even one unit fits: shows its first characters, by their numbers in the whole text of the place. */
    private Optional<Answer.Cut> partOfUnit(Unit unit, List<Range> ranges, int index) throws NoSuchSliceException {
        int offset = cuts.offset(unit, path, ranges.get(index).from());
        SourceText whole = cuts.text(path);
        return characters(whole, slice.selection() == Selection.WHOLE ? 0 : offset, whole.length());
    }

    private Optional<Answer.Cut> characters(List<Range> ranges) throws NoSuchSliceException {
        SourceText whole = cuts.text(path);
        for (Range range : ranges) {
            endLine();
            Optional<Answer.Cut> cut = characters(whole, range.from() - 1, range.to());
            if (cut.isPresent()) {
                return cut;
            }
        }
        return Optional.empty();
    }

    private Optional<Answer.Cut> characters(SourceText whole, int from, int to) {
        int end = endThatFits(whole, from, to);
        text.append(whole.substring(from, end));
        if (end == to) {
            return Optional.empty();
        }
        String shown = "characters " + (from + 1) + "-" + end + " of " + whole.length();
        Range rest = new Range(end + 1, to == whole.length() ? Range.END : to);
        Slice next = slice.rest(Selection.CHARACTERS, List.of(rest), Optional.empty());
        return Optional.of(new Answer.Cut(shown, next));
    }

    /** The estimate grows with the text, so the end is found by halving; a surrogate pair stays whole. */
    private int endThatFits(SourceText whole, int from, int to) {
        if (left == Integer.MAX_VALUE) {
            return to;
        }
        int low = Math.min(to, from + 1);
        // No token has more than seven letters, but a run of space is one: what is longer is not shown at once.
        int high = (int) Math.min(to, from + 64L * left);
        while (low < high) {
            int middle = low + (high - low + 1) / 2;
            if (Estimate.of(whole.substring(from, middle)) <= left) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        boolean splits = low < to
                && low > from + 1
                && Character.isHighSurrogate(whole.substring(low - 1, low).charAt(0));
        int end = splits ? low - 1 : low;
        left = 0;
        return end;
    }

    private Optional<Answer.Cut> names() throws NoSuchSliceException {
        cuts.names(path).forEach(name -> text.append(name).append('\n'));
        return Optional.empty();
    }

    private Optional<Answer.Cut> search(Unit unit, List<Range> ranges, Grep grep) throws NoSuchSliceException {
        Units units = cuts.units(unit, path);
        SourceText all = cuts.source(unit, path);
        String source = all.substring(0, all.length());
        Pattern pattern = grep.compiled();
        StoppableText.Watch watch = new StoppableText.Watch();
        int shown = 0;
        for (int i = 0; i < ranges.size(); i++) {
            Range range = ranges.get(i);
            int hit = next(pattern, source, units, range.from(), range.to(), watch);
            shown = Math.min(shown, range.from() - 1);
            while (hit > 0) {
                int from = Math.max(Math.max(range.from(), shown + 1), hit - grep.context());
                if (grep.context() > 0 && text.length() > 0 && from > shown + 1) {
                    text.append("--\n");
                }
                for (int unitNumber = from; unitNumber <= hit; unitNumber++) {
                    if (!line(source, units, unitNumber, unitNumber == hit ? ':' : '-')) {
                        return searchOn(unit, ranges, i, unitNumber);
                    }
                }
                shown = hit;
                int following = next(pattern, source, units, hit + 1, range.to(), watch);
                int until = (int) Math.min(range.to(), (long) hit + grep.context());
                for (int after = hit + 1; after <= until && after != following; after++) {
                    if (!line(source, units, after, '-')) {
                        return searchOn(unit, ranges, i, after);
                    }
                    shown = after;
                }
                hit = following;
            }
        }
        return Optional.empty();
    }

    private static int next(Pattern pattern, String source, Units units, int from, int to, StoppableText.Watch watch) {
        for (int unit = from; unit <= to; unit++) {
            Matcher matcher =
                    pattern.matcher(new StoppableText(source, units.start(unit), content(source, units, unit), watch));
            if (matcher.find()) {
                return unit;
            }
        }
        return 0;
    }

    /** Where a unit ends without its line end. */
    private static int content(String source, Units units, int unit) {
        int end = units.end(unit);
        int start = units.start(unit);
        end -= end > start && source.charAt(end - 1) == '\n' ? 1 : 0;
        return end - (end > start && source.charAt(end - 1) == '\r' ? 1 : 0);
    }

    private boolean line(String source, Units units, int unit, char mark) {
        String line = unit + "" + mark + source.substring(units.start(unit), content(source, units, unit)) + "\n";
        long cost = left == Integer.MAX_VALUE ? 0 : Estimate.of(line);
        if (cost > left && text.length() > 0) {
            return false;
        }
        left -= Math.min(cost, left);
        text.append(line);
        return true;
    }

    private Optional<Answer.Cut> searchOn(Unit unit, List<Range> ranges, int index, int next)
            throws NoSuchSliceException {
        Answer.Cut cut = cut(unit, ranges, index, next).orElseThrow();
        return Optional.of(new Answer.Cut("hits before " + Slicer.name(unit) + " " + next, cut.rest()));
    }

    /** Parts that do not follow one another begin in lines of their own. */
    private void endLine() {
        if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }
}
