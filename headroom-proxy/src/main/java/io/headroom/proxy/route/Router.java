package io.headroom.proxy.route;

import io.headroom.proxy.http.RequestHead;

/** Decides where a request goes. Called on an I/O thread: it neither blocks nor computes much. */
@FunctionalInterface
public interface Router {
    /** The way of a request that passed the gate. */
    Route route(RequestHead head);
}
