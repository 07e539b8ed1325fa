package io.headroom.proxy;

/** A running proxy. */
public final class HeadroomProxy implements AutoCloseable {
    private HeadroomProxy() {}

    @Override
    public void close() {}
}
