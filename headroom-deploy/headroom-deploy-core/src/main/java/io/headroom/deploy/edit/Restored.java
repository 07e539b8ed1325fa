package io.headroom.deploy.edit;

import io.headroom.api.change.FileContent;
import java.util.List;
import java.util.Optional;

/**
 * A document from which our part was taken back.
 *
 * @param after the document; empty if nothing is left in it and we had made the file
 * @param left the keys that the user changed since, and that were left as they are
 */
public record Restored(Optional<FileContent> after, List<String> left) {
    public Restored {
        left = List.copyOf(left);
    }
}
