package io.headroom.api.supervise;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.Host;

/**
 * The part of a {@link Supervisor} that can also run a service in the foreground of a program which another supervisor keeps running, as
 * {@code docker run} does under systemd. There the other one starts and stops the program; this one still plans what the run needs, looks
 * what is in the way, ends what is left of a run, tells its state and purges. Thread-safe, without state.
 */
public interface Foreground {
    /**
     * Gets what the run would otherwise wait long for, such as an image. Does nothing if it is there.
     *
     * @param spec what was planned
     * @param host where
     * @throws SupervisorException if it cannot be had
     */
    void fetch(ServiceSpec spec, Host host) throws SupervisorException;

    /**
     * Takes away what a former run left when it was cut off, brings back what the plan made and somebody has taken away since, and says what to
     * run. The command ends when the service ends, with its exit code; {@link Supervisor#stop} ends it.
     *
     * @param spec what was planned, for which {@link Supervisor#preflight} finds nothing in the way
     * @param host where
     * @return the command; nothing secret stands in it
     * @throws SupervisorException if the manager refuses or does not answer, or what is left cannot be taken away
     */
    CommandLine command(ServiceSpec spec, Host host) throws SupervisorException;
}
