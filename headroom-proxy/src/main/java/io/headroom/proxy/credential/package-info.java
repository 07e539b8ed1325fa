/** Whose credentials a request carries to its upstream: the client's own, the service's, or those that a plugin sets. */
package io.headroom.proxy.credential;
