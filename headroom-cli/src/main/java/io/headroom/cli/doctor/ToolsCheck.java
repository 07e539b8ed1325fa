package io.headroom.cli.doctor;

import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.Detection;
import io.headroom.api.provider.Finding;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Wiring.FoundBaseUrl;
import io.headroom.cli.config.DescribedTools;
import io.headroom.cli.doctor.Diagnosis.Status;
import io.headroom.deploy.Deployments.Listed;
import io.headroom.deploy.identity.Answer;
import io.headroom.proxy.InvalidSettingsException.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where each tool sends its requests, as the tool itself would read its configuration; with what credential; what it loses on the way. */
final class ToolsCheck implements Check {
    private final DescribedTools described;

    ToolsCheck(DescribedTools described) {
        this.described = described;
    }

    @Override
    public List<Diagnosis> look(Scene scene) {
        List<Diagnosis> found = new ArrayList<>();
        for (Fault fault : described.faults()) {
            String tool = DescribedTools.tool(fault);
            List<String> asked = scene.asked().tools();
            if (asked.isEmpty() || asked.contains(tool) || tool.isEmpty()) {
                found.add(Diagnosis.fail(
                        tool.isEmpty() ? "routing" : "routing:" + tool, fault.toString(), "headroom config --check"));
            }
        }
        for (ProviderAdapter adapter : scene.adapters()) {
            try {
                found.addAll(look(adapter, scene));
            } catch (Adapters.NoAnswerException silent) {
                found.add(Diagnosis.fail(
                        "routing:" + adapter.id(),
                        "the plugin for " + adapter.displayName() + " " + silent.getMessage(),
                        "headroom plugins"));
            }
        }
        return found;
    }

    private static List<Diagnosis> look(ProviderAdapter adapter, Scene scene) throws Adapters.NoAnswerException {
        Optional<Listed> profile = scene.profileOf(adapter.id());
        boolean named = scene.asked().tools().contains(adapter.id());
        boolean present =
                Adapters.ask(adapter, () -> adapter.detect(scene.host())).presence() == Detection.Presence.INSTALLED;
        if (!present && profile.isEmpty() && !named) {
            return List.of();
        }
        List<Finding> findings = Adapters.ask(adapter, () -> adapter.inspect(scene.wiring(adapter.id()), scene.host()));
        List<FoundBaseUrl> urls =
                Adapters.ask(adapter, () -> adapter.baseUrls(scene.wiring(adapter.id()), scene.host()));
        List<Diagnosis> all = new ArrayList<>();
        all.add(routing(adapter, scene, profile, findings, urls));
        one("auth:" + adapter.id(), of(findings, ".auth.")).ifPresent(all::add);
        features(adapter, profile, findings).ifPresent(all::add);
        return all;
    }

    private static List<Finding> of(List<Finding> findings, String part) {
        return findings.stream().filter(one -> one.code().contains(part)).toList();
    }

    /** What is said about the HTTP proxy belongs to the environment, whichever tool notices it. */
    private static List<Finding> ofRouting(List<Finding> findings) {
        return findings.stream()
                .filter(one -> !one.code().contains(".auth.")
                        && !one.code().contains(".features.")
                        && !one.code().contains(".proxy."))
                .toList();
    }

