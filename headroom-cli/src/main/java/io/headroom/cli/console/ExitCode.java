package io.headroom.cli.console;

/** The exit codes of every command. They are part of the interface: scripts and supervisors decide by them. */
public enum ExitCode {
    /** Done, or stopped as wanted. */
    OK(0),
    /** Something failed that should not. */
    FAULT(1),
    /** The command line is wrong: an unknown command or option, or a value that is not allowed. */
    USAGE(2),
    /** Status: the profile is stopped or starting. */
    STOPPED(3),
    /** There is no such profile. */
    NO_PROFILE(4),
    /** Status: the profile failed, is unhealthy or drifted, or somebody else has its port. */
    UNWELL(5),
    /** It was refused before any change. */
    REFUSED(6),
    /** Somebody else is changing the profile. */
    LOCKED(7),
    /** Not everything could be undone; nothing is forgotten. */
    UNDO_INCOMPLETE(8),
    /** What to retrieve is written in a way that cannot be read. */
    SYNTAX(64),
    /** The input is not what the command reads. */
    BAD_DATA(65),
    /** An input file, or an original, does not exist or cannot be read. */
    NO_INPUT(66),
    /** The account lacks rights; nothing was changed. */
    RIGHTS(77),
    /** A setting is wrong, or the port is taken: starting again without a change would fail again. */
    CONFIGURATION(78),
    /** The program to run does not exist. */
    NOT_FOUND(127),
    /** Interrupted by the user. */
    INTERRUPTED(130);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    /** The process's exit status. */
    public int status() {
        return status;
    }
}
