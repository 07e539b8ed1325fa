package io.headroom.cli.install;

import io.headroom.cli.console.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom install agent}: what supervisors run. Not for people. */
@Command(
        name = "agent",
        hidden = true,
        description = "What supervisors run.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  headroom install agent run --profile default --workspace ~/.headroom"})
final class AgentCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            return ExitCode.USAGE.status();
        }
        throw new ParameterException(spec.commandLine(), "No command was given.");
    }
}
