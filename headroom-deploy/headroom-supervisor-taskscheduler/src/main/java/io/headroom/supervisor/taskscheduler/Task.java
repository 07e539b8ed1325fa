package io.headroom.supervisor.taskscheduler;

import io.headroom.api.supervise.ServiceSpec;
import java.nio.file.Path;

/**
 * The names of one task. The account's SID is part of them, since all accounts of a machine share the scheduler's root folder.
 *
 * @param name the task's name
 * @param file the file from which it is registered
 */
record Task(String name, Path file) {
    private static final String WATCHDOG_SUFFIX = "-ensure";

    /** The task that runs the proxy. */
    static Task runner(ServiceSpec spec, String sid) {
        return new Task(
                "headroom-" + spec.profile() + "-" + sid, spec.directories().profile().resolve("task.xml"));
    }

    /** The task that looks every few minutes whether the proxy is there. */
    static Task watchdog(ServiceSpec spec, String sid) {
        return new Task(
                "headroom-" + spec.profile() + WATCHDOG_SUFFIX + "-" + sid,
                spec.directories().profile().resolve("ensure-task.xml"));
    }

    /** Whether the runner of this profile would have the name of another profile's watchdog. */
    static boolean isNamedLikeAWatchdog(String profile) {
        return profile.endsWith(WATCHDOG_SUFFIX);
    }
}
