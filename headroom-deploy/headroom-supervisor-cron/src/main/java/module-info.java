/** Keeps the proxy running by a check under cron, on a Linux without systemd. */
@org.jspecify.annotations.NullMarked
module io.headroom.supervisor.cron {
    requires io.headroom.api;
    requires static org.jspecify;

    provides io.headroom.api.supervise.Supervisor with
            io.headroom.supervisor.cron.CronSupervisor;
}
