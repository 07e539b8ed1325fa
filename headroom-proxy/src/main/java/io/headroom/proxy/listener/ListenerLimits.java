package io.headroom.proxy.listener;

import java.time.Duration;

/**
 * Times and sizes on the client's side.
 *
 * @param bufferedBody the largest model call that is read into memory; larger ones go on unread
 * @param largestBody the largest body that is taken at all; 0 for no limit
 * @param heldBodies how many bytes of bodies may be held at once, over all exchanges
 * @param headerBytes the largest request head
 * @param headerFields the largest number of header fields
 * @param exchanges how many exchanges there may be at once
 * @param bodySilence the longest silence of a client that still has to send
 * @param streamIdle the longest silence of an upstream within its response
 * @param clientIdle the longest time that a client may read nothing
 * @param bodyStep how long the body step may take before the original goes out
 */
public record ListenerLimits(
        long bufferedBody,
        long largestBody,
        long heldBodies,
        int headerBytes,
        int headerFields,
        int exchanges,
        Duration bodySilence,
        Duration streamIdle,
        Duration clientIdle,
        Duration bodyStep) {
    /** The defaults of the settings, for a heap of some size. */
    public static ListenerLimits defaults(long heapBytes) {
        return new ListenerLimits(
                32L << 20,
                0,
                heapBytes / 4,
                64 * 1024,
                200,
                4096,
                Duration.ofSeconds(60),
                Duration.ofSeconds(300),
                Duration.ofSeconds(900),
                Duration.ofMillis(1500));
    }
}
