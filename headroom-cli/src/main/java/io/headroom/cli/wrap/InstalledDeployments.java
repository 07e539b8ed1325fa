package io.headroom.cli.wrap;

import io.headroom.api.provider.Wiring;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.Deployments;
import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.ProfileName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The deployments that {@code headroom install} made. One that cannot be read is none: a tool is not kept from running by it. */
final class InstalledDeployments implements Deployed {
    private final Deployments deployments;

    InstalledDeployments(Deployments deployments) {
        this.deployments = deployments;
    }

    @Override
    public List<Deployment> all() {
        try {
            return deployments.installed().stream()
                    .map(one -> new Deployment(
                            one.profile().text(),
                            one.manifest().port(),
                            Set.copyOf(one.manifest().targets())))
                    .toList();
        } catch (DeployException unreadable) {
            return List.of();
        }
    }

    @Override
    public Optional<String> recover(String profile) {
        try {
            deployments.recover(new ProfileName(profile));
            return Optional.empty();
        } catch (DeployException refused) {
            return Optional.of(String.join(" ", refused.messages()));
        }
    }

    @Override
    public boolean shouldRun(String profile) {
        try {
            return deployments.installed().stream()
                    .anyMatch(one -> one.profile().text().equals(profile)
                            && one.manifest().state() == Manifest.State.ACTIVE);
        } catch (DeployException unreadable) {
            return false;
        }
    }

    @Override
    public List<String> wire(
            String profile, String tool, Set<Wiring.Option> options, Map<String, List<String>> choices) {
        try {
            return deployments.wire(new ProfileName(profile), tool, options, choices);
        } catch (DeployException refused) {
            throw new Failure(ExitCode.REFUSED, String.join("\n", refused.messages()), refused);
        }
    }
}
