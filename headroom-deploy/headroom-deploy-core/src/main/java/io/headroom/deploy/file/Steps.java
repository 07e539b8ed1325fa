package io.headroom.deploy.file;

import java.io.IOException;

/**
 * A door for tests: told of every point at which a process may die, which is before every system call of a write and after every line of
 * a journal. A test throws or ends the process there.
 */
@FunctionalInterface
public interface Steps {
    /** Lets everything happen. */
    Steps NONE = what -> {};

    /**
     * Called at a point.
     *
     * @param what what comes next or was just done, for messages
     * @throws IOException as if the system call had failed
     */
    void reach(String what) throws IOException;
}
