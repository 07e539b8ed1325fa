package io.headroom.deploy;

import java.util.List;

/**
 * What came of taking a tool out of a profile.
 *
 * @param profile the profile
 * @param tool the tool's id
 * @param undone what is as it was before
 * @param left what the user had changed since, and that was left
 */
public record Unwired(String profile, String tool, List<Part> undone, List<Part> left) {
    /**
     * A part of the machine.
     *
     * @param place the file, or what else
     * @param keys which parts of it; empty for all of it
     */
    public record Part(String place, List<String> keys) {
        public Part {
            keys = List.copyOf(keys);
        }

        /**
         * The part in words.
         *
         * @return the place, its keys in brackets
         */
        public String words() {
            return keys.isEmpty() ? place : place + " (" + String.join(", ", keys) + ")";
        }
    }

    public Unwired {
        undone = List.copyOf(undone);
        left = List.copyOf(left);
    }
}
