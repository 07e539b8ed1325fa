/** A stand-in for a service manager. */
module org.example.direct {
    requires io.headroom.api;

    provides io.headroom.api.supervise.Supervisor with
            org.example.direct.DirectSupervisor;
}
