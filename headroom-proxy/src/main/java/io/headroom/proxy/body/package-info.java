/** Takes content codings off bodies, within bounds. */
package io.headroom.proxy.body;
