package io.headroom.deploy.lock;

import java.io.IOException;
import java.util.OptionalLong;

/** Thrown when somebody else holds a lock for too long. */
public final class LockedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long pid;

    /**
     * Creates the exception.
     *
     * @param what what is locked, as the subject of a sentence
     * @param pid who holds it; 0 if unknown
     */
    public LockedException(String what, long pid) {
        super(what + " is being changed by " + (pid > 0 ? "pid " + pid : "another process") + ".");
        this.pid = pid;
    }

    /**
     * Who holds the lock.
     *
     * @return the process; empty if unknown
     */
    public OptionalLong pid() {
        return pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty();
    }
}
