package io.headroom.deploy.edit;

import java.util.Objects;
import java.util.Optional;

/**
 * What one edit did, as a manifest keeps it. All texts are slices of the documents, so that spelling and comments come back.
 *
 * @param key the pointer or the marker
 * @param former what stood there before, as written; empty if nothing did
 * @param ours what stands there now, as written; empty if the edit took something out
 * @param made the topmost container that had to be made on the way, as a pointer, or for blocks the line end that was added in front;
 *     empty if none
 */
public record Trace(String key, Optional<String> former, Optional<String> ours, Optional<String> made) {
    public Trace {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(former, "former");
        Objects.requireNonNull(ours, "ours");
        Objects.requireNonNull(made, "made");
    }
}
