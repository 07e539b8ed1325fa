package io.headroom.supervisor.launchd;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.supervise.SupervisorException;
import java.util.Optional;

/**
 * The few verbs of launchctl(1) that are needed, with the meaning of their exit codes. Texts are not read, except for the list of
 * disabled labels and what {@link Printed} reads.
 */
final class Launchctl {
    static final int IO_ERROR = 5;
    static final int IN_PROGRESS = 36;
    static final int ALREADY_IN_PROGRESS = 37;
    static final int NO_SUCH_PROCESS = 3;
    static final int NOT_LOADED = 113;
    static final int DISABLED = 119;

    private static final int NO_DOMAIN = 112;
    private static final int DOMAIN_UNSUPPORTED = 125;
    private static final String PROGRAM = "launchctl";

    private final Host host;

    Launchctl(Host host) {
        this.host = host;
    }

    /** Whether launchctl answers at all. */
    boolean answers() {
        return host.query(CommandLine.of(PROGRAM, "managername")).succeeded();
    }

    /** Whether there surely is no such domain, which is so for the graphical session of somebody who is not logged in there. */
    boolean lacks(String domain) {
        CommandResult result = host.query(CommandLine.of(PROGRAM, "print", domain));
        return noDomain(result) || exited(result, NOT_LOADED);
    }

    CommandResult print(Job job) {
        return host.query(CommandLine.of(PROGRAM, "print", job.target()));
    }

    /** Whether somebody disabled the label; no if launchd does not say. */
    boolean disabled(Job job) {
        CommandResult result = host.query(CommandLine.of(PROGRAM, "print-disabled", job.domain()));
        // "disabled" since macOS 13, "true" before.
        return result.succeeded()
                && result.output().lines().map(String::strip).anyMatch(line -> line.equals(
                                "\"" + job.label() + "\" => disabled")
                        || line.equals("\"" + job.label() + "\" => true"));
    }

    CommandResult enable(Job job) {
        return host.run(CommandLine.of(PROGRAM, "enable", job.target()));
    }

    CommandResult disable(Job job) {
        return host.run(CommandLine.of(PROGRAM, "disable", job.target()));
    }

    CommandResult bootstrap(Job job) {
        return host.run(CommandLine.of(PROGRAM, "bootstrap", job.domain(), job.plist().toString()));
    }

    CommandResult bootout(Job job) {
        return host.run(CommandLine.of(PROGRAM, "bootout", job.target()));
    }

    CommandResult kickstart(Job job) {
        return host.run(CommandLine.of(PROGRAM, "kickstart", job.target()));
    }

    CommandResult restart(Job job) {
        return host.run(CommandLine.of(PROGRAM, "kickstart", "-k", job.target()));
    }

    static boolean exited(CommandResult result, int code) {
        return result.outcome() == CommandResult.Outcome.EXITED && result.exitCode() == code;
    }

    static boolean noDomain(CommandResult result) {
        return exited(result, NO_DOMAIN) || exited(result, DOMAIN_UNSUPPORTED);
    }

    /** What to tell the user when a verb failed. */
    static SupervisorException refused(String verb, Job job, CommandResult result) {
        if (noDomain(result)) {
            return new SupervisorException(
                    job.domain().equals("system") ? "launchd has no domain 'system' on this machine." : Texts.NO_SESSION);
        }
        if (exited(result, DISABLED)) {
            return new SupervisorException(Texts.disabled(job));
        }
        String what = "'launchctl " + verb + "' for " + job.target();
        return new SupervisorException(
                switch (result.outcome()) {
                    case NOT_STARTED -> what + " could not be run: there is no launchctl on PATH, which belongs to macOS.";
                    case TIMED_OUT ->
                        what + " did not answer in time. Try again; if that does not help, log out and in again.";
                    case EXITED ->
                        "launchd refused " + what + " (code " + result.exitCode()
                                + meaning(result.exitCode()).map(text -> ": " + text).orElse("")
                                + "). Check the file with: plutil -lint '" + job.plist() + "'";
                });
    }

    private static Optional<String> meaning(int code) {
        return switch (code) {
            case IO_ERROR -> Optional.of("still stopping, or the file is missing, damaged or writable by others");
            case ALREADY_IN_PROGRESS -> Optional.of("another start or stop is going on");
            case NOT_LOADED -> Optional.of("not loaded");
            case 122 -> Optional.of("the file has the wrong owner or mode");
            default -> Optional.empty();
        };
    }
}
