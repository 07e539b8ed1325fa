package io.headroom.supervisor.launchd.fake;

import io.headroom.api.change.Change;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;

/** A Mac in memory whose launchd is the stand-in, with processes that are values and a clock that moves when somebody waits. */
public final class FakeMac implements ManagedHost {
    private final FakeHost host;
    private final ServiceSpec spec;
    private final MemorySpawner spawner = new MemorySpawner();
    private final Launchd launchd;
    private Knobs knobs = Knobs.NONE;

    /**
     * A Mac with one service to keep running.
     *
     * @param preset how
     * @param scope for whom
     */
    public FakeMac(Preset preset, Scope scope) {
        host = scope == Scope.SYSTEM ? FakeHost.asAdministrator(Machine.MACOS) : FakeHost.on(Machine.MACOS);
        launchd = new Launchd(spawner, () -> knobs, host::clock, host::resolve, new TreeMap<>());
        host.withCommands(this::answer);
        Path profile = host.workspace().resolve("deploy").resolve("default");
        spec = new ServiceSpec(
                "default",
                preset,
                scope,
                8787,
                List.of("/bin/sh", profile.resolve("run-headroom.sh").toString()),
                List.of("/bin/sh", profile.resolve("ensure-headroom.sh").toString()),
                "ada",
                new ServiceSpec.Directories(
                        profile,
                        host.home().resolve("Library").resolve("Logs").resolve("headroom").resolve("default")),
                new ServiceSpec.Limits(OptionalLong.empty(), OptionalInt.empty()),
                Optional.empty());
    }

    /**
     * Changes what launchd does differently.
     *
     * @param lines as in {@link FakeLaunchd#turn}
     * @return this Mac
     */
    public FakeMac turn(String... lines) {
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
        if (!command.arguments().get(0).equals("launchctl")) {
            return Optional.empty();
        }
        Answer answer = launchd.launchctl(command.arguments().subList(1, command.arguments().size()));
        return Optional.of(new CommandResult(
                CommandResult.Outcome.EXITED, answer.code(), answer.output(), answer.error()));
    }

    /**
     * Runs launchctl as the user would.
     *
     * @param arguments its arguments
     * @return its exit code
     */
    public int launchctl(String... arguments) {
        return launchd.launchctl(List.of(arguments)).code();
    }

    /**
     * The target of the runner.
     *
     * @return as launchctl names it
     */
    public String target() {
        return (spec.scope() == Scope.SYSTEM ? "system" : "gui/501") + "/com.headroom.default";
    }

    /**
     * The program of the runner ends.
     *
     * @param exitCode how
     */
    public void end(int exitCode) {
        spawner.end("com.headroom.default", exitCode);
        launchd.tick();
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
        install(plan.changes());
    }

    /**
     * Makes directories and files as the engine does.
     *
     * @param changes the changes
     */
    public static void install(List<Change> changes) {
        try {
            for (Change change : changes) {
                if (change instanceof Change.OwnDirectory directory) {
                    Files.createDirectories(directory.path());
                } else if (change instanceof Change.OwnFile file) {
                    Files.createDirectories(file.path().getParent());
                    Files.write(file.path(), file.content().bytes());
                    String mode = file.mode().orElseThrow() == 0600 ? "rw-------" : "rw-r--r--";
                    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString(mode));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean running() {
        return launchd.running(target());
    }

    @Override
    public boolean comesBack() {
        String label = "com.headroom.default" + (spec.preset() == Preset.PERSISTENT_TASK ? ".ensure" : "");
        return !launchd.disabled(label) && !launchd.disabled("com.headroom.default");
    }

    @Override
    public void giveUp() {
        end(0);
    }

    /** The Mac starts again, and its user logs in. */
    public void reboot() {
        Path folder = spec.scope() == Scope.SYSTEM
                ? host.resolve("/Library/LaunchDaemons")
                : host.resolve("Library/LaunchAgents");
        try (var files = Files.list(folder)) {
            launchd.reboot(Map.of(spec.scope() == Scope.SYSTEM ? "system" : "gui/501", files.toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
