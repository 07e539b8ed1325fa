package io.headroom.proxy.prefix;

import java.util.Locale;

/** Why a prompt cache was not read as far as it could have been. */
public enum MissCause {
    /** Nothing of this conversation was sent before. */
    COLD,
    /** Another model was asked. */
    MODEL_CHANGED,
    /** The client changed something that it had sent before. */
    CLIENT_CHANGED,
    /** The request asked for another treatment than the one before. */
    SETTINGS_CHANGED,
    /** What we sent for the same prompt is not what we sent before; this must never happen (P3). */
    PROXY_CHANGED,
    /** Too much time went by. */
    TTL,
    /** None of the others: the provider dropped it, or had it on another machine. */
    PROVIDER;

    /** The name in figures and logs. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
