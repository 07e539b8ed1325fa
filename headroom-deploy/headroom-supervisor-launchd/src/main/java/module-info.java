/** Keeps the proxy running by LaunchAgents and LaunchDaemons. */
@org.jspecify.annotations.NullMarked
module io.headroom.supervisor.launchd {
    requires io.headroom.api;
    requires static org.jspecify;
}
