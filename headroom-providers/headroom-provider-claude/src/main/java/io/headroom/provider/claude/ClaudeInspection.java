package io.headroom.provider.claude;

import io.headroom.api.host.Host;
import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.Finding;
import io.headroom.api.provider.Finding.Level;
import io.headroom.api.provider.LoopbackExemption;
import io.headroom.api.provider.Wiring;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads every layer as Claude Code would in the current folder, and tells which one wins. */
final class ClaudeInspection {
    private final Wiring wiring;
    private final Host host;
    private final Layers layers;
    private final Route route;
    private final List<Finding> findings = new ArrayList<>();

    ClaudeInspection(Wiring wiring, Host host) {
        this.wiring = wiring;
        this.host = host;
        this.layers = Layers.read(host);
        this.route = Route.of(layers);
    }

    List<Finding> findings() {
        layers.dropped()
                .forEach(file -> findings.add(new Finding(
                        "claude.settings.dropped",
                        Level.ERROR,
                        Optional.of(file.file()),
                        OptionalInt.of(file.line()),
                        file.sentence(),
                        Optional.of("Correct line " + file.line() + " of " + file.file()))));
        route();
        httpProxy();
        switches();
        findings.sort(Comparator.comparing(Finding::level).reversed());
        return List.copyOf(findings);
    }

    private void route() {
        if (isWrapped()) {
            add(
                    "claude.routing.wrapped",
                    Level.OK,
                    Optional.empty(),
                    "This process runs behind the proxy",
                    Optional.empty());
            return;
        }
        Optional<String> obstacle = new Obstacles(layers, route).always();
        Optional<Setting> setting = layers.variable(route.variable());
        if (obstacle.isPresent()) {
            add(
                    "claude.routing.unreachable",
                    Level.WARNING,
                    setting,
                    "Claude Code goes its own way: " + obstacle.get(),
                    Optional.empty());
        } else if (setting.flatMap(Setting::text).isEmpty()) {
            add(
                    "claude.routing.direct",
                    Level.WARNING,
                    setting,
                    "Nothing names a base URL, so Claude Code talks to its provider directly",
                    Optional.of("headroom install apply --target claude --providers manual"));
        } else {
            named(setting.get());
        }
        if (layers.isOn("CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST")) {
            add(
                    "claude.routing.editor",
                    Level.WARNING,
                    layers.variable("CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST"),
                    "An editor decides where its own Claude Code sends requests",
                    Optional.empty());
        }
    }

    private void named(Setting setting) {
        String url = route.baseUrl(wiring);
        if (BaseUrl.same(setting.value(), url)) {
            add(
                    "claude.routing.wired",
                    Level.OK,
                    Optional.of(setting),
                    setting.place() + " leads to " + url,
                    Optional.empty());
        } else if (BaseUrl.same(setting.value(), url + "/v1") && route == Route.ANTHROPIC) {
            add(
                    "claude.routing.doubled",
                    Level.ERROR,
                    Optional.of(setting),
                    setting.place() + " ends in /v1, which Claude Code appends itself, so every request fails",
                    Optional.of("Write " + url));
        } else {
            add(
                    "claude.routing.elsewhere",
                    Level.ERROR,
                    Optional.of(setting),
                    setting.place() + " wins and leads to " + BaseUrl.masked(setting.value()) + ", not to " + url,
                    Optional.of(
                            setting.layer().isPresent()
                                    ? "Take " + setting.name() + " out of " + setting.place()
                                    : "unset " + setting.name()));
        }
    }

    private boolean isWrapped() {
        return host.variable("HEADROOM_WRAPPED").isPresent()
                && host.variable(route.variable())
                        .filter(url -> BaseUrl.same(url, route.baseUrl(wiring)))
                        .isPresent();
    }

    private void httpProxy() {
        LoopbackExemption.missing(name -> layers.variable(name).map(Setting::value))
                .ifPresent(value -> add(
                        "claude.proxy.not-exempt",
                        Level.ERROR,
                        Optional.empty(),
                        "An HTTP proxy is set and the loopback address is not exempt, so Claude Code sends requests there",
                        Optional.of("export NO_PROXY=" + value + " no_proxy=" + value)));
    }

    private void switches() {
        Switches switches = new Switches(wiring, layers);
        layers.variable(Switches.FIRST_PARTY)
                .filter(Setting::isOn)
                .filter(setting -> !switches.firstPartyIsSafe())
                .ifPresent(setting -> add(
                        "claude.features.first-party",
                        Level.WARNING,
                        Optional.of(setting),
                        setting.place() + " sets " + setting.name()
                                + ", which adds what looks like a check of the body, while the proxy may change bodies",
                        Optional.of("Take it out, or use the mode off or audit")));
        layers.variable(Switches.TOOL_SEARCH)
                .filter(setting -> setting.value().equals("false"))
                .ifPresent(setting -> add(
                        "claude.features.tool-search",
                        Level.WARNING,
                        Optional.of(setting),
                        setting.place()
                                + " switches off loading of tools on demand, which costs tokens in every prompt",
                        Optional.of("Set " + Switches.TOOL_SEARCH + " to true")));
    }

    private void add(String code, Level level, Optional<Setting> setting, String text, Optional<String> fix) {
        findings.add(new Finding(
                code,
                level,
                setting.flatMap(Setting::file),
                setting.flatMap(Setting::file).isPresent()
                        ? setting.orElseThrow().line()
                        : OptionalInt.empty(),
                text,
                fix));
    }
}
