package io.headroom.cli.wrap;

import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.deploy.identity.PortCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Which port a tool is sent to: the first that is named by an option, the environment, a profile, the tool's own wiring, or the only
 * deployment there is (PV-903).
 *
 * @param port the port; empty if nobody named one, so that an ephemeral proxy with equal settings, or 8787, is taken
 * @param deployment whose port it is, if it is a deployment's
 */
record PortChoice(OptionalInt port, Optional<Deployed.Deployment> deployment) {
    /** Where an ephemeral proxy listens if it can choose. */
    static final int USUAL = PortCheck.USUAL_PORT;

    /**
     * Chooses.
     *
     * @param asked the options
     * @param tool the tool's id
     * @param environment the environment
     * @param all the deployments, in the order of preference
     */
    static PortChoice of(
            WrapOptions asked, String tool, Map<String, String> environment, List<Deployed.Deployment> all) {
        Optional<Deployed.Deployment> profile = asked.profile().map(name -> named(name, all));
        if (asked.port().isPresent()) {
            int port = asked.port().getAsInt();
            if (profile.isPresent() && profile.get().port() != port) {
                throw new Failure(
                        ExitCode.USAGE,
                        "--port " + port + " and --profile "
                                + profile.get().profile() + " do not agree: that profile has port "
                                + profile.get().port() + ". Leave one of them out.");
            }
            return at(port, all);
        }
        for (String name : List.of("HEADROOM_WRAPPED", "HEADROOM_PROXY_PORT", "HEADROOM_PORT")) {
            String value = environment.getOrDefault(name, "");
            if (value.matches("[1-9][0-9]{0,4}")) {
                return at(Integer.parseInt(value), all);
            }
        }
        return profile.or(() -> all.stream()
                        .filter(each -> each.targets().contains(tool))
                        .findFirst())
                .or(() -> all.stream()
                        .filter(each -> each.profile().equals("default"))
                        .findFirst())
                .or(() -> all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty())
                .map(chosen -> new PortChoice(OptionalInt.of(chosen.port()), Optional.of(chosen)))
                .orElseGet(() -> new PortChoice(OptionalInt.empty(), Optional.empty()));
    }

    private static PortChoice at(int port, List<Deployed.Deployment> all) {
        return new PortChoice(
                OptionalInt.of(port),
                all.stream().filter(each -> each.port() == port).findFirst());
    }

    private static Deployed.Deployment named(String name, List<Deployed.Deployment> all) {
        return all.stream()
                .filter(each -> each.profile().equals(name))
                .findFirst()
                .orElseThrow(() -> new Failure(
                        ExitCode.NO_PROFILE,
                        "No profile '" + name + "'."
                                + (all.isEmpty()
                                        ? " None is installed."
                                        : " Installed: "
                                                + all.stream()
                                                        .map(Deployed.Deployment::profile)
                                                        .collect(Collectors.joining(", "))
                                                + ".")));
    }
}
