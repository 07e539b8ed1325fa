package io.headroom.api.kit;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.testkit.ManagedHost;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A host with the invented manager of {@link BellSupervisor}. Its answers show what happened one question later, as real ones do. */
final class BellHost implements ManagedHost {
    private final FakeHost host;
    private final ServiceSpec spec;
    private String state = "absent";
    private String shown = "absent";
    private boolean enabled;

    BellHost(Machine machine, Scope scope) {
        host = scope == Scope.SYSTEM ? FakeHost.asAdministrator(machine) : FakeHost.on(machine);
        host.withCommands(this::answer);
        spec = new ServiceSpec(
                "default",
                Preset.PERSISTENT_SERVICE,
                scope,
                8787,
                List.of("/opt/headroom/bin/headroom", "agent", "run"),
                List.of("/opt/headroom/bin/headroom", "agent", "ensure"),
                "ada",
                new ServiceSpec.Directories(
                        host.workspace().resolve("deploy").resolve("default"),
                        host.workspace().resolve("logs")),
                new ServiceSpec.Limits(OptionalLong.empty(), OptionalInt.empty()),
                Optional.empty());
    }

    private Optional<CommandResult> answer(CommandLine command) {
        if (!command.arguments().get(0).equals("bellctl")) {
            return Optional.empty();
        }
        return Optional.of(
                switch (command.arguments().get(1)) {
                    case "version" -> FakeHost.exited(0, "bell 3");
                    case "state" -> {
                        String now = shown;
                        shown = state;
                        yield FakeHost.exited(0, now);
                    }
                    case "enable" -> done(() -> enabled = true);
                    case "disable" -> done(() -> enabled = false);
                    case "reset" -> done(() -> state = state.equals("failed") ? "stopped" : state);
                    case "start" -> state.equals("failed") ? FakeHost.exited(3, "") : done(() -> state = "running");
                    case "stop" -> done(() -> state = "stopped");
                    default -> FakeHost.exited(64, "");
                });
    }

    private static CommandResult done(Runnable act) {
        act.run();
        return FakeHost.exited(0, "");
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
        state = "stopped";
        shown = "stopped";
    }

    @Override
    public boolean running() {
        return state.equals("running");
    }

    @Override
    public boolean comesBack() {
        return enabled;
    }

    @Override
    public void giveUp() {
        state = "failed";
        shown = "failed";
    }
}
