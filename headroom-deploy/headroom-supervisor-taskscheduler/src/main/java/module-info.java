/** Keeps the proxy running by Windows Task Scheduler. */
@org.jspecify.annotations.NullMarked
module io.headroom.supervisor.taskscheduler {
    requires io.headroom.api;
    requires static org.jspecify;
}
