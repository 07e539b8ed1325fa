package io.headroom.supervisor.taskscheduler.fake;

import io.headroom.api.change.Change;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.testkit.ManagedHost;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import io.headroom.api.testkit.program.ProgramServer.Answer;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;

/** A Windows in memory whose Task Scheduler is the stand-in, with programs that are values and a clock that moves when somebody waits. */
public final class FakeWindows implements ManagedHost {
    private static final String SID = "S-1-5-21-1004336348-1177238915-682003330-1001";

    private final FakeHost host;
    private final ServiceSpec spec;
    private final List<MemoryProcess> processes = new ArrayList<>();
    private final Scheduler scheduler;
    private Knobs knobs;

    /**
     * A Windows with one service to keep running; scope system is seen by an administrator.
     *
     * @param preset how
     * @param scope for whom
     */
    public FakeWindows(Preset preset, Scope scope) {
        boolean elevated = scope == Scope.SYSTEM;
        host = elevated ? FakeHost.asAdministrator(Machine.WINDOWS) : FakeHost.on(Machine.WINDOWS);
        turn(elevated ? "ELEVATED=1" : "");
        scheduler = new Scheduler(
                task -> Optional.of(process(task)), () -> knobs, host::clock, path -> host.home().resolve(path));
        host.withCommands(this::answer);
        Path profile = host.workspace().resolve("deploy").resolve("default");
        String java = "C:\\Program Files\\Headroom\\runtime\\bin\\javaw.exe";
        spec = new ServiceSpec(
                "default",
                preset,
                scope,
                8787,
                List.of(java, "@" + profile.resolve("run.args")),
                List.of(java, "@" + profile.resolve("ensure.args")),
                host.account().name(),
                new ServiceSpec.Directories(profile, host.workspace().resolve("logs").resolve("default")),
                new ServiceSpec.Limits(OptionalLong.empty(), OptionalInt.empty()),
                Optional.empty());
    }

    private MemoryProcess process(TaskDefinition task) {
        MemoryProcess process = new MemoryProcess(task.arguments());
        processes.add(process);
        return process;
    }

    /**
     * Changes what Windows does differently.
     *
     * @param lines as in {@link FakeScheduler#turn}
     * @return this Windows
     */
    public FakeWindows turn(String... lines) {
        Properties values = new Properties();
        try {
            values.load(new StringReader(String.join("\n", lines)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        knobs = Knobs.of(values);
        return this;
    }

    private Optional<CommandResult> answer(CommandLine command) {
        List<String> arguments = command.arguments().subList(1, command.arguments().size());
        return switch (command.arguments().get(0)) {
            case "whoami" -> Optional.of(result(scheduler.whoami(arguments)));
            case "schtasks" -> Optional.of(result(scheduler.schtasks(arguments)));
            default -> Optional.empty();
        };
    }

    private static CommandResult result(Answer answer) {
        return new CommandResult(CommandResult.Outcome.EXITED, answer.code(), answer.output(), answer.error());
    }

    /**
     * Runs schtasks as the user would.
     *
     * @param arguments its arguments
     * @return its exit code
     */
    public int schtasks(String... arguments) {
        return scheduler.schtasks(List.of(arguments)).code();
    }

    /**
     * The runner's task.
     *
     * @return its name
     */
    public String runner() {
        return "headroom-default-" + SID;
    }

    /**
     * The watchdog's task.
     *
     * @return its name
     */
    public String watchdog() {
        return "headroom-default-ensure-" + SID;
    }

    /**
     * The programs end by themselves.
     *
     * @param exitCode how
     */
    public void end(int exitCode) {
        processes.forEach(process -> process.end(exitCode));
        scheduler.tick();
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
        install(plan.changes(), host);
    }

    /**
     * Makes files and runs commands as the engine does.
     *
     * @param changes the changes
     * @param where the host
     */
    public static void install(List<Change> changes, Host where) {
        try {
            for (Change change : changes) {
                if (change instanceof Change.OwnFile file) {
                    Files.createDirectories(file.path().getParent());
                    Files.write(file.path(), file.content().bytes());
                } else if (change instanceof Change.Command command) {
                    CommandResult result = where.run(command.apply());
                    if (!result.succeeded()) {
                        throw new IllegalStateException(result.toString());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean running() {
        return scheduler.running(runner());
    }

    @Override
    public boolean comesBack() {
        return scheduler.enabled(spec.preset() == Preset.PERSISTENT_TASK ? watchdog() : runner());
    }

    /** The agent switches its own task off and ends. */
    @Override
    public void giveUp() {
        schtasks("/Change", "/TN", runner(), "/DISABLE");
        end(0);
    }

    private static final class MemoryProcess implements Spawner.Running {
        private final List<String> arguments;
        private OptionalInt exitCode = OptionalInt.empty();

        MemoryProcess(List<String> arguments) {
            this.arguments = arguments;
        }

        void end(int code) {
            exitCode = exitCode.isPresent() ? exitCode : OptionalInt.of(code);
        }

        @Override
        public void kill() {
            end(1);
        }

        @Override
        public OptionalInt exitCode() {
            return exitCode;
        }

        @Override
        public String toString() {
            return arguments + " " + exitCode;
        }
    }
}
