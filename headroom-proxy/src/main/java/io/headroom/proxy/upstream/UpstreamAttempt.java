package io.headroom.proxy.upstream;

/** One attempt to send a request. Belongs to one I/O thread. */
interface UpstreamAttempt {
    /** Begins. */
    void start();

    /** Whether bytes of a streamed body were taken, so that the request cannot be sent again. */
    boolean consumed();

    /** Ends the attempt without telling the handler. */
    void cancel();
}
