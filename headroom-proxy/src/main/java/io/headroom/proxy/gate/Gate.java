package io.headroom.proxy.gate;

import io.headroom.api.dialect.OwnError;
import io.headroom.proxy.http.RequestHead;
import java.util.Optional;

/** Decides whether a request may pass at all: host, origin, peer, token. Called on an I/O thread: it neither blocks nor computes much. */
@FunctionalInterface
public interface Gate {
    /** The refusal, or empty if the request may pass. */
    Optional<OwnError> check(RequestHead head);
}
