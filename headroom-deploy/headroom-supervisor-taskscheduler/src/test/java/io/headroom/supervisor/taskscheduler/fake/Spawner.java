package io.headroom.supervisor.taskscheduler.fake;

import java.util.Optional;
import java.util.OptionalInt;

/** Starts the programs of tasks, really or in memory. */
interface Spawner {
    /**
     * Starts a program.
     *
     * @param task what to start
     * @return the process; empty if there is no such program
     */
    Optional<Running> spawn(TaskDefinition task);

    /** A process. */
    interface Running {
        /** Ends it the hard way, the only one there is. */
        void kill();

        /** Its exit code; empty while it runs. */
        OptionalInt exitCode();
    }
}
