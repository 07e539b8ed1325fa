package io.headroom.deploy.journal;

import io.headroom.deploy.file.AtomicFiles;
import io.headroom.deploy.file.FileMode;
import io.headroom.deploy.lock.FileLocks;
import io.headroom.deploy.lock.HeldLock;
import io.headroom.deploy.ownership.Ownership;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * The lock of what profiles share (D-211): held for each single step, not for a whole transaction.
 *
 * @param locks takes it
 * @param files makes its folder
 */
public record SharedLock(FileLocks locks, AtomicFiles files) {
    /**
     * Takes the lock of an ownership.
     *
     * @param ownership whose
     * @return the lock
     * @throws IOException if somebody else holds it for long, or its folder cannot be made
     */
    public HeldLock take(Ownership ownership) throws IOException {
        files.makeFolders(ownership.folder(), OptionalInt.of(FileMode.OWNER_FOLDER));
        return locks.take(ownership.folder().resolve("lock"), "What profiles share in " + ownership.folder());
    }
}
