/** Doubles of the world around a proxy: a scripted upstream, a faulty wire, and clients that show exact bytes. */
package io.headroom.proxy.testing;
