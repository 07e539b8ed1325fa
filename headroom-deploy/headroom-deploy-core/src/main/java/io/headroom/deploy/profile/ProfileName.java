package io.headroom.deploy.profile;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a profile.
 *
 * @param text 1 to 64 letters, digits, {@code .}, {@code _} and {@code -}, beginning with a letter or digit
 */
public record ProfileName(String text) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** The profile that is meant where none is named. */
    public static final ProfileName DEFAULT = new ProfileName("default");

    /** Checks the form. The exception's message is meant for users. */
    public ProfileName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is not a profile name: 1 to 64 letters, digits, '.', '_', '-', beginning with a letter or digit.");
        }
    }

    /**
     * The name that a folder may stand for.
     *
     * @param text any text
     * @return the name; empty if it is none
     */
    public static Optional<ProfileName> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ProfileName(text)) : Optional.empty();
    }

    /**
     * Whether two names would be one folder on a file system that ignores case.
     *
     * @param other another name
     * @return whether they differ only in case
     */
    public boolean clashesWith(ProfileName other) {
        return !equals(other) && text.equalsIgnoreCase(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
