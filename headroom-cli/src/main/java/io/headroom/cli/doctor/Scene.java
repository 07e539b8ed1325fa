package io.headroom.cli.doctor;

import io.headroom.api.host.Host;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wiring;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.Deployments;
import io.headroom.deploy.Deployments.Listed;
import io.headroom.deploy.Parts;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.identity.PortCheck;
import io.headroom.deploy.profile.Manifest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What all checks look at: asked once, since asking takes time. Not thread-safe. */
final class Scene {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String WRAPPED = "HEADROOM_WRAPPED";

    private final Asked asked;
    private final Parts parts;
    private final Deployments deployments;
    private final List<Listed> profiles;
    private final Set<String> names;
    private final String unreadable;
    private final int port;
    private final Map<Integer, Answer> answers = new TreeMap<>();

    private Scene(Asked asked, Parts parts, Deployments deployments, List<Listed> all, String unreadable) {
        this.asked = asked;
        this.parts = parts;
        this.deployments = deployments;
        this.profiles = all.stream()
                .filter(one -> asked.profile().map(one.profile()::equals).orElse(true))
                .toList();
        this.names = all.stream().map(Listed::profile).collect(Collectors.toUnmodifiableSet());
        this.unreadable = unreadable;
        this.port = choose();
    }

    /** Looks at a machine. */
    static Scene of(Asked asked, Parts parts, Deployments deployments) {
        try {
            return new Scene(asked, parts, deployments, deployments.list(), "");
        } catch (DeployException broken) {
            return new Scene(asked, parts, deployments, List.of(), broken.getMessage());
        }
    }

    private int choose() {
        if (asked.port().isPresent()) {
            return asked.port().getAsInt();
        }
        if (asked.profile().isEmpty()) {
            for (String name : List.of(WRAPPED, "HEADROOM_PROXY_PORT", "HEADROOM_PORT")) {
                OptionalInt named = variablePort(name);
                if (named.isPresent()) {
                    return named.getAsInt();
                }
            }
        }
        return profiles.stream()
                .filter(one -> one.manifest().isPresent())
                .findFirst()
                .flatMap(Listed::manifest)
                .map(Manifest::port)
                .filter(number -> number > 0)
                .orElse(PortCheck.USUAL_PORT);
    }

    private OptionalInt variablePort(String name) {
        String value = asked.console().environment().getOrDefault(name, "");
        return value.matches("[1-9][0-9]{0,4}") ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty();
    }

    Asked asked() {
        return asked;
    }

    Host host() {
        return parts.host();
    }

    Parts parts() {
        return parts;
    }

    Deployments deployments() {
        return deployments;
    }

    /** The profiles that are asked about, {@code default} first. */
    List<Listed> profiles() {
        return profiles;
    }

    /** The names of all profiles, whoever is asked about. */
    Set<String> names() {
        return names;
    }

    /** Why the profiles cannot even be listed; empty if they can. */
    String unreadable() {
        return unreadable;
    }

    /** The port that is asked about: named, or the one of the first profile. */
    int port() {
        return port;
    }

    /** Whether this process runs inside a tool that {@code wrap} started. */
    boolean wrapped() {
        return variablePort(WRAPPED).isPresent();
    }

    /** The profile of a port. */
    Optional<Listed> profileOf(int number) {
        return profiles.stream()
                .filter(one -> one.manifest()
                        .map(Manifest::port)
                        .filter(p -> p == number)
                        .isPresent())
                .findFirst();
    }

    /** The profile that a tool is wired to. */
    Optional<Listed> profileOf(String tool) {
        return profiles.stream()
                .filter(one -> one.manifest()
                        .filter(manifest -> manifest.targets().contains(tool))
                        .isPresent())
                .findFirst();
    }

    /** Who answers on a port; asked once. */
    Answer answer(int number) {
        return answers.computeIfAbsent(number, unknown -> parts.probe().ask(unknown, PATIENCE));
    }

    /** The tools that can be asked about. */
    List<ProviderAdapter> adapters() {
        return parts.plugins().adapters().stream()
                .filter(adapter -> asked.tools().isEmpty() || asked.tools().contains(adapter.id()))
                .toList();
    }

    /** What a tool should be wired to. */
    Wiring wiring(String tool) {
        Optional<Listed> profile = wrapped() ? Optional.empty() : profileOf(tool);
        Optional<Manifest> manifest = profile.flatMap(Listed::manifest);
        Set<Wiring.Option> none = new LinkedHashSet<>();
        return new Wiring(
                wrapped() ? Wiring.Purpose.WRAP : Wiring.Purpose.INSTALL,
                profile.map(Listed::profile).orElse("default"),
                manifest.map(Manifest::scope).orElse(Scope.USER),
                URI.create("http://127.0.0.1:" + manifest.map(Manifest::port).orElse(port)),
                manifest.map(known -> known.text("launcher"))
                        .filter(text -> !text.isEmpty())
                        .map(parts.host()::path)
                        .orElse(launcher()),
                "",
                List.of(),
                Map.of(),
                none);
    }

    private Path launcher() {
        return io.headroom.cli.console.Distribution.current()
                .map(distribution -> distribution.launcher(asked.console().environment()))
                .orElse(parts.host().home().resolve("headroom"));
    }
}
