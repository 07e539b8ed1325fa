package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.Deployments;
import io.headroom.deploy.Outcome;
import io.headroom.deploy.profile.ProfileName;
import picocli.CommandLine.Command;

/** {@code headroom install start}. */
@Command(
        name = "start",
        description = "Starts a profile, and sends tools to it once it is proven.",
        footer = {"", "Example:", "  headroom install start"})
final class StartCommand extends ProfileCommand {
    StartCommand(Console console) {
        super(console, "start");
    }

    @Override
    Outcome act(Deployments deployments, ProfileName name) throws DeployException {
        return deployments.start(name);
    }
}
