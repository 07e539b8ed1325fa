package io.headroom.deploy.surface;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import java.io.IOException;

/** Thrown when a command did not do what it was asked. */
public final class CommandFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    private CommandFailedException(String message) {
        super(message);
    }

    static void check(CommandLine command, CommandResult result) throws CommandFailedException {
        check("'" + String.join(" ", command.arguments()) + "'", command, result);
    }

    /** For a command whose words say less than a name. */
    static void check(String name, CommandLine command, CommandResult result) throws CommandFailedException {
        if (result.succeeded()) {
            return;
        }
        String program = name + " ";
        throw new CommandFailedException(
                switch (result.outcome()) {
                    case NOT_STARTED -> program + "cannot be started";
                    case TIMED_OUT ->
                        program + "did not end in " + command.limit().toSeconds() + " s";
                    case EXITED -> program + "ended with " + result.exitCode() + firstLine(result);
                });
    }

    private static String firstLine(CommandResult result) {
        return (result.error() + "\n" + result.output())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(line -> ": " + line)
                .orElse("");
    }
}