    private static Diagnosis routing(
            ProviderAdapter adapter,
            Scene scene,
            Optional<Listed> profile,
            List<Finding> findings,
            List<FoundBaseUrl> urls) {
        String name = "routing:" + adapter.id();
        List<Finding> own = ofRouting(findings);
        Optional<Diagnosis> dead = dead(name, scene, own, urls);
        if (dead.isPresent()) {
            return dead.get();
        }
        Diagnosis seen = one(name, own).orElseGet(() -> Diagnosis.skip(name, adapter.displayName() + " was not found"));
        boolean direct = seen.status() != Status.OK
                && own.stream()
                        .filter(one -> one.level() != Finding.Level.OK)
                        .allMatch(one ->
                                one.code().endsWith(".direct") || one.code().endsWith(".elsewhere"));
        if (direct && scene.wrapped()) {
            boolean proven = scene.answer(scene.port()).kind() == Answer.Kind.PROVEN;
            return proven
                    ? Diagnosis.ok(name, "a tool that was started here runs behind the proxy on port " + scene.port())
                    : seen;
        }
        if (direct && isSuspended(profile)) {
            return Diagnosis.skip(name, "its wiring is suspended; " + seen.summary());
        }
        boolean old = direct
                && own.stream().noneMatch(one -> one.code().endsWith(".elsewhere"))
                && profile.flatMap(Listed::manifest)
                        .filter(manifest -> ShellCheck.isByVariables(manifest, adapter.id()))
                        .isPresent();
        if (old) {
            return Diagnosis.skip(name, "it is wired by variables, which this shell has not; see shell");
        }
        return direct && profile.isEmpty() ? seen.as(Status.SKIP, "headroom wrap " + adapter.id()) : seen;
    }

    private static boolean isSuspended(Optional<Listed> profile) {
        return profile.flatMap(Listed::status)
                .filter(status -> status.wiring().kind() == io.headroom.deploy.Status.WiringState.Kind.SUSPENDED)
                .isPresent();
    }

    /** An address of this machine where nobody answers, and that no profile would bring to life again (PV-1106). */
    private static Optional<Diagnosis> dead(String name, Scene scene, List<Finding> findings, List<FoundBaseUrl> urls) {
        for (FoundBaseUrl found : urls) {
            Optional<BaseUrl> url = BaseUrl.of(found.url()).filter(BaseUrl::isLoopback);
            if (url.isPresent()
                    && scene.profileOf(url.get().port()).isEmpty()
                    && scene.answer(url.get().port()).kind() == Answer.Kind.NOBODY) {
                Optional<Finding> place = findings.stream()
                        .filter(one -> one.file().isPresent()
                                && found.place().contains(one.file().get().toString()))
                        .findFirst();
                return Optional.of(Diagnosis.fail(
                                name,
                                found.place() + " points to port " + url.get().port() + " where nothing answers",
                                "take it out of " + found.place() + ", or start what should listen there")
                        .at(
                                place.flatMap(Finding::file),
                                place.map(Finding::line).orElseGet(java.util.OptionalInt::empty)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Diagnosis> features(
            ProviderAdapter adapter, Optional<Listed> profile, List<Finding> findings) {
        String name = "features:" + adapter.id();
        Optional<Diagnosis> found = one(name, of(findings, ".features."));
        if (found.isPresent()) {
            return found;
        }
        int lost = adapter.lost().size();
        if (profile.isEmpty() || lost == 0) {
            return Optional.empty();
        }
        return Optional.of(Diagnosis.ok(
                name,
                adapter.displayName() + " does without " + lost
                        + (lost == 1 ? " thing" : " things") + " behind a base URL; 'headroom doctor --capabilities "
                        + adapter.id()
                        + "' names them"));
    }

    /** One diagnosis of several findings, of which the worst come first. */
    private static Optional<Diagnosis> one(String name, List<Finding> findings) {
        if (findings.isEmpty()) {
            return Optional.empty();
        }
        Finding.Level worst = findings.stream()
                .map(Finding::level)
                .max(java.util.Comparator.naturalOrder())
                .orElseThrow();
        List<Finding> shown =
                findings.stream().filter(one -> one.level() == worst).toList();
        Status status = switch (worst) {
            case OK -> Status.OK;
            case WARNING -> Status.WARN;
            case ERROR -> Status.FAIL;
        };
        String hint =
                shown.stream().flatMap(one -> one.fix().stream()).findFirst().orElse("");
        Finding first = shown.get(0);
        return Optional.of(
                Diagnosis.ok(name, shown.stream().map(Finding::text).distinct().collect(Collectors.joining("; ")))
                        .as(status, hint)
                        .at(first.file(), first.line()));
    }
}
