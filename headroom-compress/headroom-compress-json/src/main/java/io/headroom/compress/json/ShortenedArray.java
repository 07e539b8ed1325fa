package io.headroom.compress.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array of which elements may be left out, and what each of them is worth. Not thread-safe. */
final class ShortenedArray {
    /** What a gap within a row must hide at least, being about three times as dear as its note. */
    private static final int FEWEST_HIDDEN = 50;

    private static final int SHORTEST_GAP = 3;
    /** With more gaps than this a note within a row tells no facts: the rows before and behind it say what is between them. */
    private static final int MOST_WITH_FACTS = 10;

    private final JsonNodes nodes;
    private final Shortenable array;
    private final byte[] worth;
    private final boolean inner;
    private final Steps steps;
    private @Nullable RowFacts facts;

    private ShortenedArray(JsonNodes nodes, Shortenable array, byte[] worth, boolean inner, Steps steps) {
        this.nodes = nodes;
        this.array = array;
        this.worth = worth;
        this.inner = inner;
        this.steps = steps;
    }

    /** An array that no row of another one holds. */
    static ShortenedArray outer(JsonNodes nodes, Shortenable array, Steps steps) {
        RowColumns columns = new RowColumns(nodes, array.elements(), steps);
        byte[] worth = new RowChoice(nodes, array.elements(), steps).judge(columns.all());
        ShortenedArray outer = new ShortenedArray(nodes, array, worth, false, steps);
        outer.facts = new RowFacts(nodes, array.elements(), columns.all());
        return outer;
    }

    /** A list within a row, of which is known what its elements are worth among those of all rows. */
    static ShortenedArray inner(JsonNodes nodes, Shortenable list, byte[] worth, Steps steps) {
        return new ShortenedArray(nodes, list, worth, true, steps);
    }

    Shortenable array() {
        return array;
    }

    /** Whether a row of another array holds this one. */
    boolean isInner() {
        return inner;
    }

    /** The gaps if all is left out that is worth less: the first element and the one behind the last of each. */
    List<int[]> gaps(int least) {
        List<int[]> gaps = new ArrayList<>(gaps(worth, least));
        if (inner) {
            gaps.removeIf(gap -> !Shortenable.hides(nodes, elements(gap), FEWEST_HIDDEN));
        }
        return gaps;
    }

    private int[] elements(int[] gap) {
        return Arrays.copyOfRange(array.elements(), gap[0], gap[1]);
    }

    /** The note for a gap of several in a form. */
    List<GapNote> notes(List<int[]> gaps, int all) {
        boolean known = !inner || all <= MOST_WITH_FACTS;
        List<GapNote> notes = new ArrayList<>();
        for (int[] gap : gaps) {
            String what = known ? facts().of(gap[0], gap[1], all) : "";
            notes.add(new GapNote(array.path(), array.unit(), gap[0] + 1, gap[1], what));
        }
        return notes;
    }

    private RowFacts facts() {
        if (facts == null) {
            facts = new RowFacts(nodes, array.elements(), new RowColumns(nodes, array.elements(), steps).all());
        }
        return facts;
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
}
