package io.headroom.api.testkit;

import io.headroom.api.testkit.host.FakeHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Runs something while the JVM's own home directory is a copy of a fake host's with other contents, so that whoever looks there instead
 * of asking the host gets another answer.
 */
final class RealHome {
    private static final String PROPERTY = "user.home";

    private RealHome() {}

    static <T> T with(FakeHost host, Supplier<T> work) {
        String former = System.getProperty(PROPERTY);
        try {
            Path copy = Files.createTempDirectory("headroom-home");
            try {
                decoys(host.home(), copy);
                System.setProperty(PROPERTY, copy.toString());
                return work.get();
            } finally {
                System.setProperty(PROPERTY, former);
                delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void decoys(Path from, Path to) throws IOException {
        for (Path path : walk(from)) {
            Path target = to.resolve(from.relativize(path).toString().replace('\\', '/'));
            if (Files.isDirectory(path)) {
                Files.createDirectories(target);
            } else {
                Files.createDirectories(target.getParent());
                Files.writeString(target, "{\"decoy\":true}");
            }
        }
    }

    private static void delete(Path root) throws IOException {
        for (Path path : walk(root).stream().sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
        }
    }

    private static List<Path> walk(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.toList();
        }
    }
}
