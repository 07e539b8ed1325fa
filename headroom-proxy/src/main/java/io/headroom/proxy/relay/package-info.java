/** From the upstream's response to the client's socket: bytes as they come, and a copy for whoever reads the usage figures. */
package io.headroom.proxy.relay;
