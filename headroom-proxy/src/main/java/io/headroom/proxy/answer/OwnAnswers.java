package io.headroom.proxy.answer;

import io.headroom.proxy.ProxyIdentity;
import io.headroom.proxy.ProxySettings;
import io.headroom.proxy.RunFile;
import io.headroom.proxy.SettingValue;
import io.headroom.proxy.gate.AccessGate;
import io.headroom.proxy.gate.PeerClass;
import io.headroom.proxy.health.HealthReport;
import io.headroom.proxy.http.ErrorPage;
import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.http.RequestHead;
import io.headroom.proxy.journal.ExchangeRecorder;
import io.headroom.proxy.journal.QuotaBoard;
import io.headroom.proxy.journal.TransformationFeed;
import io.headroom.proxy.json.Json;
import io.headroom.proxy.log.EventLog;
import io.headroom.proxy.metrics.ProxyMetrics;
import io.headroom.proxy.metrics.Stats;
import io.headroom.proxy.route.OwnRoutes;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts the table of own routes together. What is a later version's is not in it, and so answers 404. */
public final class OwnAnswers {
    private final Access access;
    private final Reports reports;
    private final CompressCall compress;
    private final RetrieveCall retrieve;
    private final Runnable drain;

    /**
     * Who may ask what.
     *
     * @param settings are shown by {@code /admin/config}
     * @param gate tells local callers
     * @param run holds the key for administration; empty before the port is known and where nothing is written to disk
     * @param errors writes refusals
     * @param log is told about administration
     */
    public record Access(
            ProxySettings settings, AccessGate gate, Supplier<Optional<RunFile>> run, ErrorPage errors, EventLog log) {}

    /**
     * What can be asked for.
     *
     * @param health the health reports
     * @param metrics the figures
     * @param stats the figures as JSON
     * @param recorder the last exchanges
     * @param quota rate limits
     * @param feed the last changes
     */
    public record Reports(
            HealthReport health,
            ProxyMetrics metrics,
            Stats stats,
            ExchangeRecorder recorder,
            QuotaBoard quota,
            TransformationFeed feed) {}

    /** Takes everything that answers; {@code drain} starts a drain and returns at once. */
    public OwnAnswers(Access access, Reports reports, CompressCall compress, RetrieveCall retrieve, Runnable drain) {
        this.access = access;
        this.reports = reports;
        this.compress = compress;
        this.retrieve = retrieve;
        this.drain = drain;
    }

    /** The table. */
    public OwnRoutes routes() {
        OwnRoutes.Builder routes = OwnRoutes.builder()
                .get("/livez", Answers.quick(this::alive))
                .get("/healthz", Answers.quick(this::alive))
                .get("/readyz", Answers.quick(this::ready))
                .get("/health", Answers.quick(this::health))
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
        if (!access.settings().proxy().stateless()) {
            AdminRoute.Access admin = new AdminRoute.Access(access.gate(), access.run(), access.errors(), access.log());
            routes.any("/admin/config", new AdminRoute(admin, "GET", this::config));
            routes.any("/admin/drain", new AdminRoute(admin, "POST", this::drain));
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
        return Answers.json(200, reports.health().full(challenge(head), local(head)));
    }

    private OwnAnswer stats(RequestHead head) {
        return Answers.json(
                200, reports.stats().json(local(head) ? reports.recorder().recent() : List.of()));
    }

    private OwnAnswer metrics(RequestHead head) {
        return Answers.of(
                200,
                "text/plain; version=0.0.4; charset=utf-8",
                reports.metrics().text(reports.recorder().lost()));
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
            for (SettingValue value : access.settings().values()) {
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
        drain.run();
        return Answers.json(202, Json.object(json -> json.writeStringProperty("status", "draining")));
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
