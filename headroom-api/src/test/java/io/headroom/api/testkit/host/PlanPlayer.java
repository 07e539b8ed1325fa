package io.headroom.api.testkit.host;

import io.headroom.api.change.Change;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Makes the changes of a supervisor on a real host, by commands alone, and undoes them: the change engine in small, for files,
 * directories and commands, on a machine that nobody else changes.
 */
public final class PlanPlayer {
    private static final String WRITE = "mkdir -p \"${1%/*}\" && cat > \"$1\" && chmod \"$2\" \"$1\"";

    private final Host host;
    private final Deque<Change> made = new ArrayDeque<>();

    /**
     * A player that has made nothing.
     *
     * @param host where
     */
    public PlanPlayer(Host host) {
        this.host = host;
    }

    /**
     * Makes changes.
     *
     * @param changes the changes, in order
     */
    public void apply(List<Change> changes) {
        for (Change change : changes) {
            if (change instanceof Change.OwnFile file) {
                String mode = Integer.toOctalString(file.mode().orElse(0600));
                require(shell(WRITE, text(file), file.path().toString(), mode));
                made.push(change);
            } else if (change instanceof Change.OwnDirectory directory) {
                if (!shell("[ -d \"$1\" ]", "", directory.path().toString()).succeeded()) {
                    require(shell("mkdir \"$1\"", "", directory.path().toString()));
                    made.push(change);
                }
            } else if (change instanceof Change.Command command) {
                require(host.run(command.apply()));
                made.push(change);
            } else {
                throw new IllegalArgumentException("no supervisor needs " + change);
            }
        }
    }

    /**
     * Undoes what was made, the last first.
     *
     * @return what could not be undone; empty if all was
     */
    public List<String> undo() {
        List<String> left = new ArrayList<>();
        while (!made.isEmpty()) {
            Change change = made.pop();
            CommandResult result;
            if (change instanceof Change.OwnFile file) {
                result = shell("rm -f \"$1\"", "", file.path().toString());
            } else if (change instanceof Change.OwnDirectory directory) {
                result = shell(
                        "rmdir \"$1\" 2>/dev/null || :", "", directory.path().toString());
            } else {
                Change.Command command = (Change.Command) change;
                CommandResult probe = host.query(command.probe());
                result = probe.succeeded() ? host.run(command.undo()) : FakeHost.exited(0, "");
            }
            if (!result.succeeded()) {
                left.add(change.info().id() + ": " + result);
            }
        }
        return left;
    }

    private CommandResult shell(String script, String input, String... arguments) {
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        all.addAll(List.of(arguments));
        CommandLine line = CommandLine.of(all.toArray(String[]::new));
        return host.run(new CommandLine(line.arguments(), line.environment(), input, line.limit()));
    }

    private static String text(Change.OwnFile file) {
        return new String(file.content().bytes(), StandardCharsets.UTF_8);
    }

    private static void require(CommandResult result) {
        if (!result.succeeded()) {
            throw new AssertionError("a change failed: " + result);
        }
    }
}
