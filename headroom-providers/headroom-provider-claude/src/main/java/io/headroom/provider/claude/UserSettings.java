package io.headroom.provider.claude;

import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.api.change.JsonDocument;
import io.headroom.api.change.JsonValue;
import io.headroom.api.change.MalformedDocumentException;
import io.headroom.api.host.Host;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The user's own {@code --settings}, taken out of the arguments: only the last one counts for Claude Code (measured), so ours and theirs
 * must become one.
 *
 * @param others the arguments without it
 * @param settings what it says; an empty object if there is none
 * @param source where it came from
 */
record UserSettings(List<String> others, JsonValue settings, Source source) {
    private static final String OPTION = "--settings";

    /** Where settings came from. */
    enum Source {
        NONE,
        TEXT,
        FILE,
        UNREADABLE
    }

    static UserSettings in(List<String> arguments, Host host) {
        List<String> others = new ArrayList<>();
        Optional<String> value = Optional.empty();
        int at = 0;
        while (at < arguments.size() && !arguments.get(at).equals("--")) {
            String argument = arguments.get(at++);
            if (argument.startsWith(OPTION + "=")) {
                value = Optional.of(argument.substring(OPTION.length() + 1));
            } else if (argument.equals(OPTION) && at < arguments.size()) {
                value = Optional.of(arguments.get(at++));
            } else {
                others.add(argument);
            }
        }
        others.addAll(arguments.subList(at, arguments.size()));
        return value.map(text -> read(text, others, host))
                .orElseGet(() -> new UserSettings(others, JsonValue.object(Map.of()), Source.NONE));
    }

    private static UserSettings read(String value, List<String> others, Host host) {
        try {
            if (value.stripLeading().startsWith("{")) {
                return new UserSettings(others, JsonDocument.parse(value, JsonSyntax.STRICT), Source.TEXT);
            }
            JsonValue settings = JsonDocument.read(host.workingDirectory().resolve(value), JsonSyntax.STRICT);
            return new UserSettings(others, settings, Source.FILE);
        } catch (MalformedDocumentException | IOException | InvalidPathException e) {
            return new UserSettings(others, JsonValue.object(Map.of()), Source.UNREADABLE);
        }
    }
}
