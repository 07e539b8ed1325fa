package io.headroom.supervisor.launchd.fake;

import java.util.OptionalInt;

/** Starts the processes of jobs, really or in memory. */
interface Spawner {
    /** The exit code that launchd shows for what could not be started. */
    int EX_CONFIG = 78;

    /**
     * Starts the program of a job.
     *
     * @param plist what to start, and how
     * @return the process; one that ended with {@link #EX_CONFIG} if it cannot be started
     */
    Running spawn(JobPlist plist);

    /** A process. */
    interface Running {
        /** Its number. */
        long pid();

        /** Asks it to end: SIGTERM. */
        void terminate();

        /** Ends it with its whole group: SIGKILL. */
        void kill();

        /** Its exit code, 128 and the signal's number after a signal; empty while it runs. */
        OptionalInt exitCode();
    }
}
