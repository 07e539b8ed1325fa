package io.headroom.proxy.wholeprocess;

/**
 * A way to the mock upstream.
 *
 * @param name how tables call it
 * @param port where it listens
 */
record Target(String name, int port) {}
