package io.headroom.cli.doctor;

import io.headroom.api.supervise.ServicePlan.Degradation;
import io.headroom.deploy.Deployments.Listed;
import io.headroom.deploy.Status;
import io.headroom.deploy.Status.Condition;
import java.util.ArrayList;
import java.util.List;

/** How the profiles are, apart from what the check of the port tells about the one in question. */
final class ProfilesCheck implements Check {
    private static final String NAME = "profiles";

    @Override
    public List<Diagnosis> look(Scene scene) {
        if (!scene.unreadable().isEmpty()) {
            return List.of(Diagnosis.fail(NAME, scene.unreadable(), "headroom install list"));
        }
        if (scene.asked().profile().isPresent() && scene.profiles().isEmpty()) {
            String name = scene.asked().profile().get();
            return List.of(Diagnosis.fail(NAME, "there is no profile '" + name + "'", "headroom install list"));
        }
        if (scene.profiles().isEmpty()) {
            return List.of(Diagnosis.skip(NAME, "none is installed"));
        }
        Faults faults = new Faults(NAME);
        List<String> well = new ArrayList<>();
        for (Listed one : scene.profiles()) {
            if (one.status().isPresent()) {
                look(one, one.status().get(), scene, faults);
                well.add(one.profile() + " is " + one.status().get().condition().key());
            } else if (one.manifest().isPresent()) {
                well.add(one.profile() + " was made by the Python Headroom");
            } else {
                faults.fail(
                        "profile '" + one.profile() + "' is " + one.trouble(),
                        "headroom install apply --profile " + one.profile());
            }
        }
        return List.of(faults.diagnosis(Diagnosis.ok(NAME, String.join(", ", well))));
    }

    private static void look(Listed profile, Status status, Scene scene, Faults faults) {
        String name = profile.profile();
        boolean inQuestion = scene.profileOf(scene.port())
                .map(Listed::profile)
                .filter(name::equals)
                .isPresent();
        String subject = "profile '" + name + "'";
        boolean failed = status.condition() == Condition.FAILED;
        boolean unwell = status.condition() == Condition.UNHEALTHY || status.condition() == Condition.FOREIGN;
        if (failed || (unwell && !inQuestion)) {
            faults.fail(subject + " is " + status.condition().key() + ": " + status.reason(), status.next());
            if (failed) {
                faults.repair(ProfileRepairs.start(name, scene));
            } else if (status.condition() == Condition.FOREIGN) {
                ProfileRepairs.suspend(profile, scene).ifPresent(faults::repair);
            }
        }
        if (ProfileRepairs.isBypassed(profile)) {
            faults.warn(
                    subject + " runs, and its tools go to their providers all the same",
                    "headroom install start --profile " + name);
            faults.repair(ProfileRepairs.resume(name, scene));
        }
        if (status.wiring().kind() == Status.WiringState.Kind.DRIFTED) {
            List<String> files = status.wiring().drifted().stream()
                    .filter(place -> !ShellCheck.isShell(name, place))
                    .toList();
            if (!files.isEmpty()) {
                faults.warn(
                        subject + " has drifted: " + String.join(", ", files) + " is not as it was made",
                        "headroom install apply --profile " + name);
            }
        }
        for (Degradation note : status.notes()) {
            if (note.code().equals("unfinished")) {
                faults.warn(subject + ": " + note.text(), "headroom install start --profile " + name);
            }
        }
    }
}
