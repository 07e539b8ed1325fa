package io.headroom.provider.codex;

import io.headroom.api.host.Host;
import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.Finding;
import io.headroom.api.provider.Finding.Level;
import io.headroom.api.provider.LoopbackExemption;
import io.headroom.api.provider.Wiring;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads every file as Codex would, and tells which one wins. */
final class CodexInspection {
    private static final Optional<String> NO_FIX = Optional.empty();

    private final Wiring wiring;
    private final Host host;
    private final Layers layers;
    private final List<Finding> findings = new ArrayList<>();

    CodexInspection(Wiring wiring, Host host) {
        this.wiring = wiring;
        this.host = host;
        this.layers = Layers.read(host);
    }

    List<Finding> findings() {
        layers.broken()
                .forEach(file -> add(
                        "codex.config.broken",
                        Level.ERROR,
                        file.file(),
                        file.line(),
                        file.sentence(),
                        Optional.of("Correct line " + file.line() + " of " + file.file())));
        new Refusals(layers)
                .found()
                .forEach(refusal -> add(
                        "codex.config.refused",
                        Level.ERROR,
                        refusal.layer().file(),
                        refusal.line(),
                        refusal.text(),
                        Optional.of(refusal.fix())));
        routing();
        misplaced();
        environment();
        findings.sort(Comparator.comparing(Finding::level).reversed());
        return List.copyOf(findings);
    }

    private void routing() {
        Route route = Route.of(layers);
        Optional<Entry> address = ownProvider().or(() -> route.addresses(layers).findFirst());
        if (route.obstacle().isPresent()) {
            add(
                    "codex.routing.unreachable",
                    Level.WARNING,
                    "Codex goes its own way: " + route.obstacle().get(),
                    NO_FIX);
        } else if (address.isEmpty()) {
            add(
                    "codex.routing.direct",
                    Level.WARNING,
                    "Nothing names a base URL, so Codex talks to its provider directly",
                    Optional.of("headroom install apply --target codex --providers manual"));
        } else {
            named(address.get(), route);
        }
        address.filter(entry -> entry.path().size() > 1).ifPresent(this::credential);
        layers.profiles()
                .forEach(profile -> CodexWiring.ownWay(profile)
                        .forEach(entry -> add(
                                "codex.routing.profile",
                                Level.WARNING,
                                profile.file(),
                                entry.line(),
                                "profile " + CodexFiles.profileName(profile.file()) + " goes its own way",
                                NO_FIX)));
    }

    private Optional<Entry> ownProvider() {
        boolean chosen = layers.texts(Route.CHOICE)
                .findFirst()
                .filter(entry -> Route.isOurs(layers, entry.text()))
                .isPresent();
        return chosen
                ? layers.texts(List.of(Route.TABLES, Route.OURS, "base_url")).findFirst()
                : Optional.empty();
    }

    private void named(Entry address, Route route) {
        String url = address.path().get(0).equals(Route.TABLES) && route.isBuiltIn()
                ? wiring.baseUrl("/v1")
                : route.baseUrl(wiring, layers);
        boolean ours = BaseUrl.same(address.text(), url);
        add(
                ours ? "codex.routing.wired" : "codex.routing.elsewhere",
                ours ? Level.OK : Level.ERROR,
                address.layer().file(),
                address.line(),
                address.place()
                        + (ours
                                ? " leads to " + url
                                : " leads to " + BaseUrl.masked(address.text()) + ", not to " + url),
                ours ? NO_FIX : Optional.of("headroom install apply --target codex --providers manual"));
    }

    private void credential(Entry address) {
        List<String> table = address.path().subList(0, 2);
        boolean sent = layers.all().stream()
                .anyMatch(layer -> layer.isTrue(with(table, "requires_openai_auth"))
                        || layer.has(with(table, "env_key"))
                        || layer.has(with(table, "experimental_bearer_token"))
                        || layer.has(with(table, "http_headers")));
        if (!sent) {
            add(
                    "codex.auth.none",
                    Level.ERROR,
                    address.layer().file(),
                    address.layer().line(table),
                    "the provider " + table.get(1) + " has neither requires_openai_auth nor env_key,"
                            + " so Codex sends no credential",
                    Optional.of("Add requires_openai_auth = true or env_key = \"NAME\" to its table"));
        }
    }

    private static List<String> with(List<String> table, String key) {
        return List.of(table.get(0), table.get(1), key);
    }

    private void misplaced() {
        String key = Route.ROOT_KEY.get(0);
        layers.all()
                .forEach(layer -> layer.misplaced(key)
                        .forEach(path -> add(
                                "codex.config.misplaced",
                                Level.WARNING,
                                layer.file(),
                                layer.line(path),
                                "Codex ignores " + key + " inside the table ["
                                        + String.join(".", path.subList(0, path.size() - 1)) + "]",
                                Optional.of("Move it before the first table"))));
    }

    private void environment() {
        if (host.variable("OPENAI_BASE_URL").filter(url -> !url.isBlank()).isPresent()) {
            add("codex.environment.ignored", Level.OK, "Codex ignores OPENAI_BASE_URL, which is set", NO_FIX);
        }
        LoopbackExemption.missing(host)
                .ifPresent(value -> add(
                        "codex.proxy.not-exempt",
                        Level.ERROR,
                        "An HTTP proxy is set and the loopback address is not exempt, so Codex sends requests there",
                        Optional.of("export NO_PROXY=" + value + " no_proxy=" + value)));
    }

    private void add(String code, Level level, Path file, int line, String text, Optional<String> fix) {
        findings.add(new Finding(code, level, Optional.of(file), OptionalInt.of(line), text, fix));
    }

    private void add(String code, Level level, String text, Optional<String> fix) {
        findings.add(new Finding(code, level, Optional.empty(), OptionalInt.empty(), text, fix));
    }
}
