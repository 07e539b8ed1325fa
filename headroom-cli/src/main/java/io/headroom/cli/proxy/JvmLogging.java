package io.headroom.cli.proxy;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sets up the JDK's own logging, which libraries end in: one line on standard error for what a user should know, and no more. */
public final class JvmLogging {
    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

    private JvmLogging() {}

    /** Warnings of libraries, and what Headroom itself says from this level on. */
    public static void quiet(System.Logger.Level level) {
        if (System.getProperty(FORMAT) == null) {
            System.setProperty(FORMAT, "headroom: %4$s %5$s%6$s%n");
        }
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        Level own = Level.parse(String.valueOf(level.getSeverity()));
        Logger.getLogger("io.headroom").setLevel(own);
        for (Handler handler : root.getHandlers()) {
            handler.setLevel(own.intValue() < Level.WARNING.intValue() ? own : Level.WARNING);
        }
    }
}
