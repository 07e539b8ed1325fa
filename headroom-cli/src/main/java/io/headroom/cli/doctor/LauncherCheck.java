package io.headroom.cli.doctor;

import io.headroom.api.supervise.ServicePlan.Degradation;
import io.headroom.cli.console.Version;
import io.headroom.deploy.Deployments.Listed;
import java.util.List;

/** Whether the command and the Java runtime that profiles were installed with are still there, and found. */
final class LauncherCheck implements Check {
    private static final String NAME = "launcher";

    @Override
    public List<Diagnosis> look(Scene scene) {
        Faults faults = new Faults(NAME);
        for (Listed profile : scene.profiles()) {
            profile.status().ifPresent(status -> {
                for (Degradation note : status.notes()) {
                    if (note.code().endsWith("-gone")) {
                        faults.fail(
                                profile.profile() + ": " + note.text(),
                                "headroom install apply --profile " + profile.profile());
                    }
                }
            });
            profile.manifest()
                    .map(manifest -> manifest.text("version"))
                    .filter(version -> !version.isEmpty() && !version.equals(Version.number()))
                    .ifPresent(version -> faults.warn(
                            "profile '" + profile.profile() + "' was installed by version " + version + ", and this is "
                                    + Version.number(),
                            "headroom install apply --profile " + profile.profile()));
        }
        if (scene.host().executable("headroom").isEmpty()) {
            faults.warn(
                    "'headroom' is not on PATH, and what is left out of a text names that command",
                    "export PATH=\"$PATH:" + folder(scene) + "\"");
        }
        return List.of(faults.diagnosis(Diagnosis.ok(NAME, "headroom " + Version.number())));
    }

    private static String folder(Scene scene) {
        return String.valueOf(scene.wiring("").launcher().getParent());
    }
}
