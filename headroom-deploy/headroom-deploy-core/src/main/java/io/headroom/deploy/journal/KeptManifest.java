package io.headroom.deploy.journal;

import io.headroom.api.change.FileContent;
import io.headroom.deploy.file.AtomicFiles;
import io.headroom.deploy.file.FileMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The copy of a profile's manifest, for the day on which somebody damages it (D-603). It is made of what a transaction has just written, never
 * of what happens to be there, and before the transaction ends, so that with the journal it is always right.
 */
final class KeptManifest {
    private final Path manifest;
    private final Path copy;
    private final AtomicFiles files;

    KeptManifest(Path own, AtomicFiles files) {
        this.manifest = own.resolve("manifest.json");
        this.copy = own.resolve("backup").resolve(manifest.getFileName());
        this.files = files;
    }

    /** If the transaction wrote the manifest, or put the former one back. */
    void keepAfter(JournalState state) throws IOException {
        boolean written = state.intents().stream()
                .anyMatch(intent -> intent.kind() == Intent.Kind.WRITE
                        && intent.path().filter(manifest::equals).isPresent());
        if (written) {
            keep();
        }
    }

    /** Of a manifest that was just written. */
    void keep() throws IOException {
        Optional<FileContent> now = files.read(manifest);
        if (now.isEmpty()) {
            files.remove(copy);
            return;
        }
        if (!files.read(copy).equals(now)) {
            files.makeFolders(copy.getParent(), OptionalInt.of(FileMode.OWNER_FOLDER));
            files.sweep(copy);
            files.put(copy, now.get(), OptionalInt.of(FileMode.OWNER_FILE));
        }
    }
}
