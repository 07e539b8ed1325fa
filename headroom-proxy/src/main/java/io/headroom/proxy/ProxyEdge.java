package io.headroom.proxy;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.exchange.ExchangeObserver;
import io.headroom.api.original.OriginalStore;
import io.headroom.api.plugin.PluginReport;
import io.headroom.compress.EngineStatus;
import io.headroom.compress.message.BodyCompressor;
import io.headroom.proxy.answer.CompressCall;
import io.headroom.proxy.answer.OwnAnswers;
import io.headroom.proxy.answer.RetrieveCall;
import io.headroom.proxy.gate.AccessGate;
import io.headroom.proxy.gate.PeerClass;
import io.headroom.proxy.health.HealthReport;
import io.headroom.proxy.health.Phase;
import io.headroom.proxy.health.UpstreamProbe;
import io.headroom.proxy.health.Vitals;
import io.headroom.proxy.http.ErrorPage;
import io.headroom.proxy.journal.ExchangeJournal;
import io.headroom.proxy.journal.ExchangeRecorder;
import io.headroom.proxy.journal.QuotaBoard;
import io.headroom.proxy.journal.RequestLog;
import io.headroom.proxy.journal.TransformationFeed;
import io.headroom.proxy.lease.Leases;
import io.headroom.proxy.log.EventLog;
import io.headroom.proxy.log.LogWriter;
import io.headroom.proxy.log.Redactor;
import io.headroom.proxy.metrics.ProxyMetrics;
import io.headroom.proxy.metrics.Stats;
import io.headroom.proxy.route.DialectErrorPage;
import io.headroom.proxy.route.RouteTable;
import io.headroom.proxy.route.Router;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Everything of one proxy that is not forwarding: gate, routes, own answers, journal and run file, wired together. Owns the threads of
 * the journal and the run file. Thread-safe.
 */
final class ProxyEdge implements AutoCloseable {
    private final ProxySettings settings;
    private final InstantSource clock;
    private final AtomicReference<RunFile> run = new AtomicReference<>();
    private final AccessGate gate;
    private final RouteTable router;
    private final ErrorPage errors;
    private final EventLog log;
    private final ExchangeRecorder recorder;
    private final Stats stats;
    private final ProxyMetrics metrics;

    /**
     * What it needs from the rest.
     *
     * @param dialects the dialects that are served
     * @param compressor answers {@code /v1/compress}
     * @param originals answers {@code /v1/retrieve}
     * @param vitals what health reports ask
     * @param probe looks at the upstreams
     * @param observers who is told about exchanges
     * @param threadPrefix how its threads are named
     * @param drain starts a drain and returns at once
     * @param reload reads the settings again
     * @param leases who needs the proxy
     */
    record Needs(
            List<? extends Dialect> dialects,
            BodyCompressor compressor,
            OriginalStore originals,
            Vitals vitals,
            UpstreamProbe probe,
            List<? extends ExchangeObserver> observers,
            String threadPrefix,
            Runnable drain,
            Supplier<ReloadReport> reload,
            Leases leases) {}

    ProxyEdge(LiveSettings live, Needs needs, InstantSource clock) {
        this.settings = live.get();
        this.clock = clock;
        gate = new AccessGate(settings.proxy());
        errors = new DialectErrorPage(needs.dialects());
        log = new EventLog(eventWriter(needs.threadPrefix()), () -> live.get().log(), new Redactor(), clock);
        metrics = new ProxyMetrics(needs.vitals()::engine);
        stats = new Stats(metrics, clock);
        QuotaBoard quota = new QuotaBoard(clock);
        TransformationFeed feed = new TransformationFeed(clock);
        recorder = new ExchangeRecorder(
                metrics,
                log,
                requestLog(needs.threadPrefix()),
                new ExchangeRecorder.Boards(quota, feed),
                needs.observers(),
                needs.threadPrefix());
        HealthReport health =
                new HealthReport(new VitalsWithJournal(needs.vitals(), recorder), settings, this::runFile, clock);
        OwnAnswers answers = new OwnAnswers(
                new OwnAnswers.Access(live, gate, this::runFile, errors, log),
                new OwnAnswers.Reports(health, needs.probe(), metrics, stats, recorder, quota, feed),
                new CompressCall(needs.compressor(), needs.dialects()),
                new RetrieveCall(needs.originals(), metrics, clock),
                new OwnAnswers.Doing(needs.drain(), needs.reload(), needs.leases()));
        router = new RouteTable(
                needs.dialects(), settings.upstream(), answers.routes(), head -> gate.peer(head) == PeerClass.LOCAL);
    }

