package io.headroom.api.provider;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How to start a tool for one run behind the proxy. Nothing on disk is involved.
 *
 * @param executable the tool's program; empty if it cannot be started from here
 * @param argumentsBefore arguments that go before the user's own
 * @param environment variables to set
 * @param unset variables to take away
 * @param instructions what the user must do by hand, for tools that can be wired in no other way
 */
public record Launch(
        Optional<Path> executable,
        List<String> argumentsBefore,
        Map<String, String> environment,
        Set<String> unset,
        Optional<String> instructions) {
    public Launch {
        argumentsBefore = List.copyOf(argumentsBefore);
        environment = Map.copyOf(environment);
        unset = Set.copyOf(unset);
    }
}
