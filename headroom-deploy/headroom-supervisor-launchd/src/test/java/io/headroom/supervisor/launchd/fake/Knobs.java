package io.headroom.supervisor.launchd.fake;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What the stand-in is to do differently, since macOS does differ from version to version.
 *
 * @param drainSeconds how long after a {@code bootout} the label cannot be loaded
 * @param drainCode what {@code bootstrap} answers then: 5 or 37
 * @param guiAbsent whether nobody is logged in at the screen
 * @param absentCode what {@code print} answers about a domain that is absent: 112, 113 or 125
 * @param disabled a label that counts as disabled until somebody enables it; may be empty
 * @param disabledCode what {@code bootstrap} answers for a disabled label: 119 or 5
 * @param bootout36 whether {@code bootout} says 36 although it does stop
 * @param legacyTrueFalse whether disabled labels are listed as before macOS 13
 * @param lostRunAtLoad whether a loaded job is not started by itself
 * @param slowStop whether processes do not end on SIGTERM
 * @param speed how many times faster the stand-in's time passes
 */
record Knobs(
        int drainSeconds,
        int drainCode,
        boolean guiAbsent,
        int absentCode,
        String disabled,
        int disabledCode,
        boolean bootout36,
        boolean legacyTrueFalse,
        boolean lostRunAtLoad,
        boolean slowStop,
        int speed) {
    /** A Mac on which all goes well. */
    static final Knobs NONE = of(new Properties());

    static Knobs read(Path file) {
        Properties values = new Properties();
        try {
            if (Files.exists(file)) {
                try (Reader reader = Files.newBufferedReader(file)) {
                    values.load(reader);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(values);
    }

    static Knobs of(Properties values) {
        return new Knobs(
                number(values, "DRAIN_S", 0),
                number(values, "DRAIN_CODE", 5),
                number(values, "GUI_ABSENT", 0) == 1,
                number(values, "ABSENT_CODE", 112),
                values.getProperty("DISABLED", ""),
                number(values, "DISABLED_CODE", 119),
                number(values, "BOOTOUT_36", 0) == 1,
                number(values, "LEGACY_TRUE_FALSE", 0) == 1,
                number(values, "LOST_RUNATLOAD", 0) == 1,
                number(values, "SLOW_STOP", 0) == 1,
                number(values, "SPEED", 1));
    }

    private static int number(Properties values, String name, int otherwise) {
        return Integer.parseInt(values.getProperty(name, Integer.toString(otherwise)));
    }
}
