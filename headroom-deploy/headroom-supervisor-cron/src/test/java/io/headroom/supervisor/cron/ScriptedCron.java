package io.headroom.supervisor.cron;

import io.headroom.api.change.Change;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.testkit.ManagedHost;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A host with cron and processes, on which the scripts of this plugin do what they do; {@link CronIT} runs them for real. */
final class ScriptedCron implements ManagedHost {
    private final FakeHost host;
    private final ServiceSpec spec;
    private boolean crontab;
    private boolean running;
    private long pid = 4000;

    ScriptedCron(Machine machine, Scope scope) {
        host = scope == Scope.SYSTEM ? FakeHost.asAdministrator(machine) : FakeHost.on(machine);
        host.withExecutable("crontab").withFile("/proc/77/comm", "cron\n").withCommands(this::answer);
        Path directory = host.workspace().resolve("deploy").resolve("default");
        spec = Specs.of(directory, "default", scope, "ada");
        host.withFile(directory.resolve("env").toString(), "");
    }

    private Optional<CommandResult> answer(CommandLine command) {
        String script = String.join(" ", command.arguments());
        List<String> arguments = command.arguments();
        if (script.contains("# runner.sh")
                && arguments.size() > 4
                && arguments.get(4).equals("show")) {
            return Optional.of(show());
        }
        if (arguments.get(0).equals("test")) {
            return Optional.of(FakeHost.exited(Files.exists(host.resolve(arguments.get(2))) ? 0 : 1, ""));
        }
        boolean su = arguments.get(0).equals("su");
        if (su != (spec.scope() == Scope.SYSTEM) && script.contains("# runner.sh")) {
            return Optional.of(FakeHost.exited(1, ""));
        }
        if (script.contains("# runner.sh")) {
            boolean start = su ? script.contains("sh start ") : arguments.get(4).equals("start");
            return Optional.of(run(start));
        }
        if (script.contains("# crontab.sh")) {
            return Optional.of(edit(arguments.get(4)));
        }
        return Optional.empty();
    }

    private CommandResult edit(String verb) {
        if (verb.equals("has")) {
            return FakeHost.exited(crontab ? 0 : 1, "");
        }
        crontab = verb.equals("add");
        return FakeHost.exited(0, "");
    }

    private CommandResult run(boolean start) {
        Path folder = spec.directories().profile();
        try {
            if (start) {
                Files.deleteIfExists(folder.resolve("paused"));
                Files.deleteIfExists(folder.resolve("failure.json"));
                pid += running ? 0 : 1;
                running = true;
            } else {
                host.withFile(folder.resolve("paused").toString(), "");
                running = false;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FakeHost.exited(0, "");
    }

    private CommandResult show() {
        if (running) {
            return FakeHost.exited(0, pid + "\n");
        }
        return FakeHost.exited(Files.exists(spec.directories().profile().resolve("failure.json")) ? 4 : 3, "");
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
                answer(command.apply());
            }
        }
    }

    @Override
    public boolean running() {
        return running;
    }

    @Override
    public boolean comesBack() {
        boolean checked = crontab || Files.exists(host.resolve("/etc/cron.d/headroom-default"));
        return checked && Files.notExists(spec.directories().profile().resolve("paused"));
    }

    @Override
    public void giveUp() {
        running = false;
        host.withFile(spec.directories().profile().resolve("failure.json").toString(), "{}");
    }
}
