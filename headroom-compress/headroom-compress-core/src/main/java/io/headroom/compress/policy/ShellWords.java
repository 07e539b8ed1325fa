package io.headroom.compress.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a shell command line into simple commands and their words. It knows quotes, escapes, separators and redirections, which is
 * enough to see which programs run; whatever would need a real shell to understand (substitutions, groups, here-documents) is
 * unparsable.
 */
final class ShellWords {
    /**
     * A simple command.
     *
     * @param words the program and its arguments, without quotes
     * @param piped whether it reads what the command before it prints
     * @param writes whether its output goes to a file
     */
    record Command(List<String> words, boolean piped, boolean writes) {}

    private static final String UNSUPPORTED = "`(){}";

    private final String line;
    private final List<Command> commands = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private List<String> words = new ArrayList<>();
    private boolean inWord;
    private boolean piped;
    private boolean writes;
    private int at;

    private ShellWords(String line) {
        this.line = line;
    }

    /** The commands in order, or empty if the line is beyond this reader. */
    static Optional<List<Command>> parse(String line) {
        ShellWords reader = new ShellWords(line);
        return reader.read() ? Optional.of(reader.commands) : Optional.empty();
    }

    private boolean read() {
        while (at < line.length()) {
            char c = line.charAt(at++);
            boolean understood = switch (c) {
                case '\'', '"' -> quoted(c);
                case '\\' -> escaped();
                case ' ', '\t' -> endWord();
                case '\n', '\r', ';' -> endCommand(false);
                case '&' -> ampersand();
                case '|' -> pipe();
                case '>', '<' -> redirection(c);
                case '$' -> dollar();
                case '#' -> inWord ? append(c) : comment();
                default -> UNSUPPORTED.indexOf(c) >= 0 ? loneBrace(c) : append(c);
            };
            if (!understood) {
                return false;
            }
        }
        return endCommand(false);
    }

    private boolean append(char c) {
        word.append(c);
        inWord = true;
        return true;
    }

    private boolean quoted(char quote) {
        inWord = true;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == quote) {
                return true;
            }
            if (quote == '"') {
                if (c == '`' || (c == '$' && at < line.length() && line.charAt(at) == '(')) {
                    return false;
                }
                if (c == '\\' && at < line.length() && "\"\\$`\n".indexOf(line.charAt(at)) >= 0) {
                    c = line.charAt(at++);
                }
            }
            word.append(c);
        }
        return false;
    }

    private boolean escaped() {
        if (at >= line.length()) {
            return false;
        }
        char c = line.charAt(at++);
        return c == '\n' || append(c);
    }

    /** A variable is a word like any other; {@code $(...)} and {@code $'...'} are not understood. */
    private boolean dollar() {
        char next = at < line.length() ? line.charAt(at) : ' ';
        if (next == '(' || next == '\'') {
            return false;
        }
        if (next == '{') {
            int close = line.indexOf('}', at);
            if (close < 0) {
                return false;
            }
            word.append(line, at - 1, close + 1);
            inWord = true;
            at = close + 1;
            return true;
        }
        return append('$');
    }

    private boolean loneBrace(char c) {
        // "{}" inside or as a word is an argument, as in find's -exec; a group stands alone and is not understood.
        if (c == '{' && at < line.length() && !Character.isWhitespace(line.charAt(at))) {
            return append(c);
        }
        return c == '}' && inWord && append(c);
    }

    private boolean comment() {
        while (at < line.length() && line.charAt(at) != '\n') {
            at++;
        }
        return true;
    }

    private boolean ampersand() {
        if (at < line.length() && line.charAt(at) == '&') {
            at++;
            return endCommand(false);
        }
        if (at < line.length() && line.charAt(at) == '>') {
            at++;
            return redirection('>');
        }
        return endCommand(false);
    }

    private boolean pipe() {
        if (at < line.length() && line.charAt(at) == '|') {
            at++;
            return endCommand(false);
        }
        if (at < line.length() && line.charAt(at) == '&') {
            at++;
        }
        return endCommand(true);
    }

    /** Takes the target along. Only what goes to a file, and not to another stream or nowhere, counts as writing. */
    private boolean redirection(char direction) {
        boolean errors = inWord && word.toString().equals("2");
        if (inWord && word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            word.setLength(0);
            inWord = false;
        }
        endWord();
        if (at < line.length() && line.charAt(at) == direction) {
            if (direction == '<') {
                return false;
            }
            at++;
        }
        if (at < line.length() && line.charAt(at) == '&') {
            at++;
        }
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        int start = at;
        while (at < line.length() && " \t\n\r;|&<>".indexOf(line.charAt(at)) < 0) {
            at++;
        }
        String target = line.substring(start, at);
        boolean harmless = direction == '<' || errors || target.equals("/dev/null") || isDescriptor(target);
        writes |= !harmless;
        return !target.isEmpty() && target.charAt(0) != '(';
    }

    private static boolean isDescriptor(String target) {
        return target.length() == 1 && (target.equals("-") || (target.charAt(0) >= '0' && target.charAt(0) <= '9'));
    }

    private boolean endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
        return true;
    }

    private boolean endCommand(boolean pipes) {
        endWord();
        if (!words.isEmpty()) {
            commands.add(new Command(List.copyOf(words), piped, writes));
            words = new ArrayList<>();
        }
        piped = pipes;
        writes = false;
        return true;
    }
}
