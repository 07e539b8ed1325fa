package io.headroom.compress.message;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds recordings that lie beside the project, in a folder {@code shared/fixtures}. They need not be there. */
public final class Recordings {
    private Recordings() {}

    /** The folder of one kind of recording; if there is none, that is printed. */
    public static Optional<Path> folder(String kind) {
        Path start = Path.of(System.getProperty("basedir", System.getProperty("user.dir")))
                .toAbsolutePath();
        Optional<Path> folder = Stream.iterate(start, path -> path != null, Path::getParent)
                .map(path -> path.resolveSibling("shared").resolve("fixtures").resolve(kind))
                .filter(Files::isDirectory)
                .findFirst();
        if (folder.isEmpty()) {
            System.out.println("[skipped: no recorded " + kind + " beside the project]");
        }
        return folder;
    }
}
