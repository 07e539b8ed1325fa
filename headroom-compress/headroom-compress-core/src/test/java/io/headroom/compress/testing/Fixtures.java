package io.headroom.compress.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Real tool outputs, if the folder with them lies beside one of the directories above. */
public final class Fixtures {
    private Fixtures() {}

    /** The texts under a folder of the fixtures; none, with a notice, where there are no fixtures. */
    public static List<Path> texts(String folder) {
        Path at = Path.of("").toAbsolutePath();
        while (at != null) {
            Path shared = at.resolveSibling("shared").resolve("fixtures").resolve(folder);
            if (at.getParent() != null && Files.isDirectory(shared)) {
                return files(shared);
            }
            at = at.getParent();
        }
        System.out.println("no shared fixtures beside this checkout: skipped " + folder);
        return List.of();
    }

    /** A file's text, whatever its bytes. */
    public static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".zst"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
