package io.headroom.deploy.host;

import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * This machine, with an environment that is handed in: what it is started with is the business of whoever starts it. Commands get exactly
 * that environment. Thread-safe.
 */
public final class LocalHost implements Host {
    private final OperatingSystem system;
    private final Map<String, String> environment;
    private final Path home;
    private final Path workspace;
    private final Account account;
    private final Clock clock;

    private LocalHost(
            OperatingSystem system, Map<String, String> environment, Path home, Path workspace, Account account) {
        this.system = system;
        this.environment = environment;
        this.home = home;
        this.workspace = workspace;
        this.account = account;
        this.clock = Clock.systemUTC();
    }

    /**
     * This machine.
     *
     * @param environment the environment variables
     * @param home the account's home directory, absolute
     * @param workspace Headroom's workspace, absolute
     * @return the host
     */
    public static LocalHost of(Map<String, String> environment, Path home, Path workspace) {
        OperatingSystem system = family(System.getProperty("os.name", ""));
        Map<String, String> variables =
                new TreeMap<>(system == OperatingSystem.WINDOWS ? String.CASE_INSENSITIVE_ORDER : String::compareTo);
        variables.putAll(environment);
        return new LocalHost(system, variables, home, workspace, account(system, variables, home));
    }

    private static OperatingSystem family(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("windows")) {
            return OperatingSystem.WINDOWS;
        }
        return lower.contains("mac") ? OperatingSystem.MACOS : OperatingSystem.LINUX;
    }

    /** The effective user is the owner of what this process makes: asked of the process itself, where the system shows it as a file. */
    private static Account account(OperatingSystem system, Map<String, String> variables, Path home) {
        String name = System.getProperty("user.name", "");
        if (system == OperatingSystem.WINDOWS) {
            // An administrator's process may write there once it is elevated, and nobody else's; asking for groups
            // would take a process.
            boolean elevated = Optional.ofNullable(variables.get("SystemRoot"))
                    .map(root -> Path.of(root, "System32", "config"))
                    .filter(Files::isWritable)
                    .isPresent();
            return new Account(
                    name, OptionalLong.empty(), elevated ? Account.Privilege.ADMINISTRATOR : Account.Privilege.USER);
        }
        OptionalLong uid = uid(Path.of("/proc/self"));
        if (uid.isEmpty()) {
            uid = name.equals("root") ? OptionalLong.of(0) : uid(home);
        }
        boolean root = uid.isPresent() && uid.getAsLong() == 0;
        return new Account(name, uid, root ? Account.Privilege.ADMINISTRATOR : Account.Privilege.USER);
    }

    private static OptionalLong uid(Path file) {
        try {
            return Files.getAttribute(file, "unix:uid") instanceof Integer uid
                    ? OptionalLong.of(Integer.toUnsignedLong(uid))
                    : OptionalLong.empty();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return OptionalLong.empty();
        }
    }

    @Override
    public OperatingSystem operatingSystem() {
        return system;
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public Path workspace() {
        return workspace;
    }

    @Override
    public Path path(String absolute) {
        Path path = Path.of(absolute);
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path: " + absolute);
        }
        return path;
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    @Override
    public Optional<Path> executable(String name) {
        if (name.contains("/") || name.contains(File.separator) || name.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = system == OperatingSystem.WINDOWS
                ? List.of(name + ".exe", name + ".cmd", name + ".bat", name)
                : List.of(name);
        String path = environment.getOrDefault("PATH", "");
        for (String entry : path.split(File.pathSeparator, -1)) {
            for (String candidate : names) {
                Optional<Path> found = program(entry, candidate);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> program(String folder, String name) {
        try {
            // An empty or relative entry means the working directory, from which nobody wants to run a program for
            // good.
            Path file = Path.of(folder).resolve(name);
            return file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file)
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (InvalidPathException notAPath) {
            return Optional.empty();
        }
    }

    @Override
    public CommandResult query(CommandLine command) {
        return run(command);
    }

    @Override
    public CommandResult run(CommandLine command) {
        return new LocalCommand(command, environment).run();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
