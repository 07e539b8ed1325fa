/**
 * The pooled client towards the upstreams, on the listener's own I/O threads: HTTP/1.1, or HTTP/2 where that is switched on and chosen. It adds nothing to a request, closes sockets at
 * once, and says exactly how far a failed request got, which is what decides whether it may be sent again.
 */
package io.headroom.proxy.upstream;
