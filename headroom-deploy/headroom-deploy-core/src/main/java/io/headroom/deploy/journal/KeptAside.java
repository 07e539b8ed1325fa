package io.headroom.deploy.journal;

import io.headroom.api.change.Change;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.file.AtomicFiles;
import io.headroom.deploy.file.ContentHash;
import io.headroom.deploy.file.FileMode;
import io.headroom.deploy.surface.Surface;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Files of ours that the user had edited, in {@code <ws>/deploy/kept/P/} (D-101). The same bytes are kept once. */
final class KeptAside {
    private static final int DIGITS = 8;

    private final Path folder;
    private final AtomicFiles files;

    KeptAside(Path folder, AtomicFiles files) {
        this.folder = folder;
        this.files = files;
    }

    Optional<Path> keep(Change change, FileContent content) throws IOException {
        Path path = Surface.of(change).path().orElseThrow();
        String hash = ContentHash.of(content).hex().substring(0, DIGITS);
        Path kept = folder.resolve(hash + "-" + path.getFileName());
        files.makeFolders(folder, OptionalInt.of(FileMode.OWNER_FOLDER));
        files.put(kept, content, OptionalInt.of(FileMode.OWNER_FILE));
        return Optional.of(kept);
    }

    /** Removes what a dead process left beside the file of a change. */
    void sweep(Change change) throws IOException {
        Surface surface = Surface.of(change);
        if (surface.kind() == Surface.Kind.FILE) {
            files.sweep(surface.path().orElseThrow());
        }
    }
}
