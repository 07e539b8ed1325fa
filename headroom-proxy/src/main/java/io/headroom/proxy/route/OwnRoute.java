package io.headroom.proxy.route;

import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.http.RequestHead;

/** Answers requests for one of Headroom's own routes. */
@FunctionalInterface
public interface OwnRoute {
    /** The answer; runs on a worker unless {@link #onIoThread()}. */
    OwnAnswer answer(RequestHead head, byte[] body);

    /** Who answers a request in the end: this, unless a request asks for something that takes longer. */
    default OwnRoute serving(RequestHead head) {
        return this;
    }

    /** Whether the answer takes neither locks nor noticeable time, so that an I/O thread may give it. */
    default boolean onIoThread() {
        return false;
    }
}
