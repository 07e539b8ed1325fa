package io.headroom.proxy.listener;

import io.headroom.proxy.upstream.Watchdog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.xnio.XnioIoThread;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads a request body into memory, in large pieces. The announced length is a hint for the size of the array and is not believed: memory
 * is taken as bytes arrive. Belongs to one I/O thread.
 */
final class BodyReader {
    /** What came of the reading; exactly one method is called. */
    interface Listener {
        /** This is all. */
        void complete(byte[] body);

        /** There is more than may be held; {@code prefix} was read, the rest is still in the channel. */
        void overflow(byte[] prefix, String reason);

        /** The client broke off. */
        void broken(IOException cause);

        /** The client fell silent. */
        void silent();
    }

    private static final int FIRST = 64 * 1024;
    /** Heap buffers are filled through a direct one of the same size that the thread keeps; this bounds it. */
    private static final int SLICE = 64 * 1024;

    private final StreamSourceChannel source;
    private final long announced;
    private final long limit;
    private final MemoryGovernor.Lease lease;
    private final Listener listener;
    private final Watchdog watchdog;
    private byte[] bytes = new byte[0];
    private int length;

    /**
     * Creates a reader.
     *
     * @param announced the announced length, or -1
     * @param limit how many bytes may be held
     */
    BodyReader(
            StreamSourceChannel source,
            long announced,
            long limit,
            MemoryGovernor.Lease lease,
            XnioIoThread thread,
            Duration silence,
            Listener listener) {
        this.source = source;
        this.announced = announced;
        this.limit = limit;
        this.lease = lease;
        this.listener = listener;
        this.watchdog = new Watchdog(thread, silence, this::silent);
    }

    void start() {
        if (announced > limit) {
            listener.overflow(bytes, "body_size");
            return;
        }
        watchdog.start();
        read();
    }

    private void read() {
        try {
            while (true) {
                if (length == bytes.length && !grow()) {
                    return;
                }
                int count = source.read(ByteBuffer.wrap(bytes, length, Math.min(SLICE, bytes.length - length)));
                if (count == 0) {
                    source.getReadSetter().set(channel -> read());
                    source.resumeReads();
                    return;
                }
                if (count < 0) {
                    stop();
                    listener.complete(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
                    return;
                }
                length += count;
                watchdog.progress();
            }
        } catch (IOException e) {
            stop();
            listener.broken(e);
        }
    }

    /** Makes room for at least one more byte, which also finds out whether there is one. */
    private boolean grow() throws IOException {
        if (length == announced) {
            return atEnd();
        }
        if (length >= limit) {
            overflow("body_size");
            return false;
        }
        long target = bytes.length == 0 ? FIRST : 2L * bytes.length;
        if (announced >= 0) {
            target = Math.min(target, announced);
        }
        target = Math.min(target, limit);
        if (!lease.grow(target - bytes.length)) {
            overflow("memory");
            return false;
        }
        bytes = Arrays.copyOf(bytes, (int) target);
        return true;
    }

    /** Lets the channel notice its end, without a larger array. */
    private boolean atEnd() throws IOException {
        int beyond = source.read(ByteBuffer.allocate(1));
        stop();
        if (beyond > 0) {
            throw new IOException("the body is longer than announced");
        }
        listener.complete(bytes);
        return false;
    }

    private void overflow(String reason) {
        stop();
        listener.overflow(Arrays.copyOf(bytes, length), reason);
    }

    private void silent() {
        stop();
        listener.silent();
    }

    private void stop() {
        watchdog.stop();
        source.suspendReads();
        source.getReadSetter().set(null);
    }
}
