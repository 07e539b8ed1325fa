package io.headroom.proxy.route;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.OwnError;
import io.headroom.api.exchange.Header;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What is to become of a request. */
public sealed interface Route {
    /**
     * Goes to an upstream, and its body may be changed.
     *
     * @param dialect how the body is laid out
     * @param upstreamName for figures and messages
     * @param upstream scheme, host and port matter; the path prefix is part of {@code target} already
     * @param target the request target to send, raw
     */
    record ModelCall(Dialect dialect, String upstreamName, URI upstream, String target) implements Route {}

    /**
     * Goes to an upstream unread.
     *
     * @param upstreamName for figures and messages
     * @param upstream scheme, host and port matter; the path prefix is part of {@code target} already
     * @param target the request target to send, raw
     */
    record Relay(String upstreamName, URI upstream, String target) implements Route {}

    /**
     * Is answered here.
     *
     * @param handler who answers
     */
    record Own(OwnRoute handler) implements Route {}

    /**
     * Is refused.
     *
     * @param error why
     * @param shape in whose words to say so; empty to choose by the path
     * @param extra header fields that go with the refusal
     */
    record Refuse(OwnError error, Optional<Dialect> shape, List<Header> extra) implements Route {
        /** Copies the list. */
        public Refuse {
            extra = List.copyOf(extra);
        }
    }
}
