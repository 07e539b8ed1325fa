package io.headroom.api.exchange;

import java.util.OptionalLong;

/**
 * Token figures as the provider reported them. What it did not report is empty, never guessed.
 *
 * @param freshInput input tokens that were neither read from nor written to a cache
 * @param cacheRead input tokens read from the prompt cache
 * @param cacheWrite input tokens written to the prompt cache
 * @param output output tokens
 */
public record Usage(OptionalLong freshInput, OptionalLong cacheRead, OptionalLong cacheWrite, OptionalLong output) {
    private static final Usage UNKNOWN =
            new Usage(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /**
     * No figures at all.
     *
     * @return the usage of an exchange whose answer told none
     */
    public static Usage unknown() {
        return UNKNOWN;
    }
}
