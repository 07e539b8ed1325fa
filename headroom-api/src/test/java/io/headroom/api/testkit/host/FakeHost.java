package io.headroom.api.testkit.host;

import com.google.common.jimfs.Jimfs;
import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * A machine in memory for tests of plugins: a file system of the chosen kind, variables, programs, scripted commands, and a clock that
 * moves only when someone waits. It records every use. Thread-safe.
 */
public final class FakeHost implements Host {
    private static final long UID = 501;

    private final Machine machine;
    private final FileSystem files;
    private final Account account;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, Path> executables = new LinkedHashMap<>();
    private final List<Function<CommandLine, Optional<CommandResult>>> scripts = new ArrayList<>();
    private final List<Access> accesses = new ArrayList<>();
    private final List<CommandLine> commands = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-05T08:00:00Z");

    private FakeHost(Machine machine, Account account) {
        this.machine = machine;
        this.account = account;
        this.files = Jimfs.newFileSystem(machine.fileSystem());
        directory(path(machine.home()));
        accesses.clear();
    }

    /**
     * An empty home on a machine.
     *
     * @param machine which machine
     * @return the host of a plain account
     */
    public static FakeHost on(Machine machine) {
        return new FakeHost(machine, new Account("ada", uid(machine), Account.Privilege.USER));
    }

    /**
     * A machine as its administrator sees it.
     *
     * @param machine which machine
     * @return the host of root, or of an elevated administrator
     */
    public static FakeHost asAdministrator(Machine machine) {
        return new FakeHost(machine, new Account("root", uid(machine), Account.Privilege.ADMINISTRATOR));
    }

    private static OptionalLong uid(Machine machine) {
        return machine.system() == OperatingSystem.WINDOWS ? OptionalLong.empty() : OptionalLong.of(UID);
    }

    /**
     * Sets a variable.
     *
     * @param name its name
     * @param value its value
     * @return this host
     */
    public synchronized FakeHost withVariable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /**
     * Puts a program on the search path.
     *
     * @param name its name, without a suffix
     * @return this host
     */
    public FakeHost withExecutable(String name) {
        return withExecutableIn(machine.programs(), name);
    }

    /**
     * Puts a program on the search path, in a folder of its own.
     *
     * @param folder an absolute path, in the machine's own notation
     * @param name its name, without a suffix
     * @return this host
     */
    public synchronized FakeHost withExecutableIn(String folder, String name) {
        String separator = files.getSeparator();
        String suffix = machine.system() == OperatingSystem.WINDOWS ? ".exe" : "";
        Path path = files.getPath(folder + separator + name + suffix);
        write(path, "");
        executables.put(name, path);
        return this;
    }

    /**
     * Writes a file.
     *
     * @param path relative to the home, or absolute, with {@code /} on every machine
     * @param text its text, in UTF-8
     * @return this host
     */
    public synchronized FakeHost withFile(String path, String text) {
        write(resolve(path), text);
        return this;
    }

    /**
     * Scripts commands, queries and runs alike. Later scripts are asked first; a command that no script answers was not found.
     *
     * @param script answers a command, or declines
     * @return this host
     */
    public synchronized FakeHost withCommands(Function<CommandLine, Optional<CommandResult>> script) {
        scripts.add(0, script);
        return this;
    }

    /**
     * Scripts one command.
     *
     * @param exitCode the exit code
     * @param output what it writes
     * @param arguments the whole command line
     * @return this host
     */
    public FakeHost withCommand(int exitCode, String output, String... arguments) {
        List<String> expected = List.of(arguments);
        CommandResult result = exited(exitCode, output);
        return withCommands(command -> command.arguments().equals(expected) ? Optional.of(result) : Optional.empty());
    }

    /**
     * From now on every command ends like this.
     *
     * @param result how it ends
     * @return this host
     */
    public FakeHost answeringAlways(CommandResult result) {
        return withCommands(command -> Optional.of(result));
    }

    /**
     * The result of a command that ended by itself.
     *
     * @param exitCode the exit code
     * @param output what it wrote
     * @return the result
     */
    public static CommandResult exited(int exitCode, String output) {
        return new CommandResult(CommandResult.Outcome.EXITED, exitCode, output, "");
    }

