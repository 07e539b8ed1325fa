package io.headroom.compress.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the shell commands in a small script that calls a shell tool, as in {@code tools.exec_command({cmd: "cat a.txt"})}. All of
 * them or none: a script with a call whose command is not a plain literal has no known command, since a policy must not be chosen by
 * half of what ran.
 */
final class ScriptCommands {
    private static final Pattern CALL = Pattern.compile("\\b(?:exec_command|local_shell|shell)\\s*\\(");
    private static final Pattern KEY = Pattern.compile("\\G\\s*\\{\\s*[\"']?(?:cmd|command)[\"']?\\s*:\\s*");

    private ScriptCommands() {}

    /**
     * Finds the commands.
     *
     * @param script JavaScript
     * @return the command lines, one a line, or empty if not every call shows its own
     */
    static Optional<String> of(String script) {
        List<String> commands = new ArrayList<>();
        Matcher call = CALL.matcher(script);
        while (call.find()) {
            Matcher key = KEY.matcher(script);
            Optional<String> literal = key.find(call.end()) ? literal(script, key.end()) : Optional.empty();
            if (literal.isEmpty()) {
                return Optional.empty();
            }
            commands.add(literal.get());
        }
        return commands.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", commands));
    }

    /** The string literal at {@code from}; empty if there is none, or one whose value depends on anything. */
    private static Optional<String> literal(String script, int from) {
        if (from >= script.length() || "\"'`".indexOf(script.charAt(from)) < 0) {
            return Optional.empty();
        }
        char quote = script.charAt(from);
        StringBuilder value = new StringBuilder();
        for (int i = from + 1; i < script.length(); i++) {
            char c = script.charAt(i);
            if (c == quote) {
                return endsArgument(script, i + 1) ? Optional.of(value.toString()) : Optional.empty();
            }
            if (c == '$' && quote == '`' && script.startsWith("${", i)) {
                return Optional.empty();
            }
            if (c != '\\') {
                value.append(c);
                continue;
            }
            i++;
            Optional<Character> escaped = i < script.length() ? escaped(script.charAt(i)) : Optional.empty();
            if (escaped.isEmpty()) {
                return Optional.empty();
            }
            value.append(escaped.get());
        }
        return Optional.empty();
    }

    /** Whether the member ends here, so that the literal was all of its value. */
    private static boolean endsArgument(String script, int from) {
        int at = from;
        while (at < script.length() && Character.isWhitespace(script.charAt(at))) {
            at++;
        }
        return at < script.length() && (script.charAt(at) == ',' || script.charAt(at) == '}');
    }

    private static Optional<Character> escaped(char letter) {
        switch (letter) {
            case 'n':
                return Optional.of('\n');
            case 't':
                return Optional.of('\t');
            case 'r':
                return Optional.of('\r');
            case '"':
            case '\'':
            case '`':
            case '\\':
            case '/':
            case '$':
                return Optional.of(letter);
            default:
                // Numeric escapes and continued lines: too rare to be worth being right about.
                return Optional.empty();
        }
    }
}
