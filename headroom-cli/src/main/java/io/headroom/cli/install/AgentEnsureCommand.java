package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.deploy.Watchdog;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headroom install agent ensure}: one look of the scheduled check. Silent if all is well. */
@Command(
        name = "ensure",
        description = "Looks whether the proxy of a profile answers, and brings it back if it does not.",
        footer = {"", "Example:", "  headroom install agent ensure --profile default --workspace ~/.headroom"})
final class AgentEnsureCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private AgentTarget target = new AgentTarget();

    AgentEnsureCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Report report = new Report(console, new Output(), "ensure", target.profile());
        return report.show(() -> {
            try (LocalParts local = LocalParts.of(console, target.workspace(), report.progress())) {
                Watchdog.Tick tick = new Watchdog(local.parts()).tick(Target.parse(target.profile()));
                return (tick == Watchdog.Tick.FOREIGN ? ExitCode.CONFIGURATION : ExitCode.OK).status();
            }
        });
    }
}
