package io.headroom.api.provider;

import java.util.Objects;

/**
 * By what means a tool can be wired in a scope.
 *
 * @param means the means
 * @param text what to do by hand, or why nothing can be done; otherwise empty
 */
public record Capability(Means means, String text) {
    /** The means of wiring. */
    public enum Means {
        /** An edit of the tool's configuration file. */
        FILE,
        /** Environment variables. */
        ENVIRONMENT,
        /** A command of the tool. */
        COMMAND,
        /** Only the user can do it, as in a settings screen. */
        BY_HAND,
        /** Not at all. */
        NONE
    }

    public Capability {
        Objects.requireNonNull(text, "text");
        if ((means == Means.BY_HAND || means == Means.NONE) == text.isEmpty()) {
            throw new IllegalArgumentException(means + " with text '" + text + "'");
        }
    }

    /**
     * A means that needs no words.
     *
     * @param means file, environment or command
     * @return the capability
     */
    public static Capability of(Means means) {
        return new Capability(means, "");
    }
}
