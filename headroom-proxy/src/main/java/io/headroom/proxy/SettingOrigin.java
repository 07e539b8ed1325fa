package io.headroom.proxy;

import java.util.Objects;

/**
 * Where a value came from.
 *
 * @param kind the kind of place
 * @param detail the flag, the variable, or the file with the line; empty for the others
 */
public record SettingOrigin(Kind kind, String detail) {
    /** The kinds of places, strongest first. */
    public enum Kind {
        /** A flag of the command line. */
        FLAG,
        /** An environment variable. */
        ENVIRONMENT,
        /** The configuration file. */
        FILE,
        /** A program that embeds the proxy. */
        PROGRAM,
        /** Nobody gave one. */
        DEFAULT
    }

    /** Checks that nothing is null. */
    public SettingOrigin {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(detail, "detail");
    }

    /**
     * The origin in words, as {@code --print-config} shows it.
     *
     * @return {@code flag --port}, {@code env HEADROOM_PORT}, {@code headroom.toml:12}, {@code program} or {@code default}
     */
    @Override
    public String toString() {
        return switch (kind) {
            case FLAG -> "flag --" + detail;
            case ENVIRONMENT -> "env " + detail;
            case FILE -> detail;
            case PROGRAM -> "program";
            case DEFAULT -> "default";
        };
    }
}
