package io.headroom.proxy.http;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.OwnError;
import java.util.Optional;

/** Lays out errors of our own in the shape that the client understands. Must not throw or block. */
@FunctionalInterface
public interface ErrorPage {
    /** The answer that tells the error. */
    OwnAnswer render(OwnError error, Optional<Dialect> shape, RequestHead head);
}
