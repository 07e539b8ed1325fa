package io.headroom.deploy.lock;

/** A lock that this process holds, until it is closed or the process dies. */
public interface HeldLock extends AutoCloseable {
    /** Frees the lock. Never throws. */
    @Override
    void close();
}
