package io.headroom.compress.json;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.ShorteningContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Leaves elements of long arrays out of a document: chooses those that stay, writes the lossless form of the rest, and notes at each gap
 * what is missing. One instance shortens one text.
 */
final class JsonShortener {
    private static final int SHORTEST_GAP = 3;
    private static final int MOST_GAPS = 40;

    private final ShorteningContext context;
    private final Steps steps;

    /** An array, what its elements are worth, and what can be said of them. */
    private record Judged(Shortenable array, byte[] worth, RowFacts facts) {}

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
        List<Judged> arrays = new ArrayList<>();
        for (Shortenable array : Shortenable.of(document)) {
            RowColumns columns = new RowColumns(document.nodes(), array.elements(), steps);
            arrays.add(new Judged(
                    array,
                    new RowChoice(document.nodes(), array.elements(), steps).judge(columns.all()),
                    new RowFacts(document.nodes(), array.elements(), columns.all())));
        }
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

    private Optional<Compressed> form(JsonText document, List<Judged> arrays, Map<Integer, CutCell> cuts, int least) {
        List<int[]> all = new ArrayList<>();
        Map<Integer, List<int[]>> gaps = new HashMap<>();
        for (Judged judged : arrays) {
            List<int[]> own = gaps(judged.worth(), least);
            own.forEach(gap -> all.add(new int[] {judged.array().node(), gap[0], gap[1]}));
            gaps.put(judged.array().node(), own);
        }
        shortest(all, gaps);
        int count = gaps.values().stream().mapToInt(List::size).sum();
        if (count == 0 && cuts.isEmpty()) {
            return Optional.empty();
        }
        List<GapNote> notes = new ArrayList<>();
        for (Judged judged : arrays) {
            for (int[] gap : gaps.get(judged.array().node())) {
                notes.add(new GapNote(
                        judged.array().path(),
                        judged.array().unit(),
                        gap[0] + 1,
                        gap[1],
                        judged.facts().of(gap[0], gap[1], count)));
            }
        }
        String shown = document.without(gaps, cuts);
        String lossless = new DocumentCompressor(context)
                .compress(shown)
                .map(Compressed::text)
                .orElse(shown);
        return GapNotes.insert(lossless, notes).flatMap(ExcerptReader::verified);
    }

    /** Runs of elements that are worth less. */
    static List<int[]> gaps(byte[] worth, int least) {
        List<int[]> gaps = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= worth.length; i++) {
            boolean stays = i == worth.length || worth[i] >= least;
            if (!stays && start < 0) {
                start = i;
            } else if (stays && start >= 0) {
                if (i - start >= SHORTEST_GAP) {
                    gaps.add(new int[] {start, i});
                }
                start = -1;
            }
        }
        return gaps;
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

    /** Drops the shortest gaps until there are few enough for a reader: what they hid stays then. */
    private static void shortest(List<int[]> all, Map<Integer, List<int[]>> gaps) {
        if (all.size() <= MOST_GAPS) {
            return;
        }
        List<int[]> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingInt(gap -> gap[1] - gap[2]));
        List<int[]> kept = sorted.subList(0, MOST_GAPS);
        gaps.replaceAll((node, own) -> own.stream()
                .filter(gap -> kept.stream().anyMatch(one -> one[0] == node && one[1] == gap[0] && one[2] == gap[1]))
                .toList());
    }
}
