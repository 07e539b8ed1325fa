package io.headroom.supervisor.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.api.change.Change;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.testkit.ManagedHost;
import io.headroom.api.testkit.host.Access;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A host whose {@code docker} keeps state as the real one does: names are unique, a port that is taken leaves a created container and ends
 * with 125 or 1, what was stopped stays stopped over a restart of the engine, what crashed comes back, a network with a running container
 * and a volume with any cannot be removed, and a frozen container can be neither started nor stopped.
 */
final class ScriptedDocker implements ManagedHost {
    private static final Set<String> FLAGS = Set.of("-d", "--read-only", "--rm", "--sig-proxy=false");
    private static final Set<String> OPTIONS = Set.of(
            "--name",
            "--restart",
            "--network",
            "-p",
            "--tmpfs",
            "--cap-drop",
            "--security-opt",
            "--add-host",
            "--label",
            "--user",
            "--log-driver",
            "--log-opt",
            "--memory",
            "--cpus",
            "--mount",
            "--env",
            "--entrypoint");

    private final FakeHost host;
    private final ServiceSpec spec;
    private final Map<String, FakeContainer> containers = new TreeMap<>();
    private final Map<String, String> networks = new TreeMap<>();
    private final Map<String, String> volumes = new TreeMap<>();
    private final Set<Integer> foreignPorts = new HashSet<>();
    private final Set<String> images = new HashSet<>(Set.of("headroom-jvm:0.1.0", "headroom-jvm:0.2.0"));
    private final Set<String> registry = new HashSet<>(Set.of("registry.example/headroom:1"));
    private String info = "{\"ServerVersion\":\"28.2.2\",\"Plugins\":{\"Log\":[\"json-file\",\"local\"]},"
            + "\"SecurityOptions\":[\"name=seccomp,profile=builtin\"]}";
    private long pid = 4000;
    private int removing;

    ScriptedDocker(Machine machine) {
        this(machine, "default");
    }

    ScriptedDocker(Machine machine, String profile) {
        host = FakeHost.on(machine).withExecutable("docker").withCommands(this::answer);
        spec = Specs.of(host, profile);
    }

    /** Podman behind its Docker socket has no driver {@code local}. */
    ScriptedDocker podman() {
        info =
                "{\"ServerVersion\":\"4.3.1\",\"Plugins\":{\"Log\":[\"k8s-file\",\"none\",\"passthrough\",\"journald\"]},"
                        + "\"SecurityOptions\":[\"name=seccomp,profile=default\",\"name=rootless\"]}";
        return this;
    }

    private Optional<CommandResult> answer(CommandLine command) {
        List<String> words = new ArrayList<>(command.arguments());
        String program = words.remove(0);
        if (program.equals("id")) {
            return Optional.of(FakeHost.exited(0, words.get(0).equals("-u") ? "501\n" : "20\n"));
        }
        return program.equals("docker") ? Optional.of(docker(words)) : Optional.empty();
    }

    /** Runs {@code docker}. */
    CommandResult docker(List<String> words) {
        List<String> left = new ArrayList<>(words);
        String verb = left.remove(0);
        return switch (verb) {
            case "info" -> FakeHost.exited(0, info + "\n");
            case "version" -> FakeHost.exited(0, "28.2.2\n");
            case "container" -> container(left);
            case "network" -> object(left, networks, this::networkUsers);
            case "volume" -> object(left, volumes, this::volumeUsers);
            case "image" -> image(left);
            case "pull" -> pull(left);
            case "run" -> run(left);
            case "start" -> on(left, this::start);
            case "stop" -> on(left, this::stop);
            case "restart" -> on(left, name -> and(stop(name), () -> start(name)));
            case "unpause" -> on(left, this::unpause);
            case "rename" -> rename(left.get(0), left.get(1));
            case "rm" -> remove(left);
            default -> error(1, "docker: '" + verb + "' is not a docker command.");
        };
    }

    private CommandResult container(List<String> words) {
        String verb = words.remove(0);
        boolean formatted = words.remove("--format");
        if (verb.equals("ls")) {
            assertEquals(List.of("--all", "{{.Names}}"), words);
            return FakeHost.exited(0, String.join("\n", containers.keySet()));
        }
        assertEquals("inspect", verb);
        if (formatted) {
            assertEquals("{{json .}}", words.remove(0));
        }
        StringBuilder output = new StringBuilder();
        for (String name : words) {
            if (containers.containsKey(name)) {
                output.append(containers.get(name).json(name)).append('\n');
            }
        }
        return containers.keySet().containsAll(words)
                ? FakeHost.exited(0, output.toString())
                : new CommandResult(CommandResult.Outcome.EXITED, 1, output.toString(), "Error: No such container");
    }

