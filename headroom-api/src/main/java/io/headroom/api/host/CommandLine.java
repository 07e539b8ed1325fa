package io.headroom.api.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program to run, without any shell.
 *
 * @param arguments the program and its arguments; at least one
 * @param environment variables that are set in addition to the host's
 * @param input what the program reads on its standard input
 * @param limit how long it may take
 */
public record CommandLine(List<String> arguments, Map<String, String> environment, String input, Duration limit) {
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

    public CommandLine {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        if (arguments.isEmpty() || limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a command has a program and a time limit");
        }
    }

    /**
     * A command with no input, the host's environment and 10 seconds.
     *
     * @param arguments the program and its arguments
     * @return the command
     */
    public static CommandLine of(String... arguments) {
        return new CommandLine(List.of(arguments), Map.of(), "", DEFAULT_LIMIT);
    }

    /**
     * This command with another time limit.
     *
     * @param time how long it may take
     * @return a copy
     */
    public CommandLine within(Duration time) {
        return new CommandLine(arguments, environment, input, time);
    }
}
