package io.headroom.api.testkit.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything below a directory as a value, so that two moments can be compared: paths, bytes, links, times of change. */
public final class FileTree {
    private FileTree() {}

    /**
     * Takes a snapshot of bytes and links.
     *
     * @param root the directory
     * @return paths, with the bytes in Base64, the target of a link, or a word for a directory
     */
    public static SortedMap<String, String> contents(Path root) {
        return read(root, path -> {
            if (Files.isSymbolicLink(path)) {
                return "link to " + Files.readSymbolicLink(path);
            }
            return Files.isDirectory(path) ? "directory" : Base64.getEncoder().encodeToString(Files.readAllBytes(path));
        });
    }

    /**
     * Takes a snapshot that also tells when something was written that changed nothing.
     *
     * @param root the directory
     * @return paths, with bytes and times
     */
    public static SortedMap<String, String> contentsAndTimes(Path root) {
        SortedMap<String, String> tree = contents(root);
        SortedMap<String, String> times = read(
                root,
                path -> Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
                        .toString());
        tree.replaceAll((path, content) -> content + " of " + times.get(path));
        return tree;
    }

    private static SortedMap<String, String> read(Path root, Describe describe) {
        SortedMap<String, String> tree = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                tree.put(path.toString(), describe.of(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tree;
    }

    private interface Describe {
        String of(Path path) throws IOException;
    }
}
