/** How addresses, ranges of them, origins and base URLs are written. Resolves no name. */
package io.headroom.proxy.address;
