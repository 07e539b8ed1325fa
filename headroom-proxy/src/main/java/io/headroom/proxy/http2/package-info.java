/**
 * The client's side of HTTP/2 (RFC 9113) on one connection and one I/O thread: frames, streams and flow control. Header blocks are
 * Undertow's work; its framing is not used, since it cuts every stream when a peer announces that it goes away, and lets one stream that
 * nobody reads hold up all others.
 */
package io.headroom.proxy.http2;
