/** Keeps the proxy running by the restart policy of a container engine. */
@org.jspecify.annotations.NullMarked
module io.headroom.supervisor.docker {
    requires io.headroom.api;
    requires static org.jspecify;

    provides io.headroom.api.supervise.Supervisor with
            io.headroom.supervisor.docker.DockerSupervisor;
}
