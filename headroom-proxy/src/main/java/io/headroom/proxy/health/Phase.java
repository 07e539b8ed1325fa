package io.headroom.proxy.health;

import java.util.Locale;

/** What a proxy that answers at all may be doing. */
public enum Phase {
    /** It is not ready yet. */
    STARTING,
    /** It serves. */
    RUNNING,
    /** It ends what runs and takes nothing new. */
    DRAINING;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
