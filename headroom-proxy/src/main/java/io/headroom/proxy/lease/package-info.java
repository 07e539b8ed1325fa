/** Who still needs a proxy that ends when nobody does. */
package io.headroom.proxy.lease;
