package io.headroom.cli.doctor;

import io.headroom.cli.console.Console;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the doctor is asked about.
 *
 * @param console the environment
 * @param profile only this profile
 * @param port only this port
 * @param tools only these tools, by id
 */
record Asked(Console console, Optional<String> profile, OptionalInt port, List<String> tools) {
    Asked {
        tools = List.copyOf(tools);
    }
}
