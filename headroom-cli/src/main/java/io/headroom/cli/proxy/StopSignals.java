package io.headroom.cli.proxy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns SIGTERM and SIGINT (on Windows also the closing of the console) into a wanted stop. A shutdown hook would not do: after it the
 * process ends with 143, which supervisors read as a crash.
 */
public final class StopSignals {
    private final Runnable first;
    private final Runnable second;
    private final AtomicInteger received = new AtomicInteger();

    /**
     * Prepares to listen.
     *
     * @param first what the first signal asks for, in a thread of its own
     * @param second what each further signal asks for
     */
    public StopSignals(Runnable first, Runnable second) {
        this.first = first;
        this.second = second;
    }

    /** Listens from now on, to the end of the process. */
    public void install() {
        for (String name : List.of("TERM", "INT")) {
            try {
                JvmSignal.listen(name, this::receive);
            } catch (ReflectiveOperationException e) {
                // Another JVM, or a signal that the JVM was told to leave alone: the process still stops, by its
                // default.
                System.getLogger("io.headroom.cli")
                        .log(System.Logger.Level.WARNING, "cannot listen to SIG" + name + ": " + e.getCause());
            }
        }
    }

    /** What a signal does. */
    void receive() {
        int number = received.getAndIncrement();
        Thread thread = new Thread(number == 0 ? first : second, "headroom-stop-" + number);
        thread.setDaemon(true);
        thread.start();
    }
}
