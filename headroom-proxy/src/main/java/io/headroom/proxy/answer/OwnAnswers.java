package io.headroom.proxy.answer;

import io.headroom.proxy.ProxyIdentity;
import io.headroom.proxy.ProxySettings;
import io.headroom.proxy.ReloadReport;
import io.headroom.proxy.RunFile;
import io.headroom.proxy.SettingValue;
import io.headroom.proxy.gate.AccessGate;
import io.headroom.proxy.gate.PeerClass;
import io.headroom.proxy.health.HealthReport;
import io.headroom.proxy.health.UpstreamProbe;
import io.headroom.proxy.http.ErrorPage;
import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.http.RequestHead;
import io.headroom.proxy.journal.ExchangeRecorder;
import io.headroom.proxy.journal.QuotaBoard;
import io.headroom.proxy.journal.TransformationFeed;
import io.headroom.proxy.json.Json;
import io.headroom.proxy.json.JsonFields;
import io.headroom.proxy.lease.Leases;
import io.headroom.proxy.log.EventLog;
import io.headroom.proxy.metrics.MetricsFormat;
import io.headroom.proxy.metrics.ProxyMetrics;
import io.headroom.proxy.metrics.Stats;
import io.headroom.proxy.route.OwnRoutes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/** Puts the table of own routes together. What is a later version's is not in it, and so answers 404. */
public final class OwnAnswers {
    private final Access access;
    private final Reports reports;
    private final CompressCall compress;
    private final RetrieveCall retrieve;
    private final Doing doing;

    /**
     * Who may ask what.
     *
     * @param settings those in force, which {@code /admin/config} shows
     * @param gate tells local callers
     * @param run holds the key for administration; empty before the port is known and where nothing is written to disk
     * @param errors writes refusals
     * @param log is told about administration
     */
    public record Access(
            Supplier<ProxySettings> settings,
            AccessGate gate,
            Supplier<Optional<RunFile>> run,
            ErrorPage errors,
            EventLog log) {}

    /**
     * What administration can have done.
     *
     * @param drain starts a drain and returns at once
     * @param reload reads the settings again
     * @param leases who needs the proxy
     */
    public record Doing(Runnable drain, Supplier<ReloadReport> reload, Leases leases) {}

    /**
     * What can be asked for.
     *
     * @param health the health reports
     * @param probe looks at the upstreams
     * @param metrics the figures
     * @param stats the figures as JSON
     * @param recorder the last exchanges
     * @param quota rate limits
     * @param feed the last changes
     */
    public record Reports(
            HealthReport health,
            UpstreamProbe probe,
            ProxyMetrics metrics,
            Stats stats,
            ExchangeRecorder recorder,
            QuotaBoard quota,
            TransformationFeed feed) {}

    /** Takes everything that answers or acts. */
    public OwnAnswers(Access access, Reports reports, CompressCall compress, RetrieveCall retrieve, Doing doing) {
        this.access = access;
        this.reports = reports;
        this.compress = compress;
        this.retrieve = retrieve;
        this.doing = doing;
    }

    /** The table. */
    public OwnRoutes routes() {
        OwnRoutes.Builder routes = OwnRoutes.builder()
                .get("/livez", Answers.quick(this::alive))
                .get("/healthz", Answers.quick(this::alive))
                .get("/readyz", Answers.quick(this::ready))
                .get("/health", new HealthRoute(this::health, this::probe))
                .get("/", Answers.quick(head -> Answers.of(200, "text/plain; charset=utf-8", "This is Headroom.\n")))
                .get("/stats", Answers.slow(this::stats))
                .get("/metrics", Answers.slow(this::metrics))
                .get(
                        "/quota",
                        Answers.slow(head -> Answers.json(200, reports.quota().json())))
                .get("/transformations/feed", Answers.slow(this::feed))
                .post("/v1/compress", (head, body) -> compress.answer(body))
                .post("/v1/retrieve", retrieve::post)
                .get("/v1/retrieve", retrieve::get)
                .get("/v1/retrieve/*", retrieve::get)
                .get("/v1/retrieve/stats", Answers.slow(head -> retrieve.stats()));
        if (!access.settings().get().proxy().stateless()) {
            AdminRoute.Access admin = new AdminRoute.Access(access.gate(), access.run(), access.errors(), access.log());
            routes.any("/admin/config", new AdminRoute(admin, "GET", body -> config()));
            routes.any("/admin/drain", new AdminRoute(admin, "POST", body -> drain()));
            routes.any("/admin/reload", new AdminRoute(admin, "POST", body -> reload()));
            routes.any("/admin/lease", new AdminRoute(admin, "POST", this::lease));
        }
        return routes.build();
    }

