package io.headroom.deploy.journal;

import io.headroom.deploy.lock.FileLocks;
import io.headroom.deploy.lock.HeldLock;
import io.headroom.deploy.ownership.Ownership;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The lock of what profiles share (D-211): held for each single step, not for a whole transaction.
 *
 * @param locks takes it
 */
public record SharedLock(FileLocks locks) {
    /**
     * Takes the lock of an ownership.
     *
     * @param ownership whose
     * @return the lock
     * @throws IOException if somebody else holds it for long, or its folder cannot be made
     */
    public HeldLock take(Ownership ownership) throws IOException {
        List<Path> made = ownership.makeFolder();
        HeldLock held = locks.take(ownership.folder().resolve("lock"), "What profiles share in " + ownership.folder());
        if (!made.isEmpty()) {
            ownership.addFolders(made);
        }
        return held;
    }
}
