package io.headroom.deploy.shell;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the start files of an account's shells: those of the login shell, and those of other shells that have one. No file appears for a
 * shell that nobody uses.
 */
final class ShellFiles {
    private static final Pattern ZDOTDIR = Pattern.compile("(?m)^[ \t]*(?:export[ \t]+)?ZDOTDIR=(.*?)[ \t\r]*$");
    private static final List<String> PLAIN_SHELLS = List.of("sh", "dash", "ash", "ksh", "mksh");

    private final Host host;
    private final Path home;
    private final String login;
    private final List<String> notes = new ArrayList<>();

    ShellFiles(Host host) {
        this.host = host;
        this.home = host.home();
        String shell = host.variable("SHELL").filter(named -> !named.isEmpty()).orElseGet(this::recorded);
        this.login = shell.substring(shell.lastIndexOf('/') + 1);
    }

    /** The shell of the account's record, for who comes without a login: by su, from cron, by a bare command over SSH. */
    private String recorded() {
        String account = host.account().name();
        List<String> question = switch (host.operatingSystem()) {
            case LINUX -> List.of("getent", "passwd", account);
            case MACOS -> List.of("dscl", ".", "-read", "/Users/" + account, "UserShell");
            case WINDOWS -> List.of();
        };
        if (question.isEmpty()) {
            return "";
        }
        CommandResult answer = host.query(CommandLine.of(question.toArray(String[]::new)));
        return answer.succeeded() ? answer.output().strip().replaceFirst("(?s).*[: ]", "") : "";
    }

    String login() {
        return login;
    }

    List<String> notes() {
        return notes;
    }

    /** The files that read POSIX lines, each with the shell that reads it. */
    Map<Path, String> posix() {
        Map<Path, String> files = new LinkedHashMap<>();
        bash(files);
        zsh().ifPresent(rc -> files.put(rc, "zsh"));
        return files;
    }

    /** The folder for snippets of fish. */
    Optional<Path> fish() {
        Path fish = configuration().resolve("fish");
        return login.equals("fish") || Files.exists(fish.resolve("config.fish"))
                ? Optional.of(fish.resolve("conf.d"))
                : Optional.empty();
    }

    Optional<Path> powerShell() {
        return Optional.of(configuration().resolve("powershell").resolve("profile.ps1"))
                .filter(Files::exists);
    }

    /** The folder of environment.d(5), where a desktop reads it. */
    Optional<Path> environmentD() {
        Path folder = configuration().resolve("environment.d");
        boolean desktop = Stream.of("XDG_CURRENT_DESKTOP", "XDG_SESSION_DESKTOP", "WAYLAND_DISPLAY")
                .anyMatch(name ->
                        host.variable(name).filter(value -> !value.isEmpty()).isPresent());
        return desktop || Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
    }

    /** Whether a shell is used that we write no file for. */
    boolean uses(String shell, String rc) {
        return login.equals(shell) || Files.exists(home.resolve(rc));
    }

    Path configuration() {
        return host.variable("XDG_CONFIG_HOME").flatMap(this::absolute).orElseGet(() -> home.resolve(".config"));
    }

    private void bash(Map<Path, String> files) {
        boolean own = login.equals("bash");
        Path rc = home.resolve(".bashrc");
        if (own || Files.exists(rc)) {
            files.put(rc, "bash");
        }
        Path profile = home.resolve(".profile");
        Optional<Path> first = Stream.of(home.resolve(".bash_profile"), home.resolve(".bash_login"), profile)
                .filter(Files::exists)
                .findFirst();
        first.ifPresent(file -> files.put(file, file.equals(profile) ? "sh" : "bash"));
        if ((first.isEmpty() && own) || PLAIN_SHELLS.contains(login)) {
            files.put(profile, "sh");
        }
    }

    private Optional<Path> zsh() {
        Optional<Path> folder = zdotdir();
        Optional<Path> rc = folder.map(f -> f.resolve(".zshrc"));
        if (rc.isEmpty() || (!login.equals("zsh") && !Files.exists(rc.get()))) {
            return Optional.empty();
        }
        if (!Files.isDirectory(folder.get())) {
            notes.add("zsh is not reached: ZDOTDIR names " + folder.get() + ", which is no folder");
            return Optional.empty();
        }
        return rc;
    }

    private Optional<Path> zdotdir() {
        Optional<String> variable = host.variable("ZDOTDIR").filter(value -> !value.isEmpty());
        if (variable.isPresent()) {
            return absolute(variable.get());
        }
        Matcher line = ZDOTDIR.matcher(read(home.resolve(".zshenv")));
        String last = "";
        while (line.find()) {
            last = line.group(1);
        }
        if (last.isEmpty()) {
            return Optional.of(home);
        }
        String literal = last.replaceAll("^([\"'])(.*)\\1$", "$2")
                .replaceFirst("^(~|\\$HOME|\\$\\{HOME})(?=/|$)", Matcher.quoteReplacement(home.toString()));
        Optional<Path> folder = literal.matches(".*[$`\\\\\"'(;].*") ? Optional.empty() : absolute(literal);
        if (folder.isEmpty() && (login.equals("zsh") || Files.exists(home.resolve(".zshrc")))) {
            notes.add("zsh is not reached: " + home.resolve(".zshenv")
                    + " computes ZDOTDIR; set it in the environment of" + " this command");
        }
        return folder;
    }

    private Optional<Path> absolute(String path) {
        try {
            return Optional.of(host.path(path));
        } catch (IllegalArgumentException e) {
            // Not a path, or not an absolute one: shells would not find the file from everywhere.
            return Optional.empty();
        }
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            // Whoever edits the file reports that it cannot be read.
            return "";
        }
    }
}
