package io.headroom.supervisor.taskscheduler.fake;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What the stand-in is to do differently.
 *
 * @param elevated whether the caller has an administrator's rights
 * @param french whether texts are French
 * @param runDelaySeconds how long after {@code /Run} the program is started
 * @param refusedTicks whether the last result says that a tick was refused while the program runs
 * @param speed how many times faster the stand-in's time passes
 */
record Knobs(boolean elevated, boolean french, int runDelaySeconds, boolean refusedTicks, int speed) {
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
                number(values, "ELEVATED", 0) == 1,
                number(values, "FRENCH", 0) == 1,
                number(values, "RUN_DELAY_S", 1),
                number(values, "REFUSED_TICKS", 0) == 1,
                number(values, "SPEED", 1));
    }

    private static int number(Properties values, String name, int otherwise) {
        return Integer.parseInt(values.getProperty(name, Integer.toString(otherwise)));
    }
}