    /**
     * The result of a command that was ended at its time limit.
     *
     * @return the result
     */
    public static CommandResult timedOut() {
        return new CommandResult(CommandResult.Outcome.TIMED_OUT, -1, "", "");
    }

    /**
     * The result of a command that does not exist.
     *
     * @return the result
     */
    public static CommandResult notStarted() {
        return new CommandResult(CommandResult.Outcome.NOT_STARTED, -1, "", "");
    }

    /**
     * A path for tests.
     *
     * @param path relative to the home, or absolute, with {@code /} on every machine
     * @return the path
     */
    public Path resolve(String path) {
        String native0 = path.replace("/", files.getSeparator());
        Path given = files.getPath(native0);
        return given.isAbsolute() ? given : files.getPath(machine.home()).resolve(given);
    }

    /**
     * All files of this host.
     *
     * @return a snapshot by {@link FileTree#contents}
     */
    public SortedMap<String, String> files() {
        return FileTree.contents(files.getPath(machine.root()));
    }

    /**
     * All files of this host, and when they were written.
     *
     * @return a snapshot by {@link FileTree#contentsAndTimes}
     */
    public SortedMap<String, String> filesAndTimes() {
        return FileTree.contentsAndTimes(files.getPath(machine.root()));
    }

    /**
     * Whether a path belongs to this host.
     *
     * @param path any path
     * @return whether it is of this host's file system
     */
    public boolean owns(Path path) {
        return path.getFileSystem().equals(files);
    }

    /**
     * Every use so far.
     *
     * @return the uses, in order
     */
    public synchronized List<Access> accesses() {
        return List.copyOf(accesses);
    }

    /**
     * Every command so far.
     *
     * @return queries and runs, in order
     */
    public synchronized List<CommandLine> commands() {
        return List.copyOf(commands);
    }

    /** Forgets the uses so far. */
    public synchronized void forgetAccesses() {
        accesses.clear();
        commands.clear();
    }

    @Override
    public OperatingSystem operatingSystem() {
        return machine.system();
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public Path home() {
        return files.getPath(machine.home());
    }

    @Override
    public Path workspace() {
        return home().resolve(".headroom");
    }

    @Override
    public synchronized Path path(String absolute) {
        accesses.add(new Access(Access.Kind.PATH, absolute));
        Path path = files.getPath(absolute);
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path: " + absolute);
        }
        return path;
    }

    @Override
    public synchronized Optional<String> variable(String name) {
        accesses.add(new Access(Access.Kind.VARIABLE, name));
        return Optional.ofNullable(variables.get(name));
    }

    @Override
    public synchronized Optional<Path> executable(String name) {
        accesses.add(new Access(Access.Kind.EXECUTABLE, name));
        return Optional.ofNullable(executables.get(name));
    }

    @Override
    public CommandResult query(CommandLine command) {
        return execute(Access.Kind.QUERY, command);
    }

    @Override
    public CommandResult run(CommandLine command) {
        return execute(Access.Kind.RUN, command);
    }

    @Override
    public synchronized Instant now() {
        accesses.add(new Access(Access.Kind.CLOCK, ""));
        return now;
    }

    @Override
    public synchronized void pause(Duration time) {
        accesses.add(new Access(Access.Kind.PAUSE, time.toString()));
        now = now.plus(time);
    }

    /**
     * The time, for tests: not recorded.
     *
     * @return now
     */
    public synchronized Instant clock() {
        return now;
    }

    private synchronized CommandResult execute(Access.Kind kind, CommandLine command) {
        accesses.add(new Access(kind, String.join(" ", command.arguments())));
        commands.add(command);
        for (Function<CommandLine, Optional<CommandResult>> script : scripts) {
            Optional<CommandResult> result = script.apply(command);
            if (result.isPresent()) {
                if (result.get().outcome() == CommandResult.Outcome.TIMED_OUT) {
                    now = now.plus(command.limit());
                }
                return result.get();
            }
        }
        return notStarted();
    }

    private static void write(Path path, String text) {
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void directory(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return machine.toString();
    }
}
