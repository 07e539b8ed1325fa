package io.headroom.supervisor.systemd;

import java.util.List;

/**
 * Writes a unit file, by the quoting rules of {@code systemd.syntax(7)} and {@code systemd.service(5)}: {@code %} begins a specifier
 * everywhere, {@code $} a variable in command lines, and an argument stands in double quotes with C escapes.
 */
final class UnitText {
    private final StringBuilder text = new StringBuilder();

    UnitText section(String name) {
        text.append(text.isEmpty() ? "" : "\n").append('[').append(name).append("]\n");
        return this;
    }

    /** A setting with words of our own. */
    UnitText set(String key, String value) {
        text.append(key).append('=').append(value).append('\n');
        return this;
    }

    /** A setting with somebody else's words, in which nothing acts. */
    UnitText quote(String key, String value) {
        if (value.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("a unit cannot say " + key + " with a control character: " + value);
        }
        return set(key, value.replace("%", "%%"));
    }

    /** A variable for the processes of the unit, with any value. */
    UnitText environment(String name, String value) {
        if (value.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("a unit cannot set " + name + " with a control character: " + value);
        }
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%");
        return set("Environment", "\"" + name + "=" + escaped + "\"");
    }

    UnitText command(String key, List<String> arguments) {
        text.append(key).append('=').append(program(arguments.get(0)));
        for (String argument : arguments.subList(1, arguments.size())) {
            text.append(" \"");
            argument.chars().forEach(this::escaped);
            text.append('"');
        }
        text.append('\n');
        return this;
    }

    // Older systemd takes quotes around a program for a part of its name.
    private static String program(String path) {
        if (!path.matches("/[A-Za-z0-9/._+-]+")) {
            throw new IllegalArgumentException("a unit cannot name the program " + path + "; let /bin/sh run it");
        }
        return path;
    }

    private void escaped(int c) {
        switch (c) {
            case '%' -> text.append("%%");
            case '$' -> text.append("$$");
            case '"', '\\' -> text.append('\\').append((char) c);
            default -> {
                if (c < ' ') {
                    text.append(String.format("\\x%02x", c));
                } else {
                    text.append((char) c);
                }
            }
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
