/** Keeps the proxy running by a watchdog on a Linux without systemd. */
@org.jspecify.annotations.NullMarked
module io.headroom.supervisor.cron {
    requires io.headroom.api;
    requires static org.jspecify;
}
