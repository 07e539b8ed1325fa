package io.headroom.proxy.listener;

import io.headroom.api.dialect.Dialect;
import io.headroom.compress.Cancellation;
import io.headroom.compress.message.BodyOptions;
import io.headroom.compress.message.BodyOutcome;

/** What may change the body of a model call; in production {@link io.headroom.compress.message.BodyCompressor}. Runs on a worker. */
@FunctionalInterface
public interface BodyStep {
    /** The body to send: the very array that came in where nothing changes. */
    BodyOutcome compress(byte[] body, Dialect dialect, BodyOptions options, Cancellation cancellation);
}
