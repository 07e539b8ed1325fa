package io.headroom.proxy.journal;

import io.headroom.api.exchange.Exchange;
import io.headroom.compress.message.BodyOutcome;
import io.headroom.proxy.http.HeaderFields;
import io.headroom.proxy.prefix.Miss;
import java.time.Duration;

/**
 * Takes note of exchanges: figures, logs, observers. Called from any thread, I/O threads included: it neither blocks nor throws. The
 * counters have bodies that do nothing, so that a test names only what it looks at.
 */
public interface ExchangeJournal {
    /** A request arrived; {@link #finished} follows exactly once. */
    void arrived();

    /** An exchange is over, whatever its end. */
    void finished(Exchange exchange);

    /** A model call went on unread or unchanged for a reason of ours, such as {@code memory}. */
    default void bypassed(String reason) {}

    /** Somebody was silent for too long. */
    default void timedOut(Timeout timeout) {}

    /** An exchange was cut short. */
    default void aborted(Party by) {}

    /** A fault of ours was survived; {@code where} is a short name out of a fixed set. */
    default void fault(String where, Throwable cause) {}

    /** The header of an upstream's answer came; what it tells about rate limits is kept for {@code /quota}. */
    default void answered(String upstreamName, HeaderFields headers) {}

    /** An exchange was in a stage, whose name is out of a fixed set, for some time. */
    default void stage(String name, Duration time) {}

    /** The engine is done with a body. */
    default void compressed(String requestId, BodyOutcome outcome) {}

    /** A prompt was found in the provider's cache less far than it could have been. */
    default void missed(String requestId, String upstreamName, Miss miss) {}

    /** Waits that have a limit. */
    enum Timeout {
        /** The client sent no further body bytes. */
        REQUEST_BODY,
        /** No connection to the upstream came about. */
        CONNECT,
        /** The upstream took no further body bytes. */
        UPSTREAM_WRITE,
        /** The upstream sent no response header. */
        RESPONSE_HEADER,
        /** The upstream fell silent within its response. */
        STREAM_IDLE,
        /** The client read nothing. */
        CLIENT_READ
    }

    /** Who cut an exchange short. */
    enum Party {
        /** The client went away. */
        CLIENT,
        /** The upstream cut its response. */
        UPSTREAM,
        /** Headroom did, since it shuts down. */
        PROXY
    }
}
