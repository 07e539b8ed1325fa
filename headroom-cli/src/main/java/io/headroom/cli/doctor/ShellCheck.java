package io.headroom.cli.doctor;

import io.headroom.api.provider.Scope;
import io.headroom.deploy.Deployments.Listed;
import io.headroom.deploy.Status;
import io.headroom.deploy.json.JsonValue;
import io.headroom.deploy.profile.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether shells get the variables that tools are wired by, and whether this one has them. */
final class ShellCheck implements Check {
    private static final String NAME = "shell";
    private static final Pattern START_FILE = Pattern.compile(
            ".*[/\\\\](\\.bashrc|\\.bash_profile|\\.bash_login|\\.profile|profile|\\.zshrc|zprofile|profile\\.ps1"
                    + "|headroom-[^/\\\\]*\\.fish|headroom-[^/\\\\]*\\.sh|60-headroom-[^/\\\\]*\\.conf)");

    /** Whether a place where a profile has drifted is a start file of a shell. */
    static boolean isShell(String profile, String place) {
        return !profile.isEmpty() && START_FILE.matcher(place).matches();
    }

    @Override
    public List<Diagnosis> look(Scene scene) {
        Faults faults = new Faults(NAME);
        boolean any = false;
        for (Listed profile : scene.profiles()) {
            Map<String, String> variables =
                    profile.manifest().map(ShellCheck::variables).orElse(Map.of());
            if (!variables.isEmpty() && profile.status().isPresent()) {
                any = true;
                files(profile, faults);
                if (profile.status().get().wiring().kind() != Status.WiringState.Kind.SUSPENDED) {
                    values(profile, variables, scene, faults);
                }
            }
        }
        return List.of(faults.diagnosis(
                any
                        ? Diagnosis.ok(NAME, "start files and this shell have the variables")
                        : Diagnosis.skip(NAME, "no tool is wired by variables")));
    }

    /** Whether a tool gets its address by variables, so that it depends on the shell. */
    static boolean isByVariables(Manifest manifest, String tool) {
        return manifest.scope() != Scope.PROVIDER
                && manifest.fields().object("tool_envs").member(tool).isPresent();
    }

    private static Map<String, String> variables(Manifest manifest) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (manifest.scope() != Scope.PROVIDER) {
            JsonValue.Object tools = manifest.fields().object("tool_envs");
            for (String tool : tools.members().keySet()) {
                JsonValue.Object own = tools.object(tool);
                own.members().keySet().forEach(name -> own.text(name).ifPresent(value -> variables.put(name, value)));
            }
        }
        return variables;
    }

    private static void files(Listed profile, Faults faults) {
        profile.status().orElseThrow().wiring().drifted().stream()
                .filter(place -> isShell(profile.profile(), place))
                .forEach(place -> faults.fail(
                        "the lines of profile '" + profile.profile() + "' in " + place
                                + " are missing or not as they were written",
                        "headroom install apply --profile " + profile.profile()));
    }

    private static void values(Listed profile, Map<String, String> variables, Scene scene, Faults faults) {
        List<String> missing = new ArrayList<>();
        variables.forEach((name, value) -> {
            Optional<String> here = scene.host().variable(name).filter(text -> !text.isEmpty());
            if (here.isEmpty()) {
                missing.add(name);
            } else if (!here.get().equals(value)) {
                faults.warn(
                        name + " has a value of your own here, which wins over profile '" + profile.profile() + "'",
                        "unset " + name);
            }
        });
        if (!missing.isEmpty()) {
            faults.warn(
                    "this shell has no " + String.join(", ", missing) + "; it is older than the wiring",
                    "exec \"$SHELL\"");
        }
    }
}
