/** Keeps the proxy running by user and system units, timers. */
@org.jspecify.annotations.NullMarked
module io.headroom.supervisor.systemd {
    requires io.headroom.api;
    requires static org.jspecify;
}
