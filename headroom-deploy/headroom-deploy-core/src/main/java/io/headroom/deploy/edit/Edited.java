package io.headroom.deploy.edit;

import io.headroom.api.change.FileContent;
import java.util.List;

/**
 * A document with our part in it.
 *
 * @param after the new document
 * @param traces what is needed to take our part back, one for each edit, in the order of the edits
 */
public record Edited(FileContent after, List<Trace> traces) {
    public Edited {
        traces = List.copyOf(traces);
    }
}
