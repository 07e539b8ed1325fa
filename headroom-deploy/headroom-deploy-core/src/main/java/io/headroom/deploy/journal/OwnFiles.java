package io.headroom.deploy.journal;

import io.headroom.api.change.FileContent;
import io.headroom.deploy.file.AtomicFiles;
import io.headroom.deploy.file.ContentHash;
import io.headroom.deploy.file.FileMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Files of the deployment that no change stands for: written down before, put back whatever is there. */
final class OwnFiles {
    private final Journal journal;
    private final AtomicFiles files;

    OwnFiles(Journal journal, AtomicFiles files) {
        this.journal = journal;
        this.files = files;
    }

    void write(JournalState state, Path path, FileContent content) throws IOException {
        Optional<FileContent> now = files.read(path);
        if (now.isPresent()) {
            journal.backup().put(now.get());
        }
        Intent intent = new Intent(
                state.nextNumber(),
                Intent.Kind.WRITE,
                Optional.empty(),
                Optional.empty(),
                Optional.of(path),
                ContentHash.of(now),
                OptionalInt.empty(),
                Optional.of(ContentHash.of(content)),
                AtomicFiles.Way.RENAME,
                Optional.empty(),
                Optional.empty());
        journal.intend(state, intent);
        files.put(path, content, OptionalInt.of(FileMode.OWNER_FILE));
        journal.done(state, intent);
    }

    void rollBack(JournalState state, Intent intent) throws IOException {
        Path path = intent.path().orElseThrow();
        files.sweep(path);
        if (intent.before().isEmpty()) {
            files.remove(path);
        } else if (!ContentHash.of(files.read(path)).equals(intent.before())) {
            FileContent before = journal.backup()
                    .find(intent.before().get())
                    .orElseThrow(() -> new IOException("its former bytes are lost"));
            files.put(path, before, OptionalInt.of(FileMode.OWNER_FILE));
        }
        journal.undone(state, intent);
    }
}
