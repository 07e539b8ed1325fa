package io.headroom.proxy.redeem;

import io.headroom.proxy.upstream.ResponseHandler;

/** Asks the upstream again, the way in which the client's request was sent. */
@FunctionalInterface
public interface NextRound {
    /**
     * Sends a body; called on the exchange's I/O thread.
     *
     * @param body the whole body
     * @param handler takes the outcome, on that thread
     * @return gives the request up
     */
    Runnable ask(byte[] body, ResponseHandler handler);
}
