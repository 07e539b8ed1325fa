package io.headroom.compress.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells from a shell command line whether it only prints files, or calls our own retrieval. */
final class ShellCommands {
    private static final Set<String> PRINTERS =
            Set.of("cat", "head", "tail", "nl", "bat", "batcat", "less", "more", "type", "get-content", "gc");
    private static final Set<String> FILTERS = Set.of(
            "cat",
            "head",
            "tail",
            "sed",
            "nl",
            "bat",
            "less",
            "more",
            "grep",
            "egrep",
            "fgrep",
            "rg",
            "awk",
            "cut",
            "tr",
            "sort",
            "uniq",
            "wc",
            "fold",
            "expand",
            "column",
            "tac",
            "rev",
            "select-object",
            "select-string",
            "out-string");
    /** They print at most a heading of the agent's own, so what matters is what stands beside them. */
    private static final Set<String> SILENT = Set.of("cd", "pushd", "popd", "echo", "printf", "true", "set", "export");

    private static final Set<String> SHELLS = Set.of("sh", "bash", "zsh", "dash");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=");
    private static final Pattern EXTENSION = Pattern.compile("\\.(exe|cmd|bat|ps1)$");
    private static final int DEEPEST = 3;

    private ShellCommands() {}

    /** The class of a command's output. */
    static PolicyClass classify(String line) {
        return classify(line, 0);
    }

    private static PolicyClass classify(String line, int depth) {
        Optional<List<ShellWords.Command>> parsed = ShellWords.parse(line);
        if (parsed.isEmpty()) {
            return PolicyClass.OUTPUT;
        }
        List<ShellWords.Command> commands = parsed.get();
        if (commands.size() == 1 && depth < DEEPEST) {
            Optional<String> script = script(commands.get(0).words());
            if (script.isPresent()) {
                return classify(script.get(), depth + 1);
            }
        }
        if (commands.stream().anyMatch(ShellCommands::retrieves)) {
            return PolicyClass.RETRIEVAL;
        }
        return onlyPrintsFiles(commands) ? PolicyClass.SOURCE : PolicyClass.OUTPUT;
    }

    /** The script of {@code bash -lc SCRIPT}, which is how some agents wrap every command. */
    private static Optional<String> script(List<String> words) {
        if (words.size() != 3
                || !SHELLS.contains(program(words))
                || !words.get(1).startsWith("-")) {
            return Optional.empty();
        }
        return words.get(1).endsWith("c") ? Optional.of(words.get(2)) : Optional.empty();
    }

    private static boolean retrieves(ShellWords.Command command) {
        List<String> words = command.words();
        String program = program(words);
        if (!program.equals("headroom")) {
            return false;
        }
        return words.stream().skip(1).filter(word -> !word.startsWith("-")).findFirst().stream()
                .anyMatch("retrieve"::equals);
    }

    private static boolean onlyPrintsFiles(List<ShellWords.Command> commands) {
        boolean printed = false;
        boolean source = false;
        for (ShellWords.Command command : commands) {
            if (command.writes()) {
                return false;
            }
            String program = program(command.words());
            if (command.piped()) {
                if (!source || !FILTERS.contains(program)) {
                    return false;
                }
            } else if (prints(program, command.words())) {
                printed = true;
                source = true;
            } else if (SILENT.contains(program)) {
                source = false;
            } else {
                return false;
            }
        }
        return printed;
    }

    private static boolean prints(String program, List<String> words) {
        if (PRINTERS.contains(program)) {
            return true;
        }
        if (program.equals("sed")) {
            return words.stream()
                            .skip(1)
                            .anyMatch(word -> word.equals("-n") || word.equals("--quiet") || word.equals("-nE"))
                    && words.stream().noneMatch(word -> word.startsWith("-i") || word.startsWith("--in-place"));
        }
        return program.equals("git") && showsAFile(words);
    }

    /** {@code git [options] show REVISION:PATH}. */
    private static boolean showsAFile(List<String> words) {
        int at = 1;
        while (at < words.size() && words.get(at).startsWith("-")) {
            at += words.get(at).equals("-C") || words.get(at).equals("-c") ? 2 : 1;
        }
        if (at >= words.size() || !words.get(at).equals("show")) {
            return false;
        }
        List<String> objects = words.subList(at + 1, words.size()).stream()
                .filter(word -> !word.startsWith("-"))
                .toList();
        return !objects.isEmpty() && objects.stream().allMatch(word -> word.indexOf(':') > 0);
    }

    /** The base name of the program, after variable assignments and {@code sudo}, without an extension of Windows. */
    private static String program(List<String> words) {
        for (String word : words) {
            boolean prefix = word.equals("sudo")
                    || word.equals("command")
                    || ASSIGNMENT.matcher(word).lookingAt();
            if (!prefix) {
                String name = word.substring(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1)
                        .toLowerCase(Locale.ROOT);
                return EXTENSION.matcher(name).replaceFirst("");
            }
        }
        return "";
    }
}
