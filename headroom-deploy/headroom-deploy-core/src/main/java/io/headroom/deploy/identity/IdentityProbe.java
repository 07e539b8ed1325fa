package io.headroom.deploy.identity;

import java.time.Duration;
import java.util.Optional;

/**
 * Asks who listens on a port of this machine. Implementations go to {@code 127.0.0.1} past every proxy setting, read at most 64 KiB, and
 * trust nothing but the proof made with the key of the run file. Thread-safe.
 */
public interface IdentityProbe {
    /**
     * Sends a challenge.
     *
     * @param port the port
     * @param limit how long all of it may take
     * @return who answered
     */
    Answer ask(int port, Duration limit);

    /**
     * What the run file of a port says. It may be left over from a process that is gone.
     *
     * @param port the port
     * @return the instance that wrote it last; empty if there is none
     */
    Optional<Instance> recorded(int port);

    /**
     * Whether a proxy takes requests of this machine for local ones. One in a container sees them come from elsewhere.
     *
     * @param port its port
     * @param limit how long the answer may take
     * @return whether it tells this machine what only local callers are told
     */
    boolean countsAsLocal(int port, Duration limit);

    /**
     * Asks a proxy to finish what it does and to end. Only the one that the run file names obeys.
     *
     * @param port its port
     * @param limit how long the answer may take
     * @return whether it agreed
     */
    boolean drain(int port, Duration limit);
}
