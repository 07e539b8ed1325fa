package io.headroom.deploy.lock;

import io.headroom.api.host.Host;
import io.headroom.deploy.file.Belongings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes locks of the operating system on files (D-211), with the holder's pid inside; a dead holder's are free. The byte that is locked lies
 * far behind the pid, so that the pid can be read on Windows, too. A lock's file may be deleted by its holder.
 *
 * <p>Thread-safe. A process needs one instance for its locks: by fcntl(2), closing any other handle of a locked file frees the lock, so
 * that an instance must know what it holds.
 */
public final class FileLocks {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Host host;
    private final Belongings belongings;
    private final Set<Path> held = ConcurrentHashMap.newKeySet();

    /**
     * Creates the locks of a host.
     *
     * @param host whose clock the waiting goes by
     */
    public FileLocks(Host host) {
        this.host = host;
        this.belongings = new Belongings(host);
    }

    /**
     * Takes a lock, waiting up to 10 s. Missing folders are not made.
     *
     * @param file the lock's file, made if there is none
     * @param what what is locked, as the subject of the message, such as {@code Profile 'P'}
     * @return the lock
     * @throws LockedException if somebody else holds it for longer
     * @throws IOException if the file cannot be used
     */
    public HeldLock take(Path file, String what) throws IOException {
        Instant end = host.now().plus(PATIENCE);
        while (true) {
            Optional<HeldLock> held = tryTake(file);
            if (held.isPresent()) {
                return held.get();
            }
            if (!host.now().isBefore(end)) {
                throw new LockedException(what, holder(file));
            }
            host.pause(PAUSE);
        }
    }

    /**
     * Takes a lock if it is free.
     *
     * @param file the lock's file, made if there is none
     * @return the lock; empty if somebody else holds it
     * @throws IOException if the file cannot be used
     */
    public Optional<HeldLock> tryTake(Path file) throws IOException {
        Path name = file.toAbsolutePath().normalize();
        if (!held.add(name)) {
            return Optional.empty();
        }
        Optional<HeldLock> lock = Optional.empty();
        try {
            lock = lock(name);
            return lock;
        } finally {
            if (lock.isEmpty()) {
                held.remove(name);
            }
        }
    }

    private Optional<HeldLock> lock(Path file) throws IOException {
        Optional<Object> before = key(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            // Its former holder may have deleted the file after we opened it. An open file's key is not given to
            // another.
            if (lock(channel) != null && before.equals(key(file))) {
                channel.truncate(0);
                String pid = Long.toString(ProcessHandle.current().pid());
                channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
                return Optional.of(new Held(channel, file));
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        if (before.isEmpty()) {
            belongings.inherit(file.getParent(), file);
            return lock(file);
        }
        return Optional.empty();
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    /** What tells a file from another of the same name; where there is no such thing, whether there is one. */
    private static Optional<Object> key(Path file) throws IOException {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return Optional.of(key == null ? file : key);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private static long holder(Path file) {
        try {
            return Long.parseLong(
                    Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException unknown) {
            return 0;
        }
    }

    private final class Held implements HeldLock {
        private final FileChannel channel;
        private final Path file;

        Held(FileChannel channel, Path file) {
            this.channel = channel;
            this.file = file;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // The lock goes with the process at the latest, and there is nothing that the caller could do.
                return;
            } finally {
                held.remove(file);
            }
        }
    }
}