    AccessGate gate() {
        return gate;
    }

    Router router() {
        return router;
    }

    ErrorPage errors() {
        return errors;
    }

    ExchangeJournal journal() {
        return recorder;
    }

    EventLog log() {
        return log;
    }

    /** The figures as JSON, the last exchanges included. */
    String stats() {
        return stats.json(recorder.recent());
    }

    /** Logs what came of reading the settings again: a line for each setting, since long ones are cut. */
    void reloaded(ReloadReport report) {
        report.faults()
                .forEach(fault -> log.log(System.Logger.Level.WARNING, "reload_refused", Map.of("fault", fault)));
        report.applied().forEach(change -> changed("setting_changed", change));
        report.needsRestart().forEach(change -> changed("setting_needs_restart", change));
        int changes = report.applied().size() + report.needsRestart().size();
        log.log(System.Logger.Level.INFO, "reload", Map.of("differences", changes));
    }

    private void changed(String event, ReloadReport.Change change) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("setting", change.key());
        fields.put("before", change.before());
        fields.put("after", change.after());
        log.log(System.Logger.Level.INFO, event, fields);
    }

    /** Who this is; empty until {@link #bound}. */
    Optional<RunFile> runFile() {
        return Optional.ofNullable(run.get());
    }

    /** Takes the address that was bound: from now on health reports can prove who they are from. */
    ProxyIdentity bound(String host, int port, String version) throws IOException {
        ProxyIdentity identity = new ProxyIdentity(
                ProxyIdentity.random(16),
                ProcessHandle.current().pid(),
                clock.instant(),
                host,
                port,
                settings.proxy().deployment().profile(),
                version);
        RunFile file = new RunFile(identity, ProxyIdentity.random(32));
        run.set(file);
        if (settings.workspace().isPresent()) {
            file.write(settings.workspace().get());
        }
        return identity;
    }

    /** Removes the run file, ends the threads and writes what the logs have queued. */
    @Override
    public void close() throws IOException {
        recorder.close();
        RunFile file = run.get();
        if (file != null && settings.workspace().isPresent()) {
            file.remove(settings.workspace().get());
        }
    }

    private Optional<LogWriter> eventWriter(String threadPrefix) {
        ProxySettings.Log log = settings.log();
        return log.dir()
                .map(dir ->
                        new LogWriter(dir.resolve("proxy.log"), log.maxBytes(), log.files(), threadPrefix + "log-1"));
    }

    private Optional<RequestLog> requestLog(String threadPrefix) {
        ProxySettings.Log log = settings.log();
        return log.requests()
                .map(file -> new RequestLog(
                        new LogWriter(file, log.maxBytes(), log.files(), threadPrefix + "request-log-1")));
    }

    /** The vitals of forwarding, and the troubles of the journal with them. */
    private record VitalsWithJournal(Vitals vitals, ExchangeRecorder recorder) implements Vitals {
        @Override
        public Phase phase() {
            return vitals.phase();
        }

        @Override
        public boolean listening() {
            return vitals.listening();
        }

        @Override
        public EngineStatus engine() {
            return vitals.engine();
        }

        @Override
        public List<PluginReport> plugins() {
            return vitals.plugins();
        }

        @Override
        public List<String> pluginTroubles() {
            return vitals.pluginTroubles();
        }

        @Override
        public List<String> troubles() {
            List<String> all = new ArrayList<>(vitals.troubles());
            all.addAll(recorder.troubles());
            return all;
        }
    }
}
