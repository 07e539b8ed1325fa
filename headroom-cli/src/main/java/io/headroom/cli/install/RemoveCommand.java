package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.Deployments;
import io.headroom.deploy.Outcome;
import io.headroom.deploy.profile.ProfileName;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code headroom install remove}. */
@Command(
        name = "remove",
        description = "Takes a profile off the machine and gives back what was changed for it.",
        footer = {"", "Example:", "  headroom install remove"})
final class RemoveCommand extends ProfileCommand {
    @Option(names = "--purge", description = "Remove its logs, too.")
    private boolean purge;

    RemoveCommand(Console console) {
        super(console, "remove");
    }

    @Override
    Outcome act(Deployments deployments, ProfileName name) throws DeployException {
        return deployments.remove(name, purge ? Deployments.Purge.LOGS : Deployments.Purge.NOTHING);
    }

    @Override
    List<String> plan(Deployments deployments, ProfileName name) throws DeployException {
        return deployments.previewRemoval(name);
    }
}
