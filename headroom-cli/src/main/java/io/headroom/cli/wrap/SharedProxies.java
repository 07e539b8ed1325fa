package io.headroom.cli.wrap;

import io.headroom.cli.console.Version;
import io.headroom.deploy.identity.IdentityProbe;
import io.headroom.deploy.identity.Instance;
import io.headroom.deploy.lock.FileLocks;
import io.headroom.deploy.lock.HeldLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which ephemeral proxies run, and with what settings: tools that want the same share one, others get their own. Who starts one holds the
 * turn, so that of two wraps at once one starts it and both use it.
 */
final class SharedProxies {
    private static final Pattern NAME = Pattern.compile("wrap-([1-9][0-9]{0,4})\\.settings");
    private static final long STEP_NANOS = 20_000_000;

    private final Path workspace;
    private final Path configuration;
    private final Map<String, String> environment;
    private final FileLocks locks;
    private final IdentityProbe probe;

    /**
     * The proxies of a workspace.
     *
     * @param workspace where their run files lie
     * @param configuration the folder of {@code headroom.toml}
     * @param environment what they see
     * @param locks locks between processes
     * @param probe reads run files
     */
    SharedProxies(
            Path workspace, Path configuration, Map<String, String> environment, FileLocks locks, IdentityProbe probe) {
        this.workspace = workspace;
        this.configuration = configuration;
        this.environment = environment;
        this.locks = locks;
        this.probe = probe;
    }

    /** The right to look for a proxy and to start one. */
    final class Turn implements AutoCloseable {
        private final HeldLock lock;

        private Turn(HeldLock lock) {
            this.lock = lock;
        }

        /** The proxy that was started with these flags, by what is written down; whether it lives is to be proven. */
        Optional<Instance> find(List<String> flags) throws IOException {
            String wanted = key(flags);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(), "wrap-*.settings")) {
                for (Path file : files) {
                    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                    if (name.matches()) {
                        Optional<Instance> found = instance(file, Integer.parseInt(name.group(1)), wanted);
                        if (found.isPresent()) {
                            return found;
                        }
                    }
                }
            } catch (NoSuchFileException none) {
                return Optional.empty();
            }
            return Optional.empty();
        }

        private Optional<Instance> instance(Path file, int port, String wanted) throws IOException {
            Optional<Instance> recorded = probe.recorded(port);
            if (recorded.isEmpty()) {
                Files.deleteIfExists(file);
                return Optional.empty();
            }
            String line = Files.readString(file, StandardCharsets.UTF_8).strip();
            return recorded.filter(instance -> line.equals(instance.id() + " " + wanted));
        }

        /** Writes down what a proxy was started with. */
        void remember(Instance instance, List<String> flags) throws IOException {
            Path file = folder().resolve("wrap-" + instance.port() + ".settings");
            Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
            Files.writeString(temporary, instance.id() + " " + key(flags) + "\n");
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void close() {
            lock.close();
        }
    }

    /**
     * Waits for the turn.
     *
     * @throws IOException if somebody else keeps it for too long, or the workspace cannot be written
     */
    Turn turn(Duration limit) throws IOException {
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
        Path file = folder.resolve("wrap.lock");
        long begin = System.nanoTime();
        while (true) {
            Optional<HeldLock> lock = locks.tryTake(file);
            if (lock.isPresent()) {
                return new Turn(lock.get());
            }
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new IOException("another wrap has been starting a proxy for " + limit.toSeconds() + " s");
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    private Path folder() {
        return workspace.resolve("run");
    }

    /** What a proxy does depends on its version, flags, environment, configuration file and plugins. */
    private String key(List<String> flags) throws IOException {
        StringBuilder all =
                new StringBuilder(Version.line()).append('\n').append(flags).append('\n');
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith("HEADROOM_") || name.endsWith("_TARGET_API_URL")) {
                all.append(name).append('=').append(value).append('\n');
            }
        });
        Path file = configuration.resolve("headroom.toml");
        if (Files.isReadable(file)) {
            all.append(HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
        Path plugins = workspace.resolve("plugins");
        if (Files.isDirectory(plugins)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(plugins, "*.jar")) {
                TreeMap<String, String> sorted = new TreeMap<>();
                for (Path jar : jars) {
                    sorted.put(jar.toString(), Files.size(jar) + " " + Files.getLastModifiedTime(jar));
                }
                all.append(sorted);
            }
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