    private OwnAnswer alive(RequestHead head) {
        return Answers.json(200, reports.health().alive(challenge(head)));
    }

    private OwnAnswer ready(RequestHead head) {
        int status = reports.health().ready() ? 200 : 503;
        return Answers.json(status, reports.health().readiness(challenge(head)));
    }

    private OwnAnswer health(RequestHead head) {
        return Answers.json(200, reports.health().full(challenge(head), local(head), Optional.empty()));
    }

    private OwnAnswer probe(RequestHead head) {
        return local(head)
                ? Answers.json(
                        200,
                        reports.health()
                                .full(
                                        challenge(head),
                                        true,
                                        Optional.of(reports.probe().probe())))
                : health(head);
    }

    private OwnAnswer stats(RequestHead head) {
        return Answers.json(
                200, reports.stats().json(local(head) ? reports.recorder().recent() : List.of()));
    }

    private OwnAnswer metrics(RequestHead head) {
        MetricsFormat format = MetricsFormat.preferred(head.headers().all("Accept"));
        return Answers.of(
                200,
                format.mediaType(),
                reports.metrics().text(format, reports.recorder().lost()));
    }

    private OwnAnswer feed(RequestHead head) {
        if (!local(head)) {
            return Answers.json(404, Json.object(json -> json.writeStringProperty("error", "not found")));
        }
        return Answers.json(200, reports.feed().json(limit(head.query().orElse(""))));
    }

    private OwnAnswer config() {
        return Answers.json(200, Json.object(json -> {
            json.writeName("settings");
            json.writeStartObject();
            for (SettingValue value : access.settings().get().values()) {
                json.writeName(value.setting().key());
                json.writeStartObject();
                json.writeStringProperty("value", value.shown());
                json.writeStringProperty("origin", value.origin().toString());
                json.writeEndObject();
            }
            json.writeEndObject();
        }));
    }

    private OwnAnswer drain() {
        doing.drain().run();
        return Answers.json(202, Json.object(json -> json.writeStringProperty("status", "draining")));
    }

    /** {@code {"lease": ID}} takes or renews, with {@code "action": "release"} it gives back. */
    private OwnAnswer lease(byte[] body) {
        Map<String, String> fields;
        try {
            fields = JsonFields.read(new String(body, StandardCharsets.UTF_8));
        } catch (IOException malformed) {
            fields = Map.of();
        }
        String id = fields.getOrDefault("lease", "");
        if (!id.matches("[A-Za-z0-9._-]{1,64}")) {
            return Answers.json(
                    400,
                    Json.object(json -> json.writeStringProperty(
                            "error",
                            "wanted {\"lease\": ID}, with an id of 1 to 64 letters, digits, '.', '_' and '-'")));
        }
        boolean held = false;
        if ("release".equals(fields.get("action"))) {
            doing.leases().giveBack(id);
        } else {
            held = doing.leases().renew(id);
        }
        String status = held ? "held" : "free";
        return Answers.json(200, Json.object(json -> {
            json.writeStringProperty("status", status);
            json.writeNumberProperty("leases", doing.leases().count());
            json.writeNumberProperty("void_after_seconds", Leases.VOID_AFTER.toSeconds());
        }));
    }

    private OwnAnswer reload() {
        ReloadReport report = doing.reload().get();
        boolean read = report.faults().isEmpty();
        return Answers.json(read ? 200 : 422, Json.object(json -> {
            json.writeStringProperty("status", read ? "reloaded" : "unchanged");
            changes(json, "changed", report.applied());
            changes(json, "needs_restart", report.needsRestart());
            json.writeName("faults");
            json.writeStartArray();
            report.faults().forEach(json::writeString);
            json.writeEndArray();
        }));
    }

    private static void changes(JsonGenerator json, String name, List<ReloadReport.Change> changes) {
        json.writeName(name);
        json.writeStartArray();
        for (ReloadReport.Change change : changes) {
            json.writeStartObject();
            json.writeStringProperty("key", change.key());
            json.writeStringProperty("before", change.before());
            json.writeStringProperty("after", change.after());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private boolean local(RequestHead head) {
        return access.gate().peer(head) == PeerClass.LOCAL;
    }

    private static Optional<String> challenge(RequestHead head) {
        return head.headers().first(ProxyIdentity.CHALLENGE_HEADER);
    }

    private static int limit(String query) {
        for (String part : query.split("&")) {
            if (part.matches("limit=\\d{1,9}")) {
                return Math.min(TransformationFeed.MOST, Integer.parseInt(part.substring("limit=".length())));
            }
        }
        return TransformationFeed.MOST;
    }
}
