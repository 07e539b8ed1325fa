package io.headroom.api.provider;

import io.headroom.api.change.Change;
import io.headroom.api.host.CommandLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What wiring a tool takes.
 *
 * @param changes what should be so on the machine
 * @param environment variables and values, in order; the engine chooses the surface (shell block, registry) by scope
 * @param notes what the user should know, one sentence each
 * @param checks commands of the tool that must succeed once the changes are made, else they are undone
 * @param skipped why the tool is left alone, if it is; then there are no changes, variables and checks
 */
public record Wired(
        List<Change> changes,
        Map<String, String> environment,
        List<String> notes,
        List<CommandLine> checks,
        Optional<String> skipped) {
    public Wired {
        changes = List.copyOf(changes);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        notes = List.copyOf(notes);
        checks = List.copyOf(checks);
        if (skipped.isPresent() && !(changes.isEmpty() && environment.isEmpty() && checks.isEmpty())) {
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
        return new Wired(List.of(changes), Map.of(), List.of(), List.of(), Optional.empty());
    }

    /**
     * A tool that is wired by variables.
     *
     * @param environment names and values
     * @return the value
     */
    public static Wired by(Map<String, String> environment) {
        return new Wired(List.of(), environment, List.of(), List.of(), Optional.empty());
    }

    /**
     * A tool that is left alone.
     *
     * @param reason why
     * @return the value
     */
    public static Wired skipped(String reason) {
        return new Wired(List.of(), Map.of(), List.of(), List.of(), Optional.of(reason));
    }

    /**
     * This value with notes.
     *
     * @param sentences one sentence each
     * @return a copy
     */
    public Wired note(String... sentences) {
        List<String> more = new ArrayList<>(notes);
        more.addAll(List.of(sentences));
        return new Wired(changes, environment, more, checks, skipped);
    }

    /**
     * This value with a check.
     *
     * @param command a command of the tool that must succeed afterwards
     * @return a copy
     */
    public Wired checkedBy(CommandLine command) {
        List<CommandLine> more = new ArrayList<>(checks);
        more.add(command);
        return new Wired(changes, environment, notes, more, skipped);
    }
}
