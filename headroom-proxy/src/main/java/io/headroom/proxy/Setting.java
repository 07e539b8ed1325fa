package io.headroom.proxy;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One setting as data: how it is called in each place where it can be given, what it takes, and what it means. The configuration file,
 * the environment, the command line and the documentation are all read off these values; see {@link SettingsCatalog}.
 *
 * @param key the key in {@code headroom.toml}, table included, such as {@code proxy.port}
 * @param flag the flag without its dashes, if there is one; a boolean {@code x} also takes {@code no-x}
 * @param shortFlag a flag of one letter
 * @param environment the names of environment variables that give it, strongest first
 * @param type what its text means
 * @param choices the allowed words of a {@link Type#CHOICE}
 * @param least the smallest allowed number, in the unit of the type
 * @param most the largest allowed number, in the unit of the type
 * @param fallback the text that stands where nobody gives one; empty if there is no value then
 * @param description what it is for, in one sentence
 * @param later the values that are accepted but do nothing in this version; {@code *} stands for all
 * @param secret whether its value must never be shown
 * @param reloads whether a running proxy heeds a new value, once it was told to read its settings again
 */
public record Setting(
        String key,
        Optional<String> flag,
        Optional<Character> shortFlag,
        List<String> environment,
        Type type,
        List<String> choices,
        long least,
        long most,
        Optional<String> fallback,
        String description,
        List<String> later,
        boolean secret,
        boolean reloads) {
    /** What the text of a setting means. */
    public enum Type {
        /** Any text. */
        TEXT("text"),
        /** A whole number. */
        INTEGER("a whole number"),
        /** A number. */
        DECIMAL("a number"),
        /** {@code 1/true/yes/on} or {@code 0/false/no/off}. */
        BOOLEAN("one of true, yes, on, 1, false, no, off, 0"),
        /** A duration; a bare number counts seconds. */
        SECONDS("a duration such as 30 (seconds), \"250ms\" or \"5m\""),
        /** A duration; a bare number counts milliseconds. */
        MILLISECONDS("a duration such as 50 (milliseconds), \"250ms\" or \"1s\""),
        /** A number of bytes, such as {@code 32MiB}. */
        SIZE("a size such as 1048576, \"500KiB\" or \"32MiB\""),
        /** One of a few words. */
        CHOICE("a word"),
        /** Texts, as an array or separated by commas. */
        LIST("a list, separated by commas"),
        /** The path of a file or folder. */
        PATH("a path"),
        /** Paths, as an array or separated by commas. */
        PATHS("a list of paths, separated by commas"),
        /** An absolute {@code http} or {@code https} URL without query. */
        URL("a URL such as https://api.example.com"),
        /** Pairs of a tool's name and a level, such as {@code Bash:lossless}. */
        TOOL_MODES("a list of TOOL:LEVEL with a level out of off, lossless, balanced, aggressive");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        /**
         * What such a value looks like, for messages and help texts.
         *
         * @return a phrase such as {@code a whole number}
         */
        public String words() {
            return words;
        }
    }

    /** Checks that nothing is null, and copies the lists. */
    public Setting {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(type, "type");
        environment = List.copyOf(environment);
        choices = List.copyOf(choices);
        later = List.copyOf(later);
    }

    /**
     * What may be given.
     *
     * @return a phrase such as {@code a whole number from 0 to 65535}
     */
    public String allowed() {
        if (type == Type.CHOICE) {
            return "one of " + String.join(", ", choices);
        }
        if (least == Long.MIN_VALUE && most == Long.MAX_VALUE) {
            return type.words();
        }
        if (most == Long.MAX_VALUE) {
            return type.words() + ", at least " + least;
        }
        return String.format(Locale.ROOT, "%s, from %d to %d", type.words(), least, most);
    }

    /**
     * The TOML table.
     *
     * @return the part of the key before its first dot
     */
    public String table() {
        return key.substring(0, key.indexOf('.'));
    }

    /**
     * Whether a value is accepted without doing anything in this version.
     *
     * @param value the text of the value
     * @return whether to warn about it
     */
    public boolean withoutEffect(String value) {
        return later.contains("*") || later.contains(value.toLowerCase(Locale.ROOT));
    }

    /**
     * The text as it may be shown to anybody.
     *
     * @param value the text of the value
     * @return the text, with secrets replaced
     */
    public String shown(String value) {
        if (secret) {
            return "***";
        }
        return value.replaceAll("(://)[^/@\\s]*@", "$1***@").replaceAll("(?i)(password=)[^&;]*", "$1***");
    }
}
