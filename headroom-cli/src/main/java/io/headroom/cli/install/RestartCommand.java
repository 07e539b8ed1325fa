package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.Deployments;
import io.headroom.deploy.Outcome;
import io.headroom.deploy.profile.ProfileName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code headroom install restart}. */
@Command(
        name = "restart",
        description = "Stops and starts a profile; requests under way get 10 seconds.",
        footer = {"", "Example:", "  headroom install restart"})
final class RestartCommand extends ProfileCommand {
    @Option(names = "--now", description = "Cut requests that are under way.")
    private boolean now;

    RestartCommand(Console console) {
        super(console, "restart");
    }

    @Override
    Outcome act(Deployments deployments, ProfileName name) throws DeployException {
        return deployments.restart(name, now ? Deployments.Patience.NONE : Deployments.Patience.DRAIN);
    }
}
