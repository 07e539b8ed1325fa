package io.headroom.deploy.journal;

import io.headroom.deploy.change.MadeChange;
import java.util.List;
import java.util.Optional;

/**
 * How an unfinished transaction was finished.
 *
 * @param unfinished which; empty if there was none
 * @param changes if it was completed: what is made now, for the manifest; if it was rolled back the manifest is back, too
 * @param report what was left, and what is still to be undone; not complete: the journal stays
 */
public record Recovered(Optional<Unfinished> unfinished, List<MadeChange> changes, UndoReport report) {
    public Recovered {
        changes = List.copyOf(changes);
    }
}
