package io.headroom.cli.doctor;

import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.LoopbackExemption;
import io.headroom.deploy.Deployments.Listed;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.profile.EnvFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Variables that lead requests astray: HTTP proxies that take loopback addresses, and upstreams that are ourselves. */
final class EnvironmentCheck implements Check {
    private static final String NAME = "environment";
    private static final String UPSTREAM = "_TARGET_API_URL";

    @Override
    public List<Diagnosis> look(Scene scene) {
        Faults faults = new Faults(NAME);
        LoopbackExemption.missing(scene.host())
                .ifPresent(value -> faults.fail(
                        "an HTTP proxy is set and the loopback address is not exempt, so tools send requests there",
                        "export NO_PROXY=" + value + " no_proxy=" + value));
        upstreams(scene.asked().console().environment(), "the environment", scene, faults);
        for (Listed profile : scene.profiles()) {
            Path file = scene.host()
                    .workspace()
                    .resolve("deploy")
                    .resolve(profile.profile())
                    .resolve("env");
            upstreams(values(file), file.toString(), scene, faults);
        }
        return List.of(faults.diagnosis(Diagnosis.ok(NAME, "no variable leads astray")));
    }

    private static Map<String, String> values(Path file) {
        try {
            return new LinkedHashMap<>(EnvFile.read(file).values());
        } catch (IOException | IllegalArgumentException unreadable) {
            return Map.of();
        }
    }

    private static void upstreams(Map<String, String> variables, String place, Scene scene, Faults faults) {
        variables.forEach((name, value) -> {
            Optional<BaseUrl> url = name.endsWith(UPSTREAM) ? BaseUrl.of(value) : Optional.empty();
            if (url.filter(BaseUrl::isLoopback).isPresent() && isOurs(url.get().port(), scene)) {
                faults.fail(
                        name + " in " + place + " leads to port " + url.get().port()
                                + ", where Headroom itself listens",
                        place.equals("the environment") ? "unset " + name : "take it out of " + place);
            }
        });
    }

    private static boolean isOurs(int port, Scene scene) {
        return scene.profileOf(port).isPresent() || scene.answer(port).kind() == Answer.Kind.PROVEN;
    }
}
