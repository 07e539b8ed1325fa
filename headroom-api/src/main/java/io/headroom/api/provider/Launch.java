package io.headroom.api.provider;

import io.headroom.api.change.FileContent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How to start a tool for one run. No configuration on disk is involved.
 *
 * @param executable the tool's program; empty if it cannot be started from here
 * @param arguments all arguments: the adapter's own, and the user's of {@link Wiring#run()}
 * @param environment variables to set
 * @param unset variables to take away
 * @param files files that must be there during the run, readable for the account alone, below the folder of {@link Wiring#run()}; whoever
 *     starts the tool writes them before and deletes them afterwards
 * @param notes what the user should know, one sentence each
 * @param instructions what the user must do by hand, for tools that can be wired in no other way
 */
public record Launch(
        Optional<Path> executable,
        List<String> arguments,
        Map<String, String> environment,
        Set<String> unset,
        Map<Path, FileContent> files,
        List<String> notes,
        Optional<String> instructions) {
    public Launch {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        unset = Set.copyOf(unset);
        files = Map.copyOf(files);
        notes = List.copyOf(notes);
    }

    /**
     * A run that differs from the user's own by nothing.
     *
     * @param executable the tool's program
     * @param arguments the arguments
     * @return the value
     */
    public static Launch of(Optional<Path> executable, List<String> arguments) {
        return new Launch(executable, arguments, Map.of(), Set.of(), Map.of(), List.of(), Optional.empty());
    }

    /**
     * This run with further variables.
     *
     * @param variables names and values
     * @return a copy
     */
    public Launch with(Map<String, String> variables) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.putAll(variables);
        return new Launch(executable, arguments, more, unset, files, notes, instructions);
    }

    /**
     * This run without some variables.
     *
     * @param names the variables to take away
     * @return a copy
     */
    public Launch without(Set<String> names) {
        return new Launch(executable, arguments, environment, names, files, notes, instructions);
    }

    /**
     * This run with what the user should know.
     *
     * @param sentences one sentence each
     * @return a copy
     */
    public Launch noting(List<String> sentences) {
        return new Launch(executable, arguments, environment, unset, files, sentences, instructions);
    }

    /**
     * This run with what the user must do.
     *
     * @param text what to do by hand
     * @return a copy
     */
    public Launch instructing(String text) {
        return new Launch(executable, arguments, environment, unset, files, notes, Optional.of(text));
    }
}
