/** Keeps the proxy running by the Task Scheduler of Windows. */
@org.jspecify.annotations.NullMarked
module io.headroom.supervisor.taskscheduler {
    requires io.headroom.api;
    requires java.xml;
    requires static org.jspecify;

    provides io.headroom.api.supervise.Supervisor with
            io.headroom.supervisor.taskscheduler.TaskSchedulerSupervisor;
}
