package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import java.util.List;
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
    /** In the order in which the help shows them. */
    private static final List<String> NAMES =
            List.of("apply", "status", "start", "stop", "restart", "remove", "list", "logs", "agent");

    @Spec
    private CommandSpec spec;

    private InstallCommand() {}

    /**
     * The command with those that belong to it.
     *
     * @param console streams and environment
     * @param words what stands behind {@code install}: where it begins with the name of a command, that one alone is made
     */
    public static CommandLine tree(Console console, List<String> words) {
        CommandLine tree = new CommandLine(new InstallCommand());
        boolean one = !words.isEmpty() && NAMES.contains(words.get(0));
        for (String name : one ? words.subList(0, 1) : NAMES) {
            tree.addSubcommand(name, command(name, console));
        }
        return tree;
    }

    private static Object command(String name, Console console) {
        return switch (name) {
            case "apply" -> new ApplyCommand(console);
            case "status" -> new StatusCommand(console);
            case "start" -> new StartCommand(console);
            case "stop" -> new StopCommand(console);
            case "restart" -> new RestartCommand(console);
            case "remove" -> new RemoveCommand(console);
            case "list" -> new ListCommand(console);
            case "logs" -> new LogsCommand(console);
            case "agent" ->
                new CommandLine(new AgentCommand())
                        .addSubcommand(new AgentRunCommand(console))
                        .addSubcommand(new AgentServeCommand(console))
                        .addSubcommand(new AgentEnsureCommand(console));
            default -> throw new IllegalArgumentException("no command " + name);
        };
    }

    @Override
    public Integer call() {
        if (spec == null) {
            return ExitCode.USAGE.status();
        }
        throw new ParameterException(spec.commandLine(), "No command was given.");
    }
}
