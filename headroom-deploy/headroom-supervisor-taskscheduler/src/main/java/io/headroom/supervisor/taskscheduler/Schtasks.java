package io.headroom.supervisor.taskscheduler;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.supervise.SupervisorException;
import java.time.Duration;
import java.util.regex.Pattern;

/** The few verbs of schtasks.exe that are needed. Its texts are localized, so only exit codes, one number and XML are read. */
final class Schtasks {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** The switch of the task as a whole; triggers have one of the same name, in a part that comes before. */
    private static final Pattern SWITCHED_OFF =
            Pattern.compile("<Settings>(?s:(?!</Settings>).)*<Enabled>\\s*false\\s*</Enabled>");

    private final Host host;
    private final String program;

    Schtasks(Host host) {
        this.host = host;
        this.program = Programs.of("schtasks", host);
    }

    boolean answers() {
        return host.query(line("/?")).succeeded();
    }

    /** The task, registered from its file. */
    Change.Command registered(ChangeInfo info, Task task) {
        return new Change.Command(
                info,
                line("/Create", "/TN", task.name(), "/XML", task.file().toString(), "/F"),
                line("/Delete", "/TN", task.name(), "/F"),
                line("/Query", "/TN", task.name()));
    }

    /** One row for each trigger, with the last result. */
    CommandResult query(Task task) {
        return host.query(line("/Query", "/TN", task.name(), "/FO", "CSV", "/NH", "/V"));
    }

    /** Whether somebody switched the task off; no if the scheduler does not say. */
    boolean disabled(Task task) {
        CommandResult result = host.query(line("/Query", "/TN", task.name(), "/XML"));
        return result.succeeded() && SWITCHED_OFF.matcher(result.output()).find();
    }

    void enable(Task task) throws SupervisorException {
        require("/Change", task, host.run(line("/Change", "/TN", task.name(), "/ENABLE")));
    }

    void disable(Task task) throws SupervisorException {
        require("/Change", task, host.run(line("/Change", "/TN", task.name(), "/DISABLE")));
    }

    void run(Task task) throws SupervisorException {
        require("/Run", task, host.run(line("/Run", "/TN", task.name())));
    }

    /** Ends the program at once, without its consent. */
    CommandResult end(Task task) {
        return host.run(line("/End", "/TN", task.name()));
    }

    private CommandLine line(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = program;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandLine.of(all).within(LIMIT);
    }

    private static void require(String verb, Task task, CommandResult result) throws SupervisorException {
        if (!result.succeeded()) {
            throw refused(verb, task, result);
        }
    }

    /** What to tell the user when a verb failed. */
    static SupervisorException refused(String verb, Task task, CommandResult result) {
        String what = "'schtasks " + verb + "' for the task " + task.name();
        return new SupervisorException(
                switch (result.outcome()) {
                    case NOT_STARTED -> what + " could not be run: there is no schtasks.exe, which belongs to Windows.";
                    case TIMED_OUT ->
                        what + " did not answer in time. Check that the service 'Schedule' runs, and try again.";
                    case EXITED ->
                        what + " failed with code " + result.exitCode()
                                + (result.error().isBlank() ? "" : ": " + result.error().strip())
                                + ". Look at the task in taskschd.msc, or register it again: headroom install apply";
                });
    }
}
