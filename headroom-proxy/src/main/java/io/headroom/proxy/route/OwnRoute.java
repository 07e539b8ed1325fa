package io.headroom.proxy.route;

import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.http.RequestHead;

/** Answers a request itself. Thread-safe. */
public interface OwnRoute {
    /** The answer; for HEAD the one to GET, whose body the listener drops. Never throws but for bugs. */
    OwnAnswer answer(RequestHead head, byte[] body);

    /** Whether the answer neither blocks nor takes long, so that it may be given on an I/O thread. */
    default boolean onIoThread() {
        return false;
    }
}
