package io.headroom.deploy.lock;

import io.headroom.api.host.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Takes locks of the operating system on files (D-211), with the holder's pid inside. Thread-safe. */
public final class FileLocks {
    private final Host host;

    /**
     * Creates the locks of a host.
     *
     * @param host whose clock the waiting goes by
     */
    public FileLocks(Host host) {
        this.host = host;
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
        throw new UnsupportedOperationException(host + " " + file + what);
    }

    /**
     * Takes a lock if it is free.
     *
     * @param file the lock's file, made if there is none
     * @return the lock; empty if somebody else holds it
     * @throws IOException if the file cannot be used
     */
    public Optional<HeldLock> tryTake(Path file) throws IOException {
        throw new UnsupportedOperationException(host + " " + file);
    }
}
