package io.headroom.proxy.relay;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.exchange.Usage;
import io.headroom.proxy.body.StreamDecoder;
import io.headroom.proxy.http.HeaderFields;
import io.headroom.proxy.upstream.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Reads along on a worker: the I/O thread only copies. Copies that pile up beyond a bound, and any fault, end the reading; the figures are
 * then unknown, and the relay does not notice.
 */
final class WorkerTee implements UsageTee {
    private static final int MAX_WAITING_BYTES = 4 << 20;
    /** Below this nothing is handed over before the end: waking a worker for each event would cost more than the event. */
    private static final int WORTH_WAKING_BYTES = 16 << 10;

    private static final byte[] END = new byte[0];

    private final Executor worker;
    private final Consumer<Throwable> faults;
    private final Optional<StreamDecoder> decoder;
    private final UsageFinder finder;
    private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pieces = new AtomicInteger();
    private final AtomicInteger waitingBytes = new AtomicInteger();
    // Of the I/O thread alone.
    private int unannounced;
    private int unannouncedBytes;
    private volatile boolean lost;
    private volatile Consumer<Usage> found = usage -> {};

    WorkerTee(Dialect dialect, ResponseHead head, Executor worker, Consumer<Throwable> faults) {
        this.worker = worker;
        this.faults = faults;
        this.decoder = StreamDecoder.of(head.headers().all("Content-Encoding"));
        this.finder = new UsageFinder(dialect, form(head.headers()));
        this.lost = decoder.isEmpty() || head.status() >= 300;
    }

    private static UsageFinder.Form form(HeaderFields headers) {
        String type = headers.first("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("text/event-stream")) {
            return UsageFinder.Form.EVENTS;
        }
        return type.startsWith("application/json") ? UsageFinder.Form.JSON : UsageFinder.Form.UNKNOWN;
    }

    @Override
    public void written(ByteBuffer bytes) {
        if (lost) {
            return;
        }
        if (waitingBytes.addAndGet(bytes.remaining()) > MAX_WAITING_BYTES) {
            lost = true;
            return;
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        waiting.add(copy);
        unannounced++;
        unannouncedBytes += copy.length;
        if (unannouncedBytes >= WORTH_WAKING_BYTES) {
            announce();
        }
    }

    @Override
    public void close(Consumer<Usage> listener) {
        found = listener;
        waiting.add(END);
        unannounced++;
        announce();
    }

    private void announce() {
        int announced = unannounced;
        unannounced = 0;
        unannouncedBytes = 0;
        if (pieces.getAndAdd(announced) == 0) {
            try {
                worker.execute(this::work);
            } catch (RejectedExecutionException e) {
                // Shutting down: whoever asks gets an answer nevertheless.
                lost = true;
                work();
            }
        }
    }

    /** Never runs twice at once: only the one who announces the first piece starts it. */
    private void work() {
        do {
            byte[] piece = waiting.remove();
            waitingBytes.addAndGet(-piece.length);
            if (piece == END) {
                end();
            } else if (!lost) {
                read(piece);
            }
        } while (pieces.decrementAndGet() > 0);
    }

    private void read(byte[] piece) {
        try {
            decoder.orElseThrow().feed(piece, finder::feed);
        } catch (IOException e) {
            lost = true;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            lost = true;
            faults.accept(e);
        }
    }

    private void end() {
        Usage usage = Usage.unknown();
        try (StreamDecoder closing = decoder.orElse(null)) {
            if (!lost && closing != null) {
                closing.end(finder::feed);
                usage = finder.end();
            }
        } catch (IOException e) {
            lost = true;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            faults.accept(e);
        }
        found.accept(usage);
    }
}
