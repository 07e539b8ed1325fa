package io.headroom.cli.proxy;

/** Is told when a proxy listens. */
@FunctionalInterface
public interface StartListener {
    /** Called once, by the thread that runs the proxy. */
    void started();
}
