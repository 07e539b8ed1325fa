package io.headroom.supervisor.docker;

import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.api.change.JsonDocument;
import io.headroom.api.change.JsonValue;
import io.headroom.api.change.MalformedDocumentException;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.supervise.SupervisorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The container engine behind the command {@code docker}: Docker's own, or Podman's in its clothes. Only exit codes and JSON are read. */
final class Engine {
    static final String PROGRAM = "docker";

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Host host;

    Engine(Host host) {
        this.host = host;
    }

    /**
     * What differs between engines.
     *
     * @param rootless whether root in a container is the user outside
     * @param localLogs whether it has the log driver {@code local}, which Podman lacks
     */
    record Facts(boolean rootless, boolean localLogs) {}

    /** Why the engine cannot be used; empty if it can. */
    Optional<String> trouble() {
        if (host.executable(PROGRAM).isEmpty()) {
            return Optional.of("Docker is needed and 'docker' is not on PATH.");
        }
        CommandResult result = info();
        return result.succeeded() && facts(result).isPresent()
                ? Optional.empty()
                : Optional.of("Docker does not answer: " + words(result) + ".");
    }

    Facts facts() throws SupervisorException {
        CommandResult result = info();
        return result.succeeded() ? facts(result).orElseThrow(() -> failure("info", result)) : refuse("info", result);
    }

    private CommandResult info() {
        return host.query(line("info", "--format", "{{json .}}"));
    }

    // An engine that does not answer leaves the server's part empty, and some versions exit with 0 then.
    private static Optional<Facts> facts(CommandResult result) {
        return objects(result.output()).stream()
                .filter(info -> !info.stringAt("ServerVersion").orElse("").isEmpty())
                .findFirst()
                .map(info -> new Facts(
                        texts(info, "SecurityOptions").stream().anyMatch(option -> option.contains("name=rootless")),
                        texts(info, "Plugins", "Log").contains("local")));
    }

    private static List<String> texts(JsonValue object, String... names) {
        return object.at(names)
                .map(list -> list.elements().stream().map(JsonValue::text).toList())
                .orElseGet(List::of);
    }

    /** Containers of exactly these names. */
    List<Container> containers(String... names) throws SupervisorException {
        List<String> wanted = List.of(names);
        CommandResult listed = host.query(line("container", "ls", "--all", "--format", "{{.Names}}"));
        if (!listed.succeeded()) {
            return refuse("container ls", listed);
        }
        List<String> there = listed.output()
                .lines()
                .map(String::strip)
                .filter(wanted::contains)
                .toList();
        if (there.isEmpty()) {
            return List.of();
        }
        List<String> inspect = new ArrayList<>(List.of("container", "inspect", "--format", "{{json .}}"));
        inspect.addAll(there);
        CommandResult result = host.query(line(inspect));
        return result.succeeded()
                ? objects(result.output()).stream().map(Container::of).toList()
                : refuse("container inspect", result);
    }

    /** The labels of a network or volume, whatever is known of an image; empty if there is none of that name. */
    Optional<JsonValue> labels(String kind, String name) {
        CommandResult result = host.query(line(kind, "inspect", "--format", "{{json .}}", name));
        return result.succeeded()
                ? objects(result.output()).stream()
                        .findFirst()
                        .map(object -> object.at("Labels").orElse(object))
                : Optional.empty();
    }

    /** Runs it and throws unless it succeeds. */
    void require(Duration limit, List<String> arguments) throws SupervisorException {
        CommandResult result = attempt(limit, arguments);
        if (!result.succeeded()) {
            refuse(arguments.get(0), result);
        }
    }

    CommandResult attempt(Duration limit, List<String> arguments) {
        return host.run(line(arguments).within(limit));
    }

    static CommandLine line(String... arguments) {
        return line(List.of(arguments));
    }

    static CommandLine line(List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(PROGRAM));
        all.addAll(arguments);
        return CommandLine.of(all.toArray(String[]::new)).within(LIMIT);
    }

    static SupervisorException failure(String verb, CommandResult result) {
        return new SupervisorException(
                "'docker " + verb + "' failed: " + words(result) + ". See whether the engine runs: docker info");
    }

    private static <T> T refuse(String verb, CommandResult result) throws SupervisorException {
        throw failure(verb, result);
    }

    private static String words(CommandResult result) {
        String how = result.outcome() == CommandResult.Outcome.EXITED
                ? "exit " + result.exitCode()
                : result.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return result.error()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(line -> line.endsWith(".") ? line.substring(0, line.length() - 1) : line)
                .orElse(how);
    }

    // One object a line; a line that is none is a warning of the command.
    private static List<JsonValue> objects(String output) {
        List<JsonValue> objects = new ArrayList<>();
        for (String line : output.lines().toList()) {
            try {
                objects.add(JsonDocument.parse(line, JsonSyntax.STRICT));
            } catch (MalformedDocumentException warning) {
                continue;
            }
        }
        return objects;
    }
}
