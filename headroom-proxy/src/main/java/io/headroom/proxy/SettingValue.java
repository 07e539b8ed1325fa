package io.headroom.proxy;

import java.util.Objects;

/**
 * The value that a setting has, and who gave it.
 *
 * @param setting which setting
 * @param text the value as text; secrets as they are, so show {@link #shown()} instead
 * @param origin where it came from
 */
public record SettingValue(Setting setting, String text, SettingOrigin origin) {
    /** Checks that nothing is null. */
    public SettingValue {
        Objects.requireNonNull(setting, "setting");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(origin, "origin");
    }

    /**
     * The value as it may be shown to anybody.
     *
     * @return the text, with secrets replaced
     */
    public String shown() {
        return text.isEmpty() ? text : setting.shown(text);
    }

    /** Shows no secret either. */
    @Override
    public String toString() {
        return setting.key() + " = " + shown() + " (" + origin + ")";
    }
}
