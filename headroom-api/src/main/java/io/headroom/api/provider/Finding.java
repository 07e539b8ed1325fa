package io.headroom.api.provider;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that a check of a tool's routing brought to light.
 *
 * @param code stable, for scripts, such as {@code claude.settings.comment}
 * @param level how bad it is
 * @param file where, if in a file
 * @param line the line, from 1 on, if in a file
 * @param text what is so, in one sentence
 * @param fix what to do about it, as a command or a sentence
 */
public record Finding(
        String code, Level level, Optional<Path> file, OptionalInt line, String text, Optional<String> fix) {
    /** How bad a finding is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Works, but not as one would think. */
        WARNING,
        /** The tool does not reach the proxy, or does not work. */
        ERROR
    }
}
