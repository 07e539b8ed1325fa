package io.headroom.workload;

/**
 * A text with a name for messages.
 *
 * @param name what it is, in a few words
 * @param text the text
 */
public record NamedText(String name, String text) {
    /** The name and the length: texts may have megabytes. */
    @Override
    public String toString() {
        return name + " (" + text.length() + " characters)";
    }
}
