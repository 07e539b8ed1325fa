package io.headroom.proxy.route;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.OwnError;
import io.headroom.api.exchange.Header;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where a request goes. */
public sealed interface Route {
    /**
     * A call whose body may be changed.
     *
     * @param dialect how the body is laid out
     * @param upstreamName the name of the upstream
     * @param upstream its origin; path prefixes are part of {@code target} already
     * @param target raw path and query to send
     */
    record ModelCall(Dialect dialect, String upstreamName, URI upstream, String target) implements Route {}

    /**
     * A request that is sent on unread.
     *
     * @param upstreamName the name of the upstream
     * @param upstream its origin; path prefixes are part of {@code target} already
     * @param target raw path and query to send
     */
    record Relay(String upstreamName, URI upstream, String target) implements Route {}

    /**
     * A request that Headroom answers.
     *
     * @param handler gives the answer
     */
    record Own(OwnRoute handler) implements Route {}

    /**
     * A request that goes nowhere.
     *
     * @param error why
     * @param shape the dialect in whose shape the error is told, if the path tells one
     * @param extra header fields of the answer, such as {@code Allow}
     */
    record Refuse(OwnError error, Optional<Dialect> shape, List<Header> extra) implements Route {
        /** Copies the list. */
        public Refuse {
            extra = List.copyOf(extra);
        }
    }
}
