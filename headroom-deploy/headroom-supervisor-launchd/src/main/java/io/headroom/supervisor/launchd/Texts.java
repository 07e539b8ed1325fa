package io.headroom.supervisor.launchd;

import java.nio.file.Path;

/** What users read in several places. */
final class Texts {
    static final String NO_SESSION = "No graphical session for this user, so a LaunchAgent cannot start. Log in on the Mac once, or run:"
            + " sudo headroom install apply --scope system";

    private Texts() {}

    static String disabled(Job job) {
        return "The label " + job.label() + " is disabled in launchd, which this program does not override unasked."
                + " To start it: headroom install start";
    }

    static String foreign(Job job, String file) {
        return "The label " + job.label() + " is in use by " + file + ", which this program did not write.";
    }

    static String unnameable(String profile) {
        return "The profile name '" + profile + "' ends like the name of a watchdog. Choose another --profile.";
    }

    static String unwritable(Path path) {
        return "'" + path + "' has a control character, which no property list can hold. Choose another folder.";
    }
}
