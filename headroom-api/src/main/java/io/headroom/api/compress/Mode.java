package io.headroom.api.compress;

import java.util.Locale;

/** How far compression may go. The default is {@link #BALANCED}. */
public enum Mode {
    /** Nothing is computed and nothing is changed. */
    OFF,
    /** Everything is computed and measured, nothing is changed. */
    AUDIT,
    /** Only forms that decode to the original. */
    LOSSLESS,
    /** Lossy forms where the tool's policy allows them and the request offers a way back to the original. */
    BALANCED,
    /** As {@link #BALANCED}, with smaller budgets and from smaller texts on. */
    AGGRESSIVE;

    /**
     * The spelling used by flags, configuration files and headers.
     *
     * @return the lower-case name, such as {@code balanced}
     */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
