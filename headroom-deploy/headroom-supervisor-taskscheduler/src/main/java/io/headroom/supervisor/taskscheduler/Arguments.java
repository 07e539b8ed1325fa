package io.headroom.supervisor.taskscheduler;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes one command line of arguments, so that Windows programs read the same arguments from it: the rules of CommandLineToArgvW and of
 * the C run-time library, by which backslashes count only before a quotation mark.
 */
final class Arguments {
    private Arguments() {}

    static String line(List<String> arguments) {
        return arguments.stream().map(Arguments::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        if (!argument.isEmpty() && argument.chars().noneMatch(c -> c == ' ' || c == '\t' || c == '"')) {
            return argument;
        }
        StringBuilder line = new StringBuilder("\"");
        int backslashes = 0;
        for (char c : argument.toCharArray()) {
            if (c == '"') {
                line.append("\\".repeat(backslashes + 1));
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
            line.append(c);
        }
        return line.append("\\".repeat(backslashes)).append('"').toString();
    }
}
