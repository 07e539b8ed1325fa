package io.headroom.supervisor.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.api.change.Change;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.testkit.ManagedHost;
import io.headroom.api.testkit.host.Access;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A host whose {@code systemctl} keeps state as the real one does: it knows units only after {@code daemon-reload}, enables what has an
 * {@code [Install]} section by a link, says {@code not-found}, and starts nothing that failed too often before {@code reset-failed}.
 */
final class ScriptedSystemd implements ManagedHost {
    private static final String SERVICE = "headroom-default.service";

    private final FakeHost host;
    private final ServiceSpec spec;
    private final Path folder;
    private final Map<String, String> loaded = new HashMap<>();
    private final Set<String> active = new HashSet<>();
    private final Set<String> failed = new HashSet<>();
    private long pid = 4000;

    ScriptedSystemd(Machine machine, Preset preset, Scope scope) {
        host = scope == Scope.SYSTEM ? FakeHost.asAdministrator(machine) : FakeHost.on(machine);
        host.withExecutable("systemd-analyze").withCommands(this::answer);
        spec = Specs.of(host, "default", preset, scope);
        folder = scope == Scope.SYSTEM
                ? host.resolve("/etc/systemd/system")
                : host.home().resolve(".config/systemd/user");
    }

    private Optional<CommandResult> answer(CommandLine command) {
        List<String> arguments = new ArrayList<>(command.arguments());
        String program = arguments.remove(0);
        if (program.equals("/bin/sh") && arguments.get(1).contains("pkcheck")) {
            return Optional.of(FakeHost.exited(0, ""));
        }
        if (program.equals("loginctl")) {
            return Optional.of(FakeHost.exited(0, ""));
        }
        if (program.equals("systemd-analyze")) {
            return Optional.of(FakeHost.exited(0, ""));
        }
        if (!program.equals("systemctl")) {
            return Optional.empty();
        }
        boolean user = arguments.remove("--user");
        if (user == (spec.scope() == Scope.SYSTEM)) {
            return Optional.of(FakeHost.exited(1, "offline\n"));
        }
        assertEquals(user ? "/run/user/501" : null, command.environment().get("XDG_RUNTIME_DIR"));
        arguments.remove("--no-ask-password");
        String verb = arguments.remove(0);
        return Optional.of(
                switch (verb) {
                    case "is-system-running" -> FakeHost.exited(1, "degraded\n");
                    case "daemon-reload" -> reload();
                    case "show" -> FakeHost.exited(0, show(arguments.get(arguments.size() - 1)));
                    case "enable" -> reloadAfter(each(arguments, this::enable));
                    case "disable" -> reloadAfter(each(arguments, this::disable));
                    case "reset-failed" ->
                        each(arguments, unit -> loaded.containsKey(unit) && failed.remove(unit) ? 0 : 1);
                    case "start" -> each(arguments, this::start);
                    case "stop" -> each(arguments, this::stop);
                    case "restart" -> each(arguments, unit -> stop(unit) + start(unit));
                    default -> FakeHost.exited(1, "");
                });
    }

    private CommandResult reload() {
        loaded.clear();
        for (String name : List.of(SERVICE, "headroom-default-ensure.service", "headroom-default-ensure.timer")) {
            if (Files.exists(folder.resolve(name))) {
                loaded.put(name, read(folder.resolve(name)));
            }
        }
        return FakeHost.exited(0, "");
    }

    private CommandResult reloadAfter(CommandResult result) {
        reload();
        return result;
    }

    private int enable(String unit) throws IOException {
        if (!Files.exists(folder.resolve(unit))) {
            return 1;
        }
        Optional<Path> link = link(unit);
        if (link.isPresent() && Files.notExists(link.get())) {
            Files.createDirectories(link.get().getParent());
            Files.createSymbolicLink(link.get(), folder.resolve(unit));
        }
        return 0;
    }

    private int disable(String unit) throws IOException {
        if (!Files.exists(folder.resolve(unit))) {
            return 1;
        }
        Optional<Path> link = link(unit);
        if (link.isPresent()) {
            Files.deleteIfExists(link.get());
        }
        return 0;
    }

    private Optional<Path> link(String unit) {
        return read(folder.resolve(unit))
                .lines()
                .filter(line -> line.startsWith("WantedBy="))
                .map(line -> folder.resolve(line.substring("WantedBy=".length()) + ".wants")
                        .resolve(unit))
                .findFirst();
    }

    private int start(String unit) {
        if (!loaded.containsKey(unit)) {
            return 5;
        }
        if (failed.contains(unit)) {
            return 1;
        }
        active.add(unit);
        pid++;
        return 0;
    }

    private int stop(String unit) {
        if (!loaded.containsKey(unit)) {
            return 5;
        }
        active.remove(unit);
        return 0;
    }

    private String show(String unit) {
        String state = active.contains(unit) ? "active" : failed.contains(unit) ? "failed" : "inactive";
        return String.join(
                "\n",
                "LoadState=" + (loaded.containsKey(unit) ? "loaded" : "not-found"),
                "ActiveState=" + state,
                "SubState=" + (state.equals("active") ? "running" : "dead"),
                "Result=" + (state.equals("failed") ? "exit-code" : "success"),
                "NRestarts=0",
                "MainPID=" + (state.equals("active") ? pid : 0),
                "ExecMainCode=" + (state.equals("failed") ? 1 : 0),
                "ExecMainStatus=" + (state.equals("failed") ? 78 : 0));
    }

    private CommandResult each(List<String> units, Act act) {
        int worst = 0;
        try {
            for (String unit : units) {
                worst = Math.max(worst, act.on(unit));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FakeHost.exited(worst, "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
            if (change instanceof Change.OwnFile file) {
                host.withFile(file.path().toString(), new String(file.content().bytes(), StandardCharsets.UTF_8));
            } else if (change instanceof Change.Command command) {
                answer(command.apply())
                        .ifPresent(result -> assertEquals(
                                0, result.exitCode(), () -> command.info().id()));
            }
        }
    }

    @Override
    public boolean running() {
        return active.contains(SERVICE);
    }

    @Override
    public boolean comesBack() {
        String enabled = spec.preset() == Preset.PERSISTENT_TASK ? "headroom-default-ensure.timer" : SERVICE;
        return link(enabled).filter(Files::exists).isPresent();
    }

    @Override
    public void giveUp() {
        active.remove(SERVICE);
        failed.add(SERVICE);
    }

    /** What was run, without what was asked. */
    String runs() {
        return host.accesses().stream()
                .filter(access -> access.kind() == Access.Kind.RUN)
                .map(Access::what)
                .collect(Collectors.joining("\n"));
    }

    private interface Act {
        int on(String unit) throws IOException;
    }
}
