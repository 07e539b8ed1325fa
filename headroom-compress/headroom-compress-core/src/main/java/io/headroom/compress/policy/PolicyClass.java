package io.headroom.compress.policy;

import io.headroom.api.compress.Fidelity;
import java.util.Locale;

/** The classes of origins. A class says how faithful a form must be, and whether parts may ever be left out. */
public enum PolicyClass {
    /** File contents that someone may edit from: every character stays. */
    SOURCE(Fidelity.BYTES, Shortening.NEVER),
    /** What commands print. */
    OUTPUT(Fidelity.DATA, Shortening.WITH_A_WAY_BACK),
    /** What searches and listings find. */
    SEARCH(Fidelity.DATA, Shortening.WITH_A_WAY_BACK),
    /** Web pages and searches. */
    WEB(Fidelity.DATA, Shortening.WITH_A_WAY_BACK),
    /** Tools of MCP servers. */
    MCP(Fidelity.DATA, Shortening.WITH_A_WAY_BACK),
    /** What our own retrieval returned: asked for in full, so given in full. */
    RETRIEVAL(Fidelity.BYTES, Shortening.NEVER),
    /** Nothing is known. */
    UNKNOWN(Fidelity.DATA, Shortening.NEVER);

    private enum Shortening {
        NEVER,
        WITH_A_WAY_BACK
    }

    private final Fidelity floor;
    private final Shortening shortening;

    PolicyClass(Fidelity floor, Shortening shortening) {
        this.floor = floor;
        this.shortening = shortening;
    }

    /**
     * How faithful a lossless form must be.
     *
     * @return the loosest fidelity allowed
     */
    public Fidelity floor() {
        return floor;
    }

    /**
     * Whether parts may be left out where the reader has a way back to them.
     *
     * @return whether lossy forms are thinkable
     */
    public boolean mayShorten() {
        return shortening == Shortening.WITH_A_WAY_BACK;
    }

    /**
     * The spelling in figures and explanations.
     *
     * @return the lower-case name
     */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
