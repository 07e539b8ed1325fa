package io.headroom.provider.openclaw;

import io.headroom.api.host.Host;
import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.Finding;
import io.headroom.api.provider.Finding.Level;
import io.headroom.api.provider.Wiring;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads OpenClaw's files as OpenClaw would, and tells where each provider leads. */
final class OpenClawInspection {
    private final Wiring wiring;
    private final Config config;
    private final Providers providers;
    private final List<Finding> findings = new ArrayList<>();

    OpenClawInspection(Wiring wiring, Host host) {
        this.wiring = wiring;
        this.config = Config.read(host);
        this.providers = new Providers(wiring, config);
    }

    List<Finding> findings() {
        config.broken()
                .forEach(file -> findings.add(new Finding(
                        "openclaw.config.broken",
                        Level.ERROR,
                        Optional.of(file.file()),
                        OptionalInt.of(file.line()),
                        file.sentence(),
                        Optional.of("Correct line " + file.line() + " of " + file.file()))));
        providers.chosen().forEach(this::provider);
        providers
                .leftAlone()
                .forEach((id, reason) -> add(
                        "openclaw.routing.unreachable",
                        Level.WARNING,
                        Optional.empty(),
                        "the provider " + id + " goes its own way: " + reason));
        findings.sort(Comparator.comparing(Finding::level).reversed());
        return List.copyOf(findings);
    }

    private void provider(Provider provider) {
        Optional<String> url = provider.url(config);
        if (url.isEmpty()) {
            add(
                    "openclaw.routing.direct",
                    Level.WARNING,
                    provider.address(),
                    "nothing names a base URL for " + provider.id() + ", so OpenClaw talks to it directly");
        } else if (provider.leadsTo(wiring, config)) {
            add("openclaw.routing.wired", Level.OK, provider.address(), provider.id() + " leads to " + url.get());
        } else {
            add(
                    "openclaw.routing.elsewhere",
                    Level.ERROR,
                    provider.address(),
                    provider.address().map(Config.Found::place).orElse(provider.id()) + " leads "
                            + provider.id() + " to " + BaseUrl.masked(url.get()) + ", not to "
                            + provider.baseUrl(wiring));
        }
    }

    private void add(String code, Level level, Optional<Config.Found> where, String text) {
        findings.add(new Finding(
                code,
                level,
                where.map(Config.Found::file),
                where.map(found -> OptionalInt.of(found.value().line())).orElse(OptionalInt.empty()),
                text,
                level == Level.OK || code.endsWith("unreachable")
                        ? Optional.empty()
                        : Optional.of("headroom install apply --target openclaw --providers manual")));
    }
}
