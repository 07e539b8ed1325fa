package io.headroom.deploy.shell;

import io.headroom.api.change.Change;
import java.util.List;

/**
 * How variables reach the programs.
 *
 * @param changes the files and values
 * @param notes what the user should know, one sentence each: what to start again, and what is not reached
 * @param refused files that cannot take a block, each with the reason
 */
public record SurfacePlan(List<Change> changes, List<String> notes, List<String> refused) {
    public SurfacePlan {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
        refused = List.copyOf(refused);
    }
}
