package io.headroom.deploy.file;

import io.headroom.api.change.FileContent;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Contents kept by their hash in a folder, each 0600, synced before {@link #put} returns. Thread-safe as long as one process writes. */
public final class Images {
    private final Path folder;
    private final AtomicFiles files;

    /**
     * Images in a folder, which is made with the first one.
     *
     * @param folder where
     * @param files writes them
     */
    public Images(Path folder, AtomicFiles files) {
        this.folder = folder;
        this.files = files;
    }

    /**
     * Keeps a content.
     *
     * @param content the bytes
     * @return their hash
     * @throws IOException if they cannot be kept
     */
    public ContentHash put(FileContent content) throws IOException {
        ContentHash hash = ContentHash.of(content);
        if (find(hash).isEmpty()) {
            files.makeFolders(folder, OptionalInt.of(FileMode.OWNER_FOLDER));
            files.put(folder.resolve(hash.hex()), content, OptionalInt.of(FileMode.OWNER_FILE));
        }
        return hash;
    }

    /**
     * Gives back a content.
     *
     * @param hash its hash
     * @return the bytes; empty if they are not here, or damaged
     * @throws IOException if they cannot be read
     */
    public Optional<FileContent> find(ContentHash hash) throws IOException {
        return files.read(folder.resolve(hash.hex()))
                .filter(content -> ContentHash.of(content).equals(hash));
    }

    /**
     * Drops images that nobody needs any more, and the folder with the last one. Documents beside them stay.
     *
     * @param needed what stays
     * @throws IOException if something cannot be deleted
     */
    public void retain(Set<ContentHash> needed) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<String> names = needed.stream().map(ContentHash::hex).toList();
        boolean empty = true;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path image : all) {
                String name = image.getFileName().toString();
                if (names.contains(name) || name.endsWith(".json")) {
                    empty = false;
                } else {
                    files.remove(image);
                }
            }
        }
        if (empty) {
            files.remove(folder);
        }
    }
}
