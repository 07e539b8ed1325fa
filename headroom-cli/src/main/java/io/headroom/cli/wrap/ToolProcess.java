package io.headroom.cli.wrap;

import io.headroom.cli.console.ExitCode;
import io.headroom.cli.proxy.JvmSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a tool in this terminal as if it had been started by itself: it inherits the three streams and stays in the foreground process
 * group, so that keys, window size, job control and interrupts are its own. What only reaches us is passed on.
 */
final class ToolProcess {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int BY_SIGNAL = 128;
    private static final long STEP_NANOS = 50_000_000;

    private final Terminal terminal;
    private final Starter starter;

    /** Held while the tool is started, so that a signal meets it either not yet or already. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable Process running;
    private boolean interrupted;

    /**
     * What to run.
     *
     * @param words the program and its arguments
     * @param environment variables that are set besides ours
     * @param unset variables that are taken away
     */
    record Tool(List<String> words, Map<String, String> environment, Set<String> unset) {}

    /** Starts processes. */
    @FunctionalInterface
    interface Starter {
        Process start(ProcessBuilder prepared) throws IOException;
    }

    /** A tool for this terminal. */
    ToolProcess(Terminal terminal) {
        this(terminal, ProcessBuilder::start);
    }

    /** The same with another way to start it. */
    ToolProcess(Terminal terminal, Starter starter) {
        this.terminal = terminal;
        this.starter = starter;
    }

    /**
     * Takes over the signals of this process. From now on an interrupt ends nothing by itself: before the tool runs, {@link #run} then
     * returns at once; while it runs, the terminal has told the tool, too.
     */
    void listen() {
        listen("INT", this::interrupt);
        listen("TERM", () -> passOn("TERM"));
        listen("HUP", () -> passOn("HUP"));
    }

    /** Whether the user has interrupted us before the tool ran. */
    boolean interrupted() {
        return locked(() -> interrupted && running == null);
    }

    private void interrupt() {
        locked(() -> interrupted = true);
    }

    private boolean locked(BooleanSupplier action) {
        lock.lock();
        try {
            return action.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs the tool to its end.
     *
     * @return its exit code, or 128 and the number of the signal that killed it
     * @throws IOException if it cannot be started
     */
    int run(Tool tool) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(tool.words()).inheritIO();
        builder.environment().keySet().removeAll(tool.unset());
        builder.environment().putAll(tool.environment());
        Terminal.Modes modes = terminal.save();
        Process process;
        lock.lock();
        try {
            if (interrupted) {
                return ExitCode.INTERRUPTED.status();
            }
            process = starter.start(builder);
            running = process;
        } finally {
            lock.unlock();
        }
        // Not waitFor: nobody interrupts this thread for good, the tool's end is all that counts.
        int status = process.onExit().join().exitValue();
        if (status > BY_SIGNAL) {
            modes.restore();
        }
        return status;
    }

    /**
     * Waits, for tools that the user starts, until the user wants to end.
     *
     * @param givenUp whether waiting has become pointless
     * @return whether the user wanted it
     */
    boolean waitForStop(BooleanSupplier givenUp) {
        while (!locked(() -> interrupted)) {
            if (givenUp.getAsBoolean()) {
                return false;
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
        return true;
    }

    /** Gives a signal that reached us alone to the tool; before the tool runs it ends us. */
    void passOn(String signal) {
        Process process;
        lock.lock();
        try {
            process = running;
            if (process == null) {
                interrupted = true;
                return;
            }
        } finally {
            lock.unlock();
        }
        Thread thread = new Thread(() -> stop(process, signal), "headroom-wrap-stop");
        thread.setDaemon(true);
        thread.start();
    }

    private static void stop(Process process, String signal) {
        try {
            if (signal.equals("TERM")) {
                process.destroy();
            } else {
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
            }
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void listen(String signal, Runnable action) {
        try {
            JvmSignal.listen(signal, action);
        } catch (ReflectiveOperationException noSuchSignal) {
            // Windows knows neither HUP nor a way to pass TERM on; the console tells all of its programs.
            System.getLogger("io.headroom.cli")
                    .log(System.Logger.Level.DEBUG, "cannot listen to SIG" + signal, noSuchSignal);
        }
    }
}
