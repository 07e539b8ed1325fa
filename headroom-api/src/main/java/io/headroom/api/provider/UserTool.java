package io.headroom.api.provider;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A tool that a user described in the settings, since no plugin knows it. Immutable.
 *
 * @param id its id on the command line
 * @param command the program, as a name on the search path or as a path, and arguments that always come first; at least the program
 * @param environment the variables by which it is told the base URL, in order, with {@code {base}} for the proxy's address; none if it is
 *     set up by hand
 * @param detect programs, files or folders of which one shows that it is there; none if the program shows it. Files and folders have a
 *     {@code /} or begin with a dot, and are looked for in the home unless they are absolute
 * @param note what its user should know, or what to do by hand, with {@code {base}} for the proxy's address
 */
public record UserTool(
        String id, List<String> command, Map<String, String> environment, List<String> detect, Optional<String> note) {
    /** Copies the collections. */
    public UserTool {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(note, "note");
        command = List.copyOf(command);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        detect = List.copyOf(detect);
    }
}
