package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.Deployments;
import io.headroom.deploy.Outcome;
import io.headroom.deploy.profile.ProfileName;
import picocli.CommandLine.Command;

/** {@code headroom install stop}. */
@Command(
        name = "stop",
        description = "Stops a profile until it is started again; tools talk to their providers meanwhile.",
        footer = {"", "Example:", "  headroom install stop"})
final class StopCommand extends ProfileCommand {
    StopCommand(Console console) {
        super(console, "stop");
    }

    @Override
    Outcome act(Deployments deployments, ProfileName name) throws DeployException {
        return deployments.stop(name);
    }
}
