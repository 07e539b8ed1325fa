package io.headroom.compress.dialect;

import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.compress.message.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Finds the shell command in the input of a tool, where it has one: a member {@code command} or {@code cmd}, as a command line or as a
 * list of arguments. Whether the tool is a shell at all is for the policy to say.
 */
final class ShellCommand {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "zsh", "dash", "ksh", "fish");
    private static final Pattern SCRIPT_FLAG = Pattern.compile("-[a-z]*c");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private final JsonReader reader = new JsonReader();

    /** Reads the input ahead, an object. */
    Optional<String> of(JsonCursor input) {
        Found found = new Found();
        found.read(input);
        return found.command;
    }

    /** Reads an input that is JSON within a string. What is no JSON has no command. */
    Optional<String> ofArguments(String json) {
        Found found = new Found();
        try {
            // A lone surrogate becomes a question mark here, which matters to nobody: the command only selects a
            // policy.
            reader.read(json.getBytes(StandardCharsets.UTF_8), found::read);
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
        return found.command;
    }

    /** A list of arguments as a command line; the script itself where the list only starts a shell for it. */
    static Optional<String> line(List<String> arguments) {
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        if (arguments.size() >= 3
                && SHELLS.contains(baseName(arguments.get(0)))
                && SCRIPT_FLAG.matcher(arguments.get(1)).matches()) {
            return Optional.of(arguments.get(2));
        }
        return Optional.of(
                String.join(" ", arguments.stream().map(ShellCommand::quoted).toList()));
    }

    /** Reads the strings of the array ahead. */
    static List<String> strings(JsonCursor array) {
        List<String> strings = new ArrayList<>();
        Consumer<String> add = strings::add;
        array.elements(() -> array.string().ifPresent(add));
        return strings;
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String quoted(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    private static final class Found {
        private Optional<String> command = Optional.empty();

        void read(JsonCursor input) {
            input.members(name -> {
                if (command.isEmpty() && (name.equals("command") || name.equals("cmd"))) {
                    command = input.kind() == JsonCursor.Kind.ARRAY ? line(strings(input)) : input.string();
                }
            });
        }
    }
}