    private CommandResult image(List<String> words) {
        assertEquals(List.of("inspect", "--format", "{{json .}}"), words.subList(0, 3));
        return images.contains(words.get(3))
                ? FakeHost.exited(0, "{\"Id\":\"sha256:0\"}\n")
                : error(1, "Error: No such image: " + words.get(3));
    }

    private CommandResult pull(List<String> words) {
        assertEquals("--quiet", words.remove(0));
        if (!registry.contains(words.get(0))) {
            return error(1, "Error response from daemon: pull access denied for " + words.get(0));
        }
        images.add(words.get(0));
        return FakeHost.exited(0, words.get(0) + "\n");
    }

    private interface Users {
        List<String> of(String name);
    }

    private CommandResult object(List<String> words, Map<String, String> there, Users users) {
        String verb = words.remove(0);
        String name = words.get(words.size() - 1);
        switch (verb) {
            case "create":
                assertEquals("--label", words.get(0));
                if (there.containsKey(name)) {
                    return there == volumes
                            ? FakeHost.exited(0, name)
                            : error(1, "network " + name + " already exists");
                }
                there.put(name, words.get(1));
                return FakeHost.exited(0, name + "\n");
            case "inspect":
                if (!there.containsKey(name)) {
                    return error(1, "Error: no such object: " + name);
                }
                String[] label = there.get(name).split("=", 2);
                String labels = label.length == 2 ? "{\"" + label[0] + "\":\"" + label[1] + "\"}" : "null";
                return FakeHost.exited(0, "{\"Name\":\"" + name + "\",\"Labels\":" + labels + "}\n");
            case "rm":
                if (!there.containsKey(name) || !users.of(name).isEmpty()) {
                    return error(1, "Error response from daemon: " + name + " is in use by " + users.of(name));
                }
                there.remove(name);
                return FakeHost.exited(0, name + "\n");
            default:
                return error(1, "unknown command");
        }
    }

