package io.headroom.supervisor.launchd.fake;

import io.headroom.api.testkit.program.FakeProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A Mac's launchd on any Unix: a folder for the front of the search path with {@code launchctl}, and {@code reboot}, which really starts
 * and ends the programs of jobs. Needs {@code /bin/bash}, {@code /bin/sh} and {@code /usr/bin/setsid}. Closing ends every program.
 */
public final class FakeLaunchd implements AutoCloseable {
    private final Path state;
    private final FakeProgram program;

    private FakeLaunchd(Path state, FakeProgram program) {
        this.state = state;
        this.program = program;
    }

    /**
     * Starts it.
     *
     * @param state a folder of its own
     * @param home the home of the account of {@code gui/501}, with {@code Library/LaunchAgents}
     * @param daemons the folder of LaunchDaemons
     * @param knobs what is to be different, such as {@code DRAIN_S=5}; see the record of this name
     * @return the running stand-in
     */
    public static FakeLaunchd start(Path state, Path home, Path daemons, String... knobs) {
        try {
            Files.createDirectories(state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        turn(state, knobs);
        Path agents = home.resolve("Library").resolve("LaunchAgents");
        List<String> arguments = new ArrayList<>(
                List.of(home.toString(), "ada", "gui/501", agents.toString(), daemons.toString()));
        return new FakeLaunchd(
                state, FakeProgram.start(LaunchdMain.class, state, arguments, "launchctl", "reboot"));
    }

    /**
     * Changes what is different from now on; what is not named is as usual.
     *
     * @param knobs such as {@code GUI_ABSENT=1}
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
     * Where {@code launchctl} and {@code reboot} are.
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
