package io.headroom.proxy;

/** What a proxy is doing. It goes through these in their order, each at most once. */
public enum ProxyState {
    /** It was built and not started. */
    NEW,
    /** It loads plugins and binds its port. */
    STARTING,
    /** Its port accepts. */
    RUNNING,
    /** It takes no more connections and lets exchanges finish. */
    DRAINING,
    /** It has ended, and left nothing behind. */
    STOPPED,
    /** It could not be started, and left nothing behind. */
    FAILED
}
