package io.headroom.supervisor.taskscheduler.fake;

import io.headroom.api.testkit.program.ProgramServer;
import io.headroom.api.testkit.program.ProgramServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The process of the stand-in. Argument: the folder of its state. Besides schtasks and whoami it answers {@code reboot}, after which the
 * user logs on.
 */
public final class SchedulerMain {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Scheduler scheduler;
    private final Path file;
    private Knobs knobs;

    private SchedulerMain(Path state) {
        file = state.resolve("knobs");
        knobs = Knobs.read(file);
        int speed = knobs.speed();
        long begin = System.nanoTime();
        scheduler = new Scheduler(
                new ProcessSpawner(),
                () -> knobs,
                () -> Instant.EPOCH.plusNanos((System.nanoTime() - begin) * speed),
                Path::of);
    }

    /**
     * Runs until the standard input ends.
     *
     * @param arguments see the class
     * @throws IOException if the port cannot be opened
     */
    public static void main(String[] arguments) throws IOException {
        SchedulerMain main = new SchedulerMain(Path.of(arguments[0]));
        Thread ticker = new Thread(main::tickForEver, "time");
        ticker.setDaemon(true);
        ticker.start();
        try {
            ProgramServer.serve(Path.of(arguments[0]), main::answer);
        } finally {
            main.end();
        }
    }

    private void tickForEver() {
        while (true) {
            synchronized (this) {
                scheduler.tick();
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    private synchronized void end() {
        scheduler.endAll();
    }

    private synchronized Answer answer(String name, List<String> arguments) {
        knobs = Knobs.read(file);
        return switch (name) {
            case "whoami" -> scheduler.whoami(arguments);
            case "reboot" -> {
                scheduler.reboot();
                yield Answer.of("");
            }
            default -> scheduler.schtasks(arguments);
        };
    }
}
