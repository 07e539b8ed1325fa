package io.headroom.cli;

import io.headroom.cli.console.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a subcommand, which only explains. */
@Command(
        name = "headroom",
        description = "Shrinks tool output in LLM requests and forwards everything else byte for byte.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or stopped as wanted",
            "1:something failed that should not",
            "2:the command line is wrong",
            "3 to 8, 77:see 'headroom install --help'",
            "65:the input is not what the command reads",
            "66:an input file cannot be read",
            "78:a setting is wrong, or the port is taken"
        },
        footer = {
            "",
            "Examples:",
            "  headroom demo                         see what it does, without a key or a network",
            "  headroom proxy                        listen on http://127.0.0.1:8787",
            "  git log --stat | headroom compress    shrink a text",
            "",
            "Environment: HEADROOM_WORKSPACE_DIR, HEADROOM_CONFIG_DIR (where state and settings live),",
            "HEADROOM_DEBUG=1 (stack traces), NO_COLOR=1."
        })
final class HeadroomCommand implements Callable<Integer> {
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