    private List<String> networkUsers(String network) {
        return containers.entrySet().stream()
                .filter(entry -> entry.getValue().network().equals(network)
                        && entry.getValue().runs())
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<String> volumeUsers(String volume) {
        return containers.entrySet().stream()
                .filter(entry -> entry.getValue().volumes().contains(volume))
                .map(Map.Entry::getKey)
                .toList();
    }

    private CommandResult run(List<String> words) {
        Map<String, List<String>> options = new LinkedHashMap<>();
        boolean goes = words.contains("--rm");
        while (words.get(0).startsWith("-")) {
            String option = words.remove(0);
            if (OPTIONS.contains(option)) {
                options.computeIfAbsent(option, any -> new ArrayList<>()).add(words.remove(0));
            } else if (!FLAGS.contains(option)) {
                return error(125, "unknown flag: " + option);
            }
        }
        String name = options.get("--name").get(0);
        String image = words.get(0);
        if (!images.contains(image)) {
            return error(125, "Unable to find image '" + image + "' locally");
        }
        if (containers.containsKey(name)) {
            return error(125, "docker: Error response from daemon: Conflict. The container name is already in use");
        }
        Map<String, String> labels = new LinkedHashMap<>();
        options.get("--label").forEach(label -> labels.put(label.split("=", 2)[0], label.split("=", 2)[1]));
        Set<String> used = options.get("--mount").stream()
                .filter(mount -> mount.startsWith("type=volume,"))
                .map(mount -> mount.split("[=,]")[3])
                .collect(Collectors.toSet());
        used.forEach(volume -> volumes.putIfAbsent(volume, ""));
        String network = options.get("--network").get(0);
        int port = Integer.parseInt(options.get("-p").get(0).split(":")[1]);
        containers.put(
                name,
                new FakeContainer(
                        image,
                        labels,
                        used,
                        network,
                        goes ? FakeContainer.GOES : options.get("--restart").get(0),
                        port));
        CommandResult started = start(name);
        return started.succeeded() ? started : error(125, started.error());
    }

    private CommandResult start(String name) {
        FakeContainer container = containers.get(name);
        if (container.status().equals("paused")) {
            return error(1, "cannot start a paused container, try unpause instead");
        }
        if (container.status().equals("running")) {
            return FakeHost.exited(0, name);
        }
        if (!networks.containsKey(container.network())) {
            return error(1, "Error response from daemon: network " + container.network() + " not found");
        }
        boolean held = foreignPorts.contains(container.port())
                || containers.values().stream().anyMatch(other -> other.runs() && other.port() == container.port());
        if (held) {
            return error(
                    1,
                    "Error response from daemon: driver failed programming external connectivity: port is already"
                            + " allocated");
        }
        container.begin(++pid);
        return FakeHost.exited(0, name);
    }

    private CommandResult stop(String name) {
        if (containers.get(name).status().equals("paused")) {
            return error(1, "Container is paused. Unpause the container before stopping or killing");
        }
        boolean ran = containers.get(name).runs();
        containers.get(name).stop();
        if (ran && containers.get(name).goes()) {
            containers.remove(name);
        }
        return FakeHost.exited(0, name);
    }

    private CommandResult unpause(String name) {
        if (!containers.get(name).status().equals("paused")) {
            return error(1, "Container is not paused");
        }
        containers.get(name).becomes("running", "starting");
        return FakeHost.exited(0, name);
    }

    private CommandResult rename(String from, String to) {
        if (!containers.containsKey(from) || containers.containsKey(to)) {
            return error(1, "Error response from daemon: cannot rename " + from + " to " + to);
        }
        containers.put(to, containers.remove(from));
        return FakeHost.exited(0, "");
    }

    private CommandResult remove(List<String> words) {
        boolean force = words.remove("--force");
        words.remove("--volumes");
        String name = words.get(0);
        if (removing-- > 0) {
            return error(1, "Error response from daemon: removal of container " + name + " is already in progress");
        }
        if (!containers.containsKey(name) || (containers.get(name).runs() && !force)) {
            return error(1, "Error: cannot remove " + name);
        }
        containers.remove(name);
        return FakeHost.exited(0, name);
    }

    private interface Act {
        CommandResult on(String name);
    }

    private CommandResult on(List<String> words, Act act) {
        if (words.get(0).equals("-t")) {
            words.subList(0, 2).clear();
        }
        return containers.containsKey(words.get(0))
                ? act.on(words.get(0))
                : error(1, "Error response from daemon: No such container: " + words.get(0));
    }

    private static CommandResult and(CommandResult first, java.util.function.Supplier<CommandResult> then) {
        return first.succeeded() ? then.get() : first;
    }

    private static CommandResult error(int code, String text) {
        return new CommandResult(CommandResult.Outcome.EXITED, code, "", text + "\n");
    }

    /** Somebody else takes a port, or gives it back. */
    void foreignOn(int port, boolean taken) {
        if (taken) {
            foreignPorts.add(port);
        } else {
            foreignPorts.remove(port);
        }
    }

    /** The engine ends and starts again, as at a reboot. */
    void engineRestarts() {
        containers.values().forEach(container -> {
            if (container.runs()) {
                container.end("exited", 137);
            }
        });
        List.copyOf(containers.keySet()).forEach(name -> {
            if (containers.get(name).returns() && !containers.get(name).status().equals("created")) {
                start(name);
            }
        });
    }

    /** The proxy ends by itself. */
    void crash() {
        containers.get(name()).crash(++pid);
    }

    void becomes(String status, String health) {
        containers.get(name()).becomes(status, health);
    }

    /** So many removals fail, as they do while the engine removes a container by itself. */
    void removes(int times) {
        removing = times;
    }

    String name() {
        return Names.of(spec).container();
    }

    /** Everything that the engine has, one a line. */
    String everything() {
        List<String> lines = new ArrayList<>();
        containers.forEach((name, container) -> lines.add(
                "container " + name + " " + container.status() + " " + container.image() + " :" + container.port()));
        networks.keySet().forEach(name -> lines.add("network " + name));
        volumes.keySet().forEach(name -> lines.add("volume " + name));
        return String.join("\n", lines);
    }

    @Override
    public FakeHost host() {
        return host;
    }

    @Override
    public ServiceSpec spec() {
        return spec;
    }

    @Override
    public void install(ServicePlan plan) {
        for (Change change : plan.changes()) {
            Change.Command command = (Change.Command) change;
            if (!host.query(command.probe()).succeeded()) {
                assertEquals(
                        0,
                        host.run(command.apply()).exitCode(),
                        () -> command.info().id());
            }
        }
    }

    /** Undoes a plan, the last first. */
    void remove(ServicePlan plan) {
        List<Change> changes = new ArrayList<>(plan.changes());
        java.util.Collections.reverse(changes);
        for (Change change : changes) {
            Change.Command command = (Change.Command) change;
            if (host.query(command.probe()).succeeded()) {
                assertEquals(
                        0,
                        host.run(command.undo()).exitCode(),
                        () -> command.info().id());
            }
        }
    }

    @Override
    public boolean running() {
        return containers.containsKey(name()) && containers.get(name()).runs();
    }

    @Override
    public boolean comesBack() {
        return containers.containsKey(name()) && containers.get(name()).returns();
    }

    @Override
    public void giveUp() {
        becomes("running", "unhealthy");
    }

    /** What was run, without what was asked. */
    String runs() {
        return host.accesses().stream()
                .filter(access -> access.kind() == Access.Kind.RUN)
                .map(Access::what)
                .collect(Collectors.joining("\n"));
    }
}
