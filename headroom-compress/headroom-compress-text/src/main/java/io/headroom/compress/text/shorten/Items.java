package io.headroom.compress.text.shorten;

import java.util.List;
import java.util.Optional;

/** Names in a text that a note has to give, because the reader may need each of them: files of a listing, paths with hits, commits. */
interface Items {
    /** Whether the names are all that there is to say. */
    default boolean replacesOtherFacts() {
        return true;
    }

    /** Whether a line, from 0 on, is one that the facts tell of. */
    default boolean isNamed(int line) {
        return true;
    }

    /** What a note says about the names in these ranges of lines; empty if there are none. */
    String facts(List<GapNote.Range> ranges);

    /** No names. */
    static Items none() {
        return new Items() {
            @Override
            public boolean replacesOtherFacts() {
                return false;
            }

            @Override
            public String facts(List<GapNote.Range> ranges) {
                return "";
            }
        };
    }

    /** Lets a search for names end at the first that knows them. */
    static Items first(List<Optional<? extends Items>> candidates) {
        for (Optional<? extends Items> candidate : candidates) {
            if (candidate.isPresent()) {
                return candidate.get();
            }
        }
        return none();
    }
}
