/**
 * The pooled HTTP/1.1 client towards the upstreams, on the listener's own I/O threads. It adds nothing to a request, closes sockets at
 * once, and says exactly how far a failed request got, which is what decides whether it may be sent again.
 */
package io.headroom.proxy.upstream;
