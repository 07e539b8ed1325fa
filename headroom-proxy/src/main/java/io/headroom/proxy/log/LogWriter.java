package io.headroom.proxy.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Writes lines to a file from one thread of its own, so that a request never waits for a disk (PX-1402). A full queue, a full disk or a
 * deleted folder costs lines, which are counted, and nothing else. Thread-safe.
 */
public final class LogWriter implements AutoCloseable {
    private static final int QUEUE = 8192;
    private static final int BATCH = 512;
    private static final long CLOSE_MILLIS = 2000;
    /** No line: it wakes a thread that waits for one. */
    private static final Supplier<String> END = () -> "";

    private final BlockingQueue<Supplier<String>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final LongAdder lost = new LongAdder();
    private final AtomicReference<String> trouble = new AtomicReference<>("");
    private final Path file;
    private final long maxBytes;
    private final int files;
    private final Thread thread;
    private volatile boolean closed;

    /** Starts the thread; the file is opened there. */
    public LogWriter(Path file, long maxBytes, int files, String threadName) {
        this.file = file;
        this.maxBytes = maxBytes;
        this.files = files;
        thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    /** Hands a line over, without its line end; it is put together on the writer's thread. Never blocks. */
    public void write(Supplier<String> line) {
        if (closed || !queue.offer(line)) {
            lost.increment();
        }
    }

    /** How many lines were lost. */
    public long lost() {
        return lost.sum();
    }

    /** Why lines cannot be written at present. */
    public Optional<String> trouble() {
        return Optional.of(trouble.get()).filter(text -> !text.isEmpty());
    }

    /** Writes what is queued, for two seconds at most, and ends the thread. */
    @Override
    public void close() {
        closed = true;
        // Where it does not fit, the thread has lines to write and does not wait.
        queue.offer(END);
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    private void run() {
        RollingFile open = null;
        try {
            while (!(closed && queue.isEmpty())) {
                List<String> lines = batch();
                if (!lines.isEmpty()) {
                    open = write(open, lines);
                }
            }
        } catch (InterruptedException stop) {
            lost.add(queue.size());
        } finally {
            close(open);
        }
    }

    private List<String> batch() throws InterruptedException {
        List<Supplier<String>> taken = new ArrayList<>(List.of(queue.take()));
        queue.drainTo(taken, BATCH - 1);
        List<String> lines = new ArrayList<>();
        for (Supplier<String> line : taken) {
            if (line != END) {
                lines.add(line.get());
            }
        }
        return lines;
    }

    /** Returns the file if it is good to go on with. */
    private RollingFile write(RollingFile open, List<String> lines) {
        RollingFile target = open;
        try {
            if (target == null) {
                target = new RollingFile(file, maxBytes, files);
            }
            target.write(lines);
            trouble.set("");
            return target;
        } catch (IOException cannotWrite) {
            lost.add(lines.size());
            trouble.set("the log cannot be written: " + cannotWrite.getMessage());
            close(target);
            return null;
        }
    }

    private void close(RollingFile open) {
        if (open != null) {
            try {
                open.close();
            } catch (IOException cannotClose) {
                trouble.set("the log cannot be closed: " + cannotClose.getMessage());
            }
        }
    }
}
