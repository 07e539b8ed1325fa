/** Keeps the proxy running by the restart policy of a container engine. */
@org.jspecify.annotations.NullMarked
module io.headroom.supervisor.docker {
    requires io.headroom.api;
    requires static org.jspecify;
}
