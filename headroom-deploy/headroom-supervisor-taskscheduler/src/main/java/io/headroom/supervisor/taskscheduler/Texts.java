package io.headroom.supervisor.taskscheduler;

/** What users read in several places. */
final class Texts {
    static final String NO_SID = "Windows does not tell who you are: 'whoami /user' gives no SID. Run it to see why.";

    private Texts() {}
}
