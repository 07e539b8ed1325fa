package io.headroom.proxy.health;

import io.headroom.api.plugin.PluginReport;
import io.headroom.compress.EngineStatus;
import io.headroom.proxy.ProxyIdentity;
import io.headroom.proxy.ProxySettings;
import io.headroom.proxy.RunFile;
import io.headroom.proxy.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the three health reports. Ready needs startup, listener and engine alone: no network and no provider, since a laptop without a
 * network has a healthy proxy all the same. An engine that still warms up is ready: requests that come meanwhile wait for it and are
 * compressed as any other. Thread-safe, takes no lock.
 */
public final class HealthReport {
    private final Vitals vitals;
    private final ProxySettings settings;
    private final Supplier<Optional<RunFile>> identity;
    private final InstantSource clock;

    /** Takes what is asked, and who this is, once the port is known. */
    public HealthReport(
            Vitals vitals, ProxySettings settings, Supplier<Optional<RunFile>> identity, InstantSource clock) {
        this.vitals = vitals;
        this.settings = settings;
        this.identity = identity;
        this.clock = clock;
    }

    /** Whether requests should be sent here. */
    public boolean ready() {
        return vitals.phase() == Phase.RUNNING && vitals.listening();
    }

    /** That the process answers at all. */
    public String alive(Optional<String> challenge) {
        return Json.object(json -> head(json, "healthy", challenge));
    }

    /** Whether it serves, and why not. */
    public String readiness(Optional<String> challenge) {
        return Json.object(json -> body(json, challenge, Check.disabled("upstream")));
    }

    /** Everything; the configuration for local callers alone, and what a look at the upstreams found, if there was one. */
    public String full(Optional<String> challenge, boolean local, Optional<Map<String, Optional<String>>> upstreams) {
        return Json.object(json -> {
            body(json, challenge, upstreams.map(HealthReport::reached).orElseGet(() -> Check.disabled("upstream")));
            if (local) {
                config(json);
            }
        });
    }

    private static Check reached(Map<String, Optional<String>> upstreams) {
        List<String> troubles = upstreams.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(trouble -> entry.getKey() + ": " + trouble))
                .sorted()
                .toList();
        return Check.troubles("upstream", troubles);
    }

    private void body(JsonGenerator json, Optional<String> challenge, Check upstream) {
        List<Check> checks = checks(upstream);
        head(json, status(checks), challenge);
        json.writeBooleanProperty("ready", ready());
        json.writeName("checks");
        json.writeStartObject();
        checks.forEach(check -> check.write(json));
        json.writeEndObject();
        json.writeName("runtime");
        json.writeStartObject();
        json.writeStringProperty("name", "jvm");
        json.writeStringProperty("version", Runtime.version().toString());
        json.writeEndObject();
        deployment(json);
    }

    private List<Check> checks(Check upstream) {
        EngineStatus engine = vitals.engine();
        List<String> broken = Stream.concat(
                        vitals.plugins().stream()
                                .filter(plugin -> plugin.status() == PluginReport.Status.SKIPPED)
                                .map(plugin -> plugin.name() + ": " + plugin.detail()),
                        vitals.pluginTroubles().stream())
                .toList();
        List<String> open =
                engine.openBreakers().stream().map(id -> id + " is open").toList();
        return List.of(
                Check.of(
                        "startup",
                        vitals.phase() == Phase.RUNNING,
                        vitals.phase().key()),
                Check.of("listener", vitals.listening(), "unhealthy"),
                Check.engine(engine.warm()),
                Check.troubles("store", engine.troubles().stream().distinct().toList()),
                Check.disabled("ledger"),
                Check.troubles("plugins", broken),
                Check.troubles("breakers", open),
                Check.troubles("journal", vitals.troubles()),
                upstream);
    }

    private String status(List<Check> checks) {
        if (vitals.phase() != Phase.RUNNING) {
            return vitals.phase().key();
        }
        if (!vitals.listening()) {
            return "unhealthy";
        }
        return checks.stream().anyMatch(Check::degraded) ? "degraded" : "healthy";
    }

    private void head(JsonGenerator json, String status, Optional<String> challenge) {
        Optional<RunFile> known = identity.get();
        Instant now = clock.instant();
        json.writeStringProperty("service", "headroom-proxy");
        json.writeStringProperty("status", status);
        json.writeBooleanProperty("alive", true);
        known.ifPresent(run -> {
            json.writeStringProperty("version", run.identity().version());
            json.writeNumberProperty(
                    "uptime_seconds",
                    Duration.between(run.identity().started(), now).toMillis() / 1000.0);
        });
        json.writeStringProperty("timestamp", now.toString());
        known.ifPresent(run -> identity(json, run, challenge));
    }

    private static void identity(JsonGenerator json, RunFile run, Optional<String> challenge) {
        ProxyIdentity who = run.identity();
        json.writeName("identity");
        json.writeStartObject();
        json.writeStringProperty("name", "headroom");
        who.profile().ifPresent(profile -> json.writeStringProperty("profile", profile));
        json.writeStringProperty("instance", who.instance());
        json.writeNumberProperty("pid", who.pid());
        json.writeStringProperty("started", who.started().toString());
        json.writeStringProperty("host", who.host());
        json.writeNumberProperty("port", who.port());
        json.writeNumberProperty("api", 1);
        challenge
                .flatMap(text -> who.proof(run.key(), text))
                .ifPresent(proof -> json.writeStringProperty("proof", proof));
        json.writeEndObject();
    }

    private void deployment(JsonGenerator json) {
        ProxySettings.Deployment deployment = settings.proxy().deployment();
        if (deployment.profile().isEmpty()) {
            return;
        }
        json.writeName("deployment");
        json.writeStartObject();
        json.writeStringProperty("profile", deployment.profile().get());
        deployment.preset().ifPresent(text -> json.writeStringProperty("preset", text));
        json.writeStringProperty("runtime", deployment.runtime().orElse("jvm"));
        deployment.supervisor().ifPresent(text -> json.writeStringProperty("supervisor", text));
        deployment.scope().ifPresent(text -> json.writeStringProperty("scope", text));
        json.writeEndObject();
    }

    private void config(JsonGenerator json) {
        json.writeName("config");
        json.writeStartObject();
        json.writeStringProperty("mode", settings.compression().mode().key());
        json.writeStringProperty(
                "retrieval", settings.retrieval().channel().name().toLowerCase(Locale.ROOT));
        json.writeName("upstreams");
        json.writeStartObject();
        new TreeMap<>(settings.upstream().urls())
                .forEach((name, url) -> json.writeStringProperty(name, url.toString()));
        json.writeEndObject();
        json.writeName("plugins");
        json.writeStartArray();
        for (PluginReport plugin : vitals.plugins()) {
            json.writeStartObject();
            json.writeStringProperty("name", plugin.name());
            json.writeStringProperty("service", plugin.service());
            json.writeStringProperty("status", plugin.status().name().toLowerCase(Locale.ROOT));
            json.writeEndObject();
        }
        json.writeEndArray();
        identity.get()
                .ifPresent(run -> json.writeNumberProperty("pid", run.identity().pid()));
        json.writeEndObject();
    }
}
