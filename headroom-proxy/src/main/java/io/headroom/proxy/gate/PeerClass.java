package io.headroom.proxy.gate;

/** Where a request comes from. */
public enum PeerClass {
    /** From this machine, or from a peer that the user counts as such, and not passed on by anybody. */
    LOCAL,
    /** From anywhere else, a reverse proxy on this machine included. */
    REMOTE
}
