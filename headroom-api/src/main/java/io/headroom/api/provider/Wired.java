package io.headroom.api.provider;

import io.headroom.api.change.Change;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What wiring a tool takes.
 *
 * @param changes what should be so on the machine
 * @param environment variables and values, in order; the engine chooses the surface (shell block, registry) by scope
 * @param notes what the user should know, one sentence each
 * @param skipped why the tool is left alone, if it is; then there are no changes and variables
 */
public record Wired(
        List<Change> changes, Map<String, String> environment, List<String> notes, Optional<String> skipped) {
    public Wired {
        changes = List.copyOf(changes);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        notes = List.copyOf(notes);
        if (skipped.isPresent() && !(changes.isEmpty() && environment.isEmpty())) {
            throw new IllegalArgumentException("a skipped tool is changed");
        }
    }

    /**
     * A tool that is wired by changes.
     *
     * @param changes the changes
     * @return the value
     */
    public static Wired by(Change... changes) {
        return new Wired(List.of(changes), Map.of(), List.of(), Optional.empty());
    }

    /**
     * A tool that is wired by variables.
     *
     * @param environment names and values
     * @return the value
     */
    public static Wired by(Map<String, String> environment) {
        return new Wired(List.of(), environment, List.of(), Optional.empty());
    }

    /**
     * A tool that is left alone.
     *
     * @param reason why
     * @return the value
     */
    public static Wired skipped(String reason) {
        return new Wired(List.of(), Map.of(), List.of(), Optional.of(reason));
    }

    /**
     * This value with a note.
     *
     * @param note one sentence
     * @return a copy
     */
    public Wired note(String note) {
        return new Wired(
                changes,
                environment,
                Stream.concat(notes.stream(), Stream.of(note)).toList(),
                skipped);
    }
}
