package io.headroom.cli.proxy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * Turns SIGTERM and SIGINT (on Windows also the closing of the console) into a wanted stop. A shutdown hook would not do: after it the
 * process ends with 143, which supervisors read as a crash.
 */
public final class StopSignals {
    private final Runnable first;
    private final Runnable second;
    private final AtomicInteger received = new AtomicInteger();

    /**
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
                Signal.handle(new Signal(name), signal -> receive());
            } catch (IllegalArgumentException e) {
                System.getLogger(StopSignals.class.getName())
                        .log(System.Logger.Level.WARNING, "cannot listen to SIG" + name + ": " + e.getMessage());
            }
        }
    }

    void receive() {
        Runnable action = received.getAndIncrement() == 0 ? first : second;
        Thread thread = new Thread(action, "headroom-stop-" + received.get());
        thread.setDaemon(true);
        thread.start();
    }
}
