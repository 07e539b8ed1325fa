package io.headroom.proxy.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What this JVM holds of the operating system. */
public final class Resources {
    private Resources() {}

    /** The names of live threads that begin with something. */
    public static List<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .toList();
    }

    /** The number of open sockets, pipes and event queues; -1 where the system does not tell. */
    public static long descriptors() throws IOException {
        Path folder = Path.of("/proc/self/fd");
        if (!Files.isDirectory(folder)) {
            return -1;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Resources::counts).count();
        }
    }

    private static boolean counts(Path entry) {
        try {
            String target = Files.readSymbolicLink(entry).toString();
            return target.startsWith("socket:") || target.startsWith("anon_inode:") || target.startsWith("pipe:");
        } catch (IOException e) {
            // Closed while we looked.
            return false;
        }
    }
}
