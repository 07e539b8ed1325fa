package io.headroom.supervisor.taskscheduler.fake;

import io.headroom.api.testkit.program.FakeProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A Windows' Task Scheduler on any Unix: a folder for the front of the search path with {@code schtasks}, {@code whoami} and
 * {@code reboot}, which really starts and ends the programs of tasks. Needs {@code /bin/bash}. Closing ends every program.
 */
public final class FakeScheduler implements AutoCloseable {
    private final Path state;
    private final FakeProgram program;

    private FakeScheduler(Path state, FakeProgram program) {
        this.state = state;
        this.program = program;
    }

    /**
     * Starts it.
     *
     * @param state a folder of its own
     * @param knobs what is to be different, such as {@code FRENCH=1}; see the record of this name
     * @return the running stand-in
     */
    public static FakeScheduler start(Path state, String... knobs) {
        try {
            Files.createDirectories(state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        turn(state, knobs);
        return new FakeScheduler(
                state, FakeProgram.start(SchedulerMain.class, state, List.of(), "schtasks", "whoami", "reboot"));
    }

    /**
     * Changes what is different from now on; what is not named is as usual.
     *
     * @param knobs such as {@code ELEVATED=1}
     */
    public void turn(String... knobs) {
        turn(state, knobs);
    }

    private static void turn(Path state, String... knobs) {
        try {
            Path written = state.resolve("knobs.new");
            Files.write(written, List.of(knobs));
            Files.move(
                    written, state.resolve("knobs"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Where the programs are.
     *
     * @return a folder for the front of the search path
     */
    public Path programs() {
        return program.bin();
    }

    @Override
    public void close() {
        program.close();
    }
}
