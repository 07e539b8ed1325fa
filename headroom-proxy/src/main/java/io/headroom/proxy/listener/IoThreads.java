package io.headroom.proxy.listener;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/** The I/O threads of one instance: daemons with names of ours. */
final class IoThreads implements AutoCloseable {
    private final XnioWorker worker;
    private final List<XnioIoThread> threads = new ArrayList<>();

    IoThreads(String prefix, int count) throws IOException {
        worker = Xnio.getInstance(IoThreads.class.getClassLoader())
                .createWorker(OptionMap.builder()
                        .set(Options.WORKER_NAME, prefix)
                        .set(Options.WORKER_IO_THREADS, count)
                        .set(Options.WORKER_TASK_CORE_THREADS, 0)
                        .set(Options.WORKER_TASK_MAX_THREADS, 1)
                        .set(Options.THREAD_DAEMON, true)
                        .getMap());
        for (int i = 0; i < count; i++) {
            XnioIoThread thread = worker.getIoThread(i);
            thread.setName(prefix + "-io-" + (i + 1));
            threads.add(thread);
        }
        nameAcceptThread(prefix);
    }

    XnioWorker worker() {
        return worker;
    }

    List<XnioIoThread> all() {
        return threads;
    }

    /** The accept thread has no accessor; it is among the threads of the group that it was made in. */
    private void nameAcceptThread(String prefix) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        Thread[] found = new Thread[group.activeCount() + 32];
        int count = group.enumerate(found);
        for (int i = 0; i < count; i++) {
            if (found[i] instanceof XnioIoThread thread && thread.getWorker() == worker && !threads.contains(thread)) {
                thread.setName(prefix + "-accept-1");
            }
        }
    }

    /** Waits until everything that was handed to the threads so far has run, but not for ever. */
    void awaitTasks() {
        CountDownLatch done = new CountDownLatch(threads.size());
        for (XnioIoThread thread : threads) {
            thread.execute(done::countDown);
        }
        try {
            if (!done.await(2, TimeUnit.SECONDS)) {
                System.getLogger("io.headroom.proxy").log(System.Logger.Level.WARNING, "I/O threads are stuck");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the threads and waits for them, but not for ever. */
    @Override
    public void close() {
        worker.shutdownNow();
        try {
            if (!worker.awaitTermination(5, TimeUnit.SECONDS)) {
                System.getLogger("io.headroom.proxy").log(System.Logger.Level.WARNING, "I/O threads are still busy");
            }
            for (XnioIoThread thread : threads) {
                if (thread != Thread.currentThread()) {
                    thread.join(1000);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
