package io.headroom.proxy.redeem;

import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/** Has workers do what may block, while a client waits that is told now and then that this goes on. Belongs to one I/O thread. */
final class Waiting {
    private final XnioIoThread thread;
    private final Redeemer redeemer;
    private final Runnable ping;
    private XnioExecutor.@Nullable Key next;

    /** {@code ping} is run on the I/O thread, as long as somebody waits. */
    Waiting(XnioIoThread thread, Redeemer redeemer, Runnable ping) {
        this.thread = thread;
        this.redeemer = redeemer;
        this.ping = ping;
    }

    /** The client waits from now on. */
    void begin() {
        if (next == null) {
            next = thread.executeAfter(this::pinging, redeemer.pings().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void pinging() {
        next = null;
        begin();
        ping.run();
    }

    /** The client does not wait any more. */
    void end() {
        XnioExecutor.Key key = next;
        next = null;
        if (key != null) {
            key.remove();
        }
    }

    /** Has something done by a worker, and goes on with its result on the I/O thread; if that goes wrong, with something else. */
    <T> void work(Callable<T> task, Consumer<T> then, Runnable otherwise) {
        try {
            redeemer.errands().execute(() -> {
                try {
                    T result = task.call();
                    onThread(() -> then.accept(result));
                } catch (Exception | StackOverflowError | OutOfMemoryError e) {
                    redeemer.faults().accept(e);
                    onThread(otherwise);
                }
            });
        } catch (RejectedExecutionException e) {
            otherwise.run();
        }
    }

    private void onThread(Runnable action) {
        try {
            thread.execute(action);
        } catch (RejectedExecutionException e) {
            redeemer.faults().accept(e);
        }
    }
}
