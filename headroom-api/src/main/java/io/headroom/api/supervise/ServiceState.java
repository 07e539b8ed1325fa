package io.headroom.api.supervise;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a supervisor says about a service. Whether the proxy is healthy is another question, which the proxy's identity answers.
 *
 * @param status the state
 * @param pid the process, if one runs and the supervisor knows it
 * @param lastExit the last exit code, if known
 * @param detail the supervisor's own words, for people; may be empty
 */
public record ServiceState(Status status, OptionalLong pid, OptionalInt lastExit, String detail) {
    /** The states of a service. */
    public enum Status {
        /** The supervisor does not know such a service. */
        ABSENT,
        /** It is known and does not run, as wanted. */
        STOPPED,
        /** It is being started, or waits to be restarted. */
        STARTING,
        /** It runs. */
        RUNNING,
        /** It is being stopped. */
        STOPPING,
        /** It does not run, and the supervisor has given up. */
        FAILED,
        /** The supervisor does not answer. */
        UNKNOWN
    }

    public ServiceState {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(pid, "pid");
        Objects.requireNonNull(lastExit, "lastExit");
        Objects.requireNonNull(detail, "detail");
    }

    /**
     * A state without details.
     *
     * @param status the state
     * @return the value
     */
    public static ServiceState of(Status status) {
        return new ServiceState(status, OptionalLong.empty(), OptionalInt.empty(), "");
    }
}
