package io.headroom.proxy.upstream;

import java.util.OptionalLong;
import org.xnio.channels.StreamSourceChannel;

/** What follows the head of a request. */
public sealed interface RequestBody {
    /** No body, and no field that announces one. */
    record None() implements RequestBody {}

    /**
     * A body in memory.
     *
     * @param bytes all of it
     */
    record Whole(byte[] bytes) implements RequestBody {}

    /**
     * A body that is still arriving. It can be sent once.
     *
     * @param prefix what was read already
     * @param source where the rest comes from, on the exchange's own I/O thread
     * @param length the length that the client announced, prefix included; empty if it sends chunks
     * @param ended called when the client has sent all of it
     */
    record Streamed(byte[] prefix, StreamSourceChannel source, OptionalLong length, Runnable ended)
            implements RequestBody {}
}
