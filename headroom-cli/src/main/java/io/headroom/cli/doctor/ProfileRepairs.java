package io.headroom.cli.doctor;

import io.headroom.cli.doctor.Diagnosis.Repair;
import io.headroom.deploy.Deployments.Listed;
import io.headroom.deploy.Status;
import io.headroom.deploy.Status.WiringState;
import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.ProfileName;
import java.util.Optional;

/** What can be done about a profile so that its tools reach somebody: its proxy if that is proven, else their providers (PV-1102). */
final class ProfileRepairs {
    private ProfileRepairs() {}

    /** Starts it; if it does not come up its tools go to their providers, so that nobody is left with a dead address. */
    static Repair start(String profile, Scene scene) {
        return new Repair(
                "start profile '" + profile + "'", () -> scene.deployments().recover(new ProfileName(profile)));
    }

    /** Sends its tools to its proxy again, which is proven once more before. */
    static Repair resume(String profile, Scene scene) {
        return new Repair(
                "send the tools of profile '" + profile + "' to its proxy again",
                () -> scene.deployments().start(new ProfileName(profile)));
    }

    /** Sends the tools of a profile to their providers, if they come to a port that somebody else has. */
    static Optional<Repair> suspend(Listed profile, Scene scene) {
        boolean dangling = profile.status()
                .map(Status::wiring)
                .filter(wiring -> wiring.kind() != WiringState.Kind.SUSPENDED)
                .isPresent();
        boolean wanted = profile.manifest()
                .filter(manifest -> manifest.state() == Manifest.State.ACTIVE
                        && !manifest.fields().isTrue("keep_wiring"))
                .isPresent();
        return dangling && wanted
                ? Optional.of(new Repair(
                        "send the tools of profile '" + profile.profile() + "' to their providers until it is started",
                        () -> scene.deployments().suspend(new ProfileName(profile.profile()))))
                : Optional.empty();
    }

    /** Whether its proxy runs, and its tools do not come to it though nobody stopped it. */
    static boolean isBypassed(Listed profile) {
        return profile.status()
                        .filter(status -> status.condition() == Status.Condition.RUNNING
                                && status.wiring().kind() == WiringState.Kind.SUSPENDED)
                        .isPresent()
                && profile.manifest()
                        .filter(manifest -> manifest.state() == Manifest.State.ACTIVE
                                && !manifest.targets().isEmpty())
                        .isPresent();
    }
}
