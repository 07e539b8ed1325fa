package io.headroom.deploy.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The process of an instance. Numbers of processes are used again, so one is taken for the instance's only if it was there when the
 * instance wrote its run file, and not long before.
 */
public final class Processes {
    private static final Duration SKEW = Duration.ofSeconds(2);
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private Processes() {}

    /**
     * Whether the process of an instance still runs.
     *
     * @param instance the instance, as its run file tells it
     * @return whether there is such a process, started at that time
     */
    public static boolean isAlive(Instance instance) {
        return find(instance).isPresent();
    }

    /**
     * Asks the process of an instance to end, as a supervisor would.
     *
     * @param instance the instance, as its run file tells it
     */
    public static void signal(Instance instance) {
        find(instance).ifPresent(ProcessHandle::destroy);
    }

    /**
     * Ends the process of an instance at once.
     *
     * @param instance the instance, as its run file tells it
     * @param limit how long to wait for the end
     * @return whether there is no such process any more
     */
    public static boolean kill(Instance instance, Duration limit) {
        Optional<ProcessHandle> process = find(instance);
        if (process.isEmpty()) {
            return true;
        }
        process.get().destroyForcibly();
        return await(process.get(), limit);
    }

    /**
     * Waits for the end of the process of an instance.
     *
     * @param instance the instance, as its run file tells it
     * @param limit how long
     * @return whether there is no such process any more
     */
    public static boolean awaitEnd(Instance instance, Duration limit) {
        Optional<ProcessHandle> process = find(instance);
        return process.isEmpty() || await(process.get(), limit);
    }

    private static boolean await(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return !process.isAlive();
        }
    }

    private static Optional<ProcessHandle> find(Instance instance) {
        return ProcessHandle.of(instance.pid())
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .filter(start -> fits(start, instance.started()))
                        .isPresent());
    }

    private static boolean fits(Instant process, Instant instance) {
        return !process.isAfter(instance.plus(SKEW)) && !process.isBefore(instance.minus(LONGEST_START));
    }
}
