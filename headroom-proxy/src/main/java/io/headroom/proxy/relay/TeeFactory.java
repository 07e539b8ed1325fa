package io.headroom.proxy.relay;

import io.headroom.api.dialect.Dialect;
import io.headroom.proxy.upstream.ResponseHead;

/** Makes the tees of model calls. */
@FunctionalInterface
public interface TeeFactory {
    /** A tee for one response, called on an I/O thread. */
    UsageTee open(Dialect dialect, ResponseHead head);
}
