package io.headroom.compress.json;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.ShorteningContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves elements of long arrays out of a document: chooses those that stay, writes the lossless form of the rest, and notes at each gap
 * what is missing. One instance shortens one text.
 */
final class JsonShortener {
    private static final int MOST_GAPS = 40;

    private final ShorteningContext context;
    private final Steps steps;

    JsonShortener(ShorteningContext context) {
        this.context = context;
        this.steps = new Steps(context);
    }

    Optional<Compressed> shorten(String text) {
        Optional<JsonText> read = JsonText.read(text, steps);
        if (read.isEmpty() || context.floor() == Fidelity.BYTES) {
            return Optional.empty();
        }
        JsonText document = read.get();
        Optional<Map<Integer, CutCell>> cuts = LongCells.of(document, steps);
        if (cuts.isEmpty()) {
            return Optional.empty();
        }
        List<ShortenedArray> arrays = Shortenable.of(document).stream()
                .map(array -> ShortenedArray.outer(document.nodes(), array, steps))
                .toList();
        Optional<Compressed> best = Optional.empty();
        // What must stay may double the budget; beyond it repetitions go, at last all but the borders.
        for (int least = RowChoice.REPEATED; least <= RowChoice.BORDER; least++) {
            Optional<Compressed> form = form(document, arrays, cuts.get(), least);
            if (form.isPresent()) {
                best = form;
                if (context.estimate(form.get().text()) <= 2 * context.budget()) {
                    break;
                }
            }
            if (least == RowChoice.SINGULAR && best.isPresent()) {
                break;
            }
        }
        steps.report();
        return best;
    }

    /** The form with gaps within rows, too, or without those if one of them has no place, as in a row that stands as JSON. */
    private Optional<Compressed> form(
            JsonText document, List<ShortenedArray> outer, Map<Integer, CutCell> cuts, int least) {
        List<ShortenedArray> inner = new InnerRows(document.nodes(), steps).within(outer, least);
        if (inner.isEmpty()) {
            return written(document, outer, cuts, least);
        }
        List<ShortenedArray> all = new ArrayList<>(outer);
        all.addAll(inner);
        return written(document, all, cuts, least).or(() -> written(document, outer, cuts, least));
    }

    private Optional<Compressed> written(
            JsonText document, List<ShortenedArray> arrays, Map<Integer, CutCell> cuts, int least) {
        Map<Integer, List<int[]>> gaps = new HashMap<>();
        arrays.forEach(array -> gaps.put(array.array().node(), array.gaps(least)));
        shortest(arrays, gaps);
        int count = gaps.values().stream().mapToInt(List::size).sum();
        int outer = arrays.stream()
                .filter(array -> !array.isInner())
                .mapToInt(array -> gaps.get(array.array().node()).size())
                .sum();
        if (count == 0 && cuts.isEmpty()) {
            return Optional.empty();
        }
        List<GapNote> notes = new ArrayList<>();
        Map<String, List<GapNote>> byArray = new HashMap<>();
        for (ShortenedArray array : arrays) {
            List<GapNote> own = array.notes(gaps.get(array.array().node()), array.isInner() ? count : outer);
            notes.addAll(own);
            byArray.put(array.array().path(), own);
        }
        Map<String, List<GapNote>> byShown = new HashMap<>();
        byArray.forEach((path, own) -> {
            if (!own.isEmpty()) {
                byShown.put(shown(path, byArray), own);
            }
        });
        String shown = document.without(gaps, cuts);
        DocumentCompressor compressor = new DocumentCompressor(context, byShown);
        String lossless = compressor.compress(shown).map(Compressed::text).orElse(shown);
        notes.removeAll(compressor.placed());
        return GapNotes.insert(lossless, notes).flatMap(ExcerptReader::verified);
    }

    /** The pointer that an array has in what is shown, where elements before it or before those that hold it are missing. */
    private static String shown(String path, Map<String, List<GapNote>> notes) {
        StringBuilder shown = new StringBuilder();
        for (int at = 0; at < path.length(); ) {
            int end = path.indexOf('/', at + 1) < 0 ? path.length() : path.indexOf('/', at + 1);
            String step = path.substring(at + 1, end);
            int missing = notes.getOrDefault(path.substring(0, at), List.of()).stream()
                    .filter(note -> note.unit() != LeftOut.Unit.KEY && note.to() <= Integer.parseInt(step))
                    .mapToInt(GapNote::count)
                    .sum();
            shown.append('/').append(missing == 0 ? step : Integer.toString(Integer.parseInt(step) - missing));
            at = end;
        }
        return shown.toString();
    }

    /** The longest gaps, as many as a reader can follow, in their order. */
    static List<int[]> few(List<int[]> gaps) {
        Comparator<int[]> longest = Comparator.comparingInt(gap -> gap[0] - gap[1]);
        return gaps.stream()
                .sorted(longest)
                .limit(MOST_GAPS)
                .sorted(Comparator.comparingInt(gap -> gap[0]))
                .toList();
    }

    /** Drops the shortest gaps, those within rows first, until there are few enough for a reader: what they hid stays then. */
    private static void shortest(List<ShortenedArray> arrays, Map<Integer, List<int[]>> gaps) {
        int left = MOST_GAPS;
        for (boolean inner : new boolean[] {false, true}) {
            List<int[]> sorted = arrays.stream()
                    .filter(array -> array.isInner() == inner)
                    .flatMap(array -> gaps.get(array.array().node()).stream())
                    .sorted(Comparator.comparingInt(gap -> gap[0] - gap[1]))
                    .toList();
            Set<int[]> dropped = Collections.newSetFromMap(new IdentityHashMap<>());
            dropped.addAll(sorted.subList(Math.min(left, sorted.size()), sorted.size()));
            gaps.replaceAll((node, own) ->
                    own.stream().filter(gap -> !dropped.contains(gap)).toList());
            left -= sorted.size() - dropped.size();
        }
    }
}
