package io.headroom.proxy.settings;

import io.headroom.api.compress.Mode;
import java.util.Locale;
import java.util.Optional;

/** The words for modes, those of the Python Headroom included: its modes were all what is now called balanced. */
public final class Modes {
    private Modes() {}

    /** Reads a word; empty if it names no mode. */
    public static Optional<Mode> parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.startsWith("token") || word.startsWith("cache") || word.equals("cost_savings")) {
            return Optional.of(Mode.BALANCED);
        }
        for (Mode mode : Mode.values()) {
            if (mode.key().equals(word)) {
                return Optional.of(mode);
            }
        }
        return word.equals("passthrough") ? Optional.of(Mode.OFF) : Optional.empty();
    }
}
