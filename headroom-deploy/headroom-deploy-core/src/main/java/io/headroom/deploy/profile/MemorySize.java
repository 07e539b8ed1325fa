package io.headroom.deploy.profile;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory as users write it.
 *
 * @param bytes at least 32 MiB, below which no proxy starts
 */
public record MemorySize(long bytes) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([kmg]?)");
    private static final long LEAST = 32L << 20;

    /** Checks the amount. The exception's message is meant for users. */
    public MemorySize {
        if (bytes < LEAST) {
            throw new IllegalArgumentException("--memory-limit needs at least 32m.");
        }
    }

    /**
     * Whether a text is an amount that can be used.
     *
     * @param text what somebody wrote
     * @return whether {@link #of} takes it
     */
    static boolean isOne(String text) {
        try {
            return of(text).bytes() > 0;
        } catch (IllegalArgumentException noSize) {
            return false;
        }
    }

    /**
     * Reads an amount.
     *
     * @param text digits and one of {@code k}, {@code m}, {@code g}, or digits alone for bytes
     * @return the amount
     */
    public static MemorySize of(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not an amount of memory such as 256m or 1g.");
        }
        int shift = switch (matcher.group(2)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
        };
        return new MemorySize(Long.parseLong(matcher.group(1)) << shift);
    }

    /**
     * The JVM's option for a heap of this size.
     *
     * @return for example {@code -Xmx256m}
     */
    public String heapOption() {
        return "-Xmx" + (bytes >> 20) + "m";
    }
}
