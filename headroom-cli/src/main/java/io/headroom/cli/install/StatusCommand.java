package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.deploy.Status;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headroom install status}: what the supervisor, the port and the manifest say, and where they disagree. */
@Command(
        name = "status",
        description = "Shows how a profile is. The exit code is 0 only if it runs and is proven.",
        footer = {"", "Example:", "  headroom install status --json"})
final class StatusCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Target target = new Target();

    @Mixin
    private Output output = new Output();

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Report report = new Report(console, output, "status", target.text());
        return report.show(() -> {
            try (LocalParts local = LocalParts.of(new Acting(console).on(target.name(), "status"), report.progress())) {
                Status status = local.deployments().status(target.name());
                ExitCode code = code(status);
                StatusPage page = new StatusPage(status);
                if (output.json()) {
                    report.print(page.json(report.head(), code));
                } else if (!output.quiet()) {
                    page.lines().forEach(console.out()::println);
                }
                return code.status();
            }
        });
    }

    static ExitCode code(Status status) {
        return switch (status.condition()) {
            case RUNNING -> status.good() ? ExitCode.OK : ExitCode.UNWELL;
            case STARTING, STOPPED -> ExitCode.STOPPED;
            case FAILED, UNHEALTHY, FOREIGN -> ExitCode.UNWELL;
        };
    }
}
