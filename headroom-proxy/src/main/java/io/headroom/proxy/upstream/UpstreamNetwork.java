package io.headroom.proxy.upstream;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How upstreams are reached.
 *
 * @param trust whom TLS connections trust
 * @param proxy leads to the upstreams, if there is one
 * @param http2 whether upstreams are asked for HTTP/2
 * @param localAddresses asks for this machine's addresses; may block for a moment
 */
public record UpstreamNetwork(
        Trust trust, Optional<ProxyRoute> proxy, boolean http2, Supplier<Set<InetAddress>> localAddresses) {
    /** On this machine. */
    public static UpstreamNetwork of(Trust trust, Optional<ProxyRoute> proxy, boolean http2) {
        return new UpstreamNetwork(trust, proxy, http2, LocalAddresses::now);
    }
}
