package io.headroom.api.compress;

import java.util.Objects;
import java.util.Optional;

/**
 * What is known about where a text came from. It selects the policy (which forms are allowed), never the form itself.
 *
 * @param tool the name of the tool that produced the text, if the request tells
 * @param command the shell command that produced the text, if the tool is a shell and the request tells
 * @param error whether the tool reported a failure
 * @param model the model that will read the text, if known; it selects the tokenizer
 */
public record Hint(Optional<String> tool, Optional<String> command, boolean error, Optional<String> model) {
    private static final Hint NONE = new Hint(Optional.empty(), Optional.empty(), false, Optional.empty());

    public Hint {
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(model, "model");
    }

    /**
     * A hint that tells nothing.
     *
     * @return the empty hint
     */
    public static Hint none() {
        return NONE;
    }

    /**
     * A hint that names the tool.
     *
     * @param name the tool's name as the request spells it
     * @return a hint with that tool
     */
    public static Hint tool(String name) {
        return new Hint(Optional.of(name), Optional.empty(), false, Optional.empty());
    }

    /**
     * This hint with a shell command.
     *
     * @param line the command line
     * @return a copy with that command
     */
    public Hint command(String line) {
        return new Hint(tool, Optional.of(line), error, model);
    }

    /**
     * This hint for a model.
     *
     * @param id the model's id as the request spells it
     * @return a copy with that model
     */
    public Hint model(String id) {
        return new Hint(tool, command, error, Optional.of(id));
    }

    /**
     * This hint for a failed call.
     *
     * @return a copy that says that the tool reported a failure
     */
    public Hint failed() {
        return new Hint(tool, command, true, model);
    }
}
