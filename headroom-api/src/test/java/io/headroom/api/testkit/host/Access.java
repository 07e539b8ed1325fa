package io.headroom.api.testkit.host;

/**
 * One use of a host.
 *
 * @param kind what was used
 * @param what the name, path or command line
 */
public record Access(Kind kind, String what) {
    /** What of a host can be used. */
    public enum Kind {
        /** An environment variable was read. */
        VARIABLE,
        /** A program was looked up. */
        EXECUTABLE,
        /** A path was asked for. */
        PATH,
        /** A command that changes nothing was run. */
        QUERY,
        /** A command that may change something was run. */
        RUN,
        /** The clock was read. */
        CLOCK,
        /** Time was waited for. */
        PAUSE
    }
}
