/** Keeps the proxy running by user and system units, timers. */
@org.jspecify.annotations.NullMarked
module io.headroom.supervisor.systemd {
    requires io.headroom.api;
    requires static org.jspecify;

    provides io.headroom.api.supervise.Supervisor with
            io.headroom.supervisor.systemd.SystemdSupervisor;
}
