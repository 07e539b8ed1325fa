/** The embeddable proxy: {@link io.headroom.proxy.HeadroomProxy} and its settings. */
package io.headroom.proxy;
