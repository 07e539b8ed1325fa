package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom install}: the proxy as a service that is always there. The command itself only explains. */
@Command(
        name = "install",
        description = "Keeps the proxy running as a service, and sends tools to it.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done (status: running and proven)",
            "1:it failed, and was rolled back",
            "2:the command line is wrong",
            "3:status: stopped or starting",
            "4:there is no such profile",
            "5:status: failed, unhealthy, drifted, or somebody else has the port",
            "6:refused before any change",
            "7:somebody else is changing the profile",
            "8:not everything could be undone; nothing is forgotten",
            "77:the account lacks rights"
        },
        footer = {
            "",
            "Examples:",
            "  headroom install apply --dry-run    show what would be changed",
            "  headroom install apply              install the profile 'default' on port 8787",
            "  headroom install status",
            "  headroom install remove             give everything back"
        })
public final class InstallCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private InstallCommand() {}

    /** The command with all that belong to it. */
    public static CommandLine tree(Console console) {
        return new CommandLine(new InstallCommand())
                .addSubcommand(new ApplyCommand(console))
                .addSubcommand(new StatusCommand(console))
                .addSubcommand(new StartCommand(console))
                .addSubcommand(new StopCommand(console))
                .addSubcommand(new RestartCommand(console))
                .addSubcommand(new RemoveCommand(console))
                .addSubcommand(new ListCommand(console))
                .addSubcommand(new LogsCommand(console))
                .addSubcommand(new CommandLine(new AgentCommand())
                        .addSubcommand(new AgentRunCommand(console))
                        .addSubcommand(new AgentServeCommand(console))
                        .addSubcommand(new AgentEnsureCommand(console)));
    }

    @Override
    public Integer call() {
        if (spec == null) {
            return ExitCode.USAGE.status();
        }
        throw new ParameterException(spec.commandLine(), "No command was given.");
    }
}
