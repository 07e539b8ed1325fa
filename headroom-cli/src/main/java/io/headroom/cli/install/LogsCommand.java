package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.Deployments.LogSource;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headroom install logs}: the last lines of what a profile's proxy and its supervisor wrote, and what comes. */
@Command(
        name = "logs",
        description = "Shows the logs of a profile, and where they are.",
        footer = {
            "",
            "Examples:",
            "  headroom install logs -n 100",
            "  headroom install logs -f",
            "  headroom install logs --errors"
        })
final class LogsCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Target target = new Target();

    @Option(names = "-n", paramLabel = "LINES", defaultValue = "50", description = "How many lines. Default: 50.")
    private int lines = 50;

    @Option(names = "-f", description = "Go on with what is written from now on, over rotation, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = "--errors",
            description = "What the process said before and beside its log: starts and fatal errors.")
    private boolean errors;

    LogsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Report report = new Report(console, new Output(), "logs", target.text());
        return report.show(() -> {
            try (LocalParts local = LocalParts.of(new Acting(console).on(target.name(), "logs"), report.progress())) {
                List<LogSource> sources = local.deployments()
                        .logs(
                                target.name(),
                                errors
                                        ? io.headroom.deploy.Deployments.LogKind.PROCESS
                                        : io.headroom.deploy.Deployments.LogKind.PROXY);
                return new LogTail(console, Math.max(0, lines))
                                .show(sources, follow ? LogTail.Then.FOLLOW : LogTail.Then.END)
                        ? ExitCode.OK.status()
                        : none();
            } catch (IOException unreadable) {
                throw new DeployException(
                        DeployException.Kind.FAILED,
                        "Cannot read the log: " + unreadable.getMessage() + ".",
                        unreadable);
            }
        });
    }

    private Integer none() {
        console.err().println("There is no log yet.");
        return ExitCode.OK.status();
    }
}
