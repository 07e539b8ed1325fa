package io.headroom.cli.console;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command sees of the world around the process: its streams and its environment. Commands get it handed in, so a test runs them
 * with streams of its own.
 *
 * @param in standard input
 * @param out standard output, for results
 * @param err standard error, for messages
 * @param environment the environment variables
 * @param terminal whether standard output is a terminal
 */
public record Console(
        InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, boolean terminal) {
    private static final int BUFFER = 1 << 16;

    /** Copies the environment. */
    public Console {
        environment = Map.copyOf(environment);
    }

    /** The streams and the environment of this process, in UTF-8 whatever the locale says. */
    public static Console system() {
        return new Console(
                // A bare file stream asks for its position when all of it is read, which a pipe has not.
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                new PrintStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
                        false,
                        StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                isTerminal());
    }

    /** How text is decorated: only on a terminal, and never where {@code NO_COLOR} is set. */
    public Style style() {
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || "dumb".equals(environment.getOrDefault("TERM", ""));
        return terminal && !plain ? Style.COLORED : Style.PLAIN;
    }

    /** Whether the user asked for stack traces. */
    public boolean debug() {
        String value = environment.getOrDefault("HEADROOM_DEBUG", "");
        return !value.isEmpty() && !"0".equals(value);
    }

    /** From 22 on there is a console even where there is no terminal, and only the newer method tells. */
    private static boolean isTerminal() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJava) {
            return true;
        }
    }
}
