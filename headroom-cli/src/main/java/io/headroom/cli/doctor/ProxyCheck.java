package io.headroom.cli.doctor;

import io.headroom.cli.console.Version;
import io.headroom.deploy.Deployments.Listed;
import io.headroom.deploy.Status;
import io.headroom.deploy.Status.Condition;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.identity.Instance;
import io.headroom.deploy.identity.PortCheck;
import io.headroom.deploy.profile.Manifest;
import java.util.List;
import java.util.Optional;

/** Who answers on the port in question. An answer counts only if it is proven. */
final class ProxyCheck implements Check {
    private static final String NAME = "proxy";

    @Override
    public List<Diagnosis> look(Scene scene) {
        int port = scene.port();
        Answer answer = scene.answer(port);
        return List.of(
                switch (answer.kind()) {
                    case NOBODY -> nobody(scene, port);
                    case SILENT -> silent(scene, port);
                    case FOREIGN -> taken(scene, port, "is used by " + holder(scene, port) + ", which is not Headroom");
                    case PROVEN -> proven(scene, port, answer);
                });
    }

    /** A process of ours hangs; any other one has the port. */
    private static Diagnosis silent(Scene scene, int port) {
        String text = "is held by " + holder(scene, port) + ", which does not answer";
        boolean stranger = scene.profileOf(port)
                .flatMap(Listed::status)
                .filter(status -> status.condition() == Condition.FOREIGN)
                .isPresent();
        return stranger
                ? taken(scene, port, text)
                : Diagnosis.fail(NAME, "port " + port + " " + text, hint(scene, port, "restart"));
    }

    private static Diagnosis taken(Scene scene, int port, String text) {
        return Diagnosis.fail(
                        NAME,
                        "port " + port + " " + text,
                        "headroom install apply" + option(scene, port) + " --port N, with a port that is free")
                .repairedBy(scene.profileOf(port).flatMap(profile -> ProfileRepairs.suspend(profile, scene)).stream()
                        .toList());
    }

    private static String holder(Scene scene, int port) {
        return new PortCheck(scene.host()).holder(port).words();
    }

    private static Diagnosis nobody(Scene scene, int port) {
        Optional<Listed> profile = scene.profileOf(port);
        Optional<Status> status = profile.flatMap(Listed::status);
        if (scene.wrapped()) {
            return Diagnosis.fail(
                    NAME,
                    "this runs behind a proxy on port " + port + ", and nobody answers there",
                    "headroom proxy --port " + port);
        }
        if (status.isEmpty()) {
            return Diagnosis.skip(NAME, "nobody listens on port " + port + "; 'headroom wrap TOOL' starts a proxy");
        }
        String name = profile.get().profile();
        boolean paused = status.get()
                .manifest()
                .map(Manifest::state)
                .filter(Manifest.State.PAUSED::equals)
                .isPresent();
        if (status.get().condition() == Condition.FAILED) {
            return Diagnosis.skip(NAME, "nobody listens on port " + port + "; see profiles");
        }
        if (paused) {
            return Diagnosis.skip(
                    NAME,
                    "profile '" + name + "' is stopped; 'headroom install start" + option(scene, port) + "' starts it");
        }
        return Diagnosis.fail(
                        NAME,
                        "nobody listens on port " + port + " of profile '" + name + "' ("
                                + status.get().reason() + ")",
                        "headroom install start" + option(scene, port))
                .repairedBy(List.of(ProfileRepairs.start(name, scene)));
    }

    private static Diagnosis proven(Scene scene, int port, Answer answer) {
        Instance instance = answer.instance().orElseThrow();
        String who = "port " + port + ": Headroom " + instance.version()
                + instance.profile().map(name -> ", profile '" + name + "'").orElse("") + " (pid " + instance.pid()
                + ")";
        if (answer.readiness() != Answer.Readiness.READY) {
            String text = who + " takes no requests: it says " + answer.status();
            return answer.status().equals("draining")
                    ? Diagnosis.warn(NAME, text, hint(scene, port, "status"))
                    : Diagnosis.fail(NAME, text, hint(scene, port, "restart"));
        }
        Optional<String> other = scene.profileOf(port)
                .map(Listed::profile)
                .filter(name -> !instance.profile().equals(Optional.of(name)));
        if (other.isPresent()) {
            return Diagnosis.fail(
                    NAME,
                    who + " has the port of profile '" + other.get() + "'",
                    "headroom install restart --profile " + other.get());
        }
        if (!instance.version().equals(Version.number())) {
            // A container keeps its image over a restart.
            boolean contained = scene.profileOf(port)
                    .flatMap(Listed::manifest)
                    .map(Manifest::runtime)
                    .filter("docker"::equals)
                    .isPresent();
            return Diagnosis.warn(
                    NAME,
                    who + " runs, and this is " + Version.number(),
                    hint(scene, port, contained ? "apply" : "restart"));
        }
        return Diagnosis.ok(NAME, who);
    }

    private static String hint(Scene scene, int port, String verb) {
        return scene.profileOf(port).isPresent() ? "headroom install " + verb + option(scene, port) : "";
    }

    private static String option(Scene scene, int port) {
        return scene.profileOf(port)
                .map(Listed::profile)
                .filter(name -> !name.equals("default"))
                .map(name -> " --profile " + name)
                .orElse("");
    }
}
