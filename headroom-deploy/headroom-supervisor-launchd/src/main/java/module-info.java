/** Keeps the proxy running by LaunchAgents and LaunchDaemons. */
@org.jspecify.annotations.NullMarked
module io.headroom.supervisor.launchd {
    requires io.headroom.api;
    requires java.xml;
    requires static org.jspecify;

    provides io.headroom.api.supervise.Supervisor with
            io.headroom.supervisor.launchd.LaunchdSupervisor;
}
