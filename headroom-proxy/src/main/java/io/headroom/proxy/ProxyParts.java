package io.headroom.proxy;

import io.headroom.api.compress.Compressor;
import io.headroom.api.dialect.Dialect;
import io.headroom.api.exchange.ExchangeObserver;
import io.headroom.api.exchange.UpstreamAuth;
import io.headroom.api.plugin.PluginReport;
import io.headroom.api.plugin.PluginSource;
import io.headroom.api.plugin.Plugins;
import io.headroom.api.token.TokenCounter;
import io.headroom.compress.CompressionEngine;
import io.headroom.compress.EngineStatus;
import io.headroom.compress.SettledForms;
import io.headroom.compress.Stores;
import io.headroom.compress.message.BodyCompressor;
import io.headroom.proxy.answer.CompressCall;
import io.headroom.proxy.credential.ConfiguredCredentials;
import io.headroom.proxy.gate.PeerClass;
import io.headroom.proxy.health.Phase;
import io.headroom.proxy.health.Vitals;
import io.headroom.proxy.lease.IdleExit;
import io.headroom.proxy.lease.Leases;
import io.headroom.proxy.listener.ListenerLimits;
import io.headroom.proxy.listener.ProxyListener;
import io.headroom.proxy.listener.Services;
import io.headroom.proxy.prefix.PromptWatch;
import io.headroom.proxy.redeem.Redeemer;
import io.headroom.proxy.relay.UsageReading;
import io.headroom.proxy.upstream.Handshake;
import io.headroom.proxy.upstream.ProxyRoute;
import io.headroom.proxy.upstream.Trust;
import io.headroom.proxy.upstream.UpstreamLimits;
import io.headroom.proxy.upstream.UpstreamNetwork;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Everything that one instance consists of, put together; what was made last is closed first, also when making the next one fails.
 */
final class ProxyParts implements AutoCloseable {
    private static final Duration WRITE = Duration.ofSeconds(60);
    private static final Duration BODY_SILENCE = Duration.ofSeconds(60);
    private static final Duration PINGS = Duration.ofSeconds(10);
    /** What starts together with a proxy, such as the tool that it is for, has the processors first. */
    private static final Duration STARTING = Duration.ofSeconds(1);

    private static final long MOST_IN_MEMORY = 64L << 20;

    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final ProxyThreads threads;
    private final Plugins plugins;
    private final Stores stores;
    private final CompressionEngine engine;
    private final ProxyEdge edge;
    private final ConfiguredCredentials credentials;
    private final ProxyListener listener;
    private final CompressCall compressCall;
    private final Leases leases = new Leases(System::nanoTime);

    /**
     * What an embedding application may bring along.
     *
     * @param plugins where plugins come from
     * @param observers are told about exchanges, besides those of plugins
     * @param tls what TLS connections trust, instead of the settings
     * @param forms where settled forms are kept, instead of the settings
     */
    record Brought(
            PluginSource plugins,
            List<ExchangeObserver> observers,
            Optional<SSLContext> tls,
            Optional<SettledForms> forms) {}

    /**
     * What the parts ask of the whole.
     *
     * @param phase what the proxy is doing
     * @param troubles what does not work at present
     * @param drain starts a drain and returns at once
     * @param reload reads the settings again
     */
    record Whole(
            Supplier<Phase> phase, Supplier<List<String>> troubles, Runnable drain, Supplier<ReloadReport> reload) {}

    ProxyParts(String prefix, LiveSettings live, Brought brought, Whole whole) throws IOException {
        ProxySettings settings = live.get();
        try {
            plugins = keep(brought.plugins()
                    .without(Set.copyOf(settings.plugins().disabled()))
                    .open());
            stores = keep(stores(settings));
            engine = keep(engine(prefix, settings, brought));
            List<Dialect> dialects = plugins.all(Dialect.class);
            BodyCompressor compressor = new BodyCompressor(engine);
            compressCall = new CompressCall(compressor, dialects);
            Trust trust = brought.tls()
                    .map(Trust::of)
                    .orElseGet(() -> Trust.of(settings.upstream().caFiles()));
            Optional<ProxyRoute> proxy = settings.upstream()
                    .proxy()
                    .map(url -> ProxyRoute.of(url, settings.upstream().noProxy()));
            edge = keep(new ProxyEdge(
                    live,
                    new ProxyEdge.Needs(
                            dialects,
                            compressor,
                            stores.originals(),
                            new LiveVitals(whole),
                            new HandshakeProbe(settings.upstream().urls(), new Handshake(trust, proxy), prefix),
                            observers(settings, brought),
                            prefix,
                            whole.drain(),
                            whole.reload(),
                            leases),
                    InstantSource.system()));
            // Closed before the journal, which hears of the last exchanges from these threads.
            threads = keep(new ProxyThreads(prefix, settings.compression().workers()));
            credentials = keep(new ConfiguredCredentials(
                    settings.upstream().keys(),
                    plugins.all(UpstreamAuth.class),
                    head -> edge.gate().peer(head) == PeerClass.LOCAL,
                    prefix));
            listener = keep(new ProxyListener(
                    prefix.substring(0, prefix.length() - 1),
                    prefix.substring("headroom-".length()),
                    services(live, compressor, redeemer(settings, brought)),
                    UpstreamNetwork.of(trust, proxy, settings.upstream().http2())));
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    ProxyThreads threads() {
        return threads;
    }

    ProxyEdge edge() {
        return edge;
    }

    ProxyListener listener() {
        return listener;
    }

    CompressCall compressCall() {
        return compressCall;
    }

    /** From now on requests wait for the warm-up. Before the port is open: the first one may come in that moment. */
    void expectWarmUp() {
        engine.expectWarmUp();
    }

    /**
     * Loads what the first request would otherwise wait for, does something then, and later, when nobody else starts any more, makes the
     * engine fast.
     */
    void warmUp(Runnable then) {
        threads.startInterruptible("warm-up", () -> {
            try {
                engine.warmUp();
            } finally {
                then.run();
            }
            LockSupport.parkNanos(STARTING.toNanos());
            engine.rehearse();
        });
    }

    /** Ends the proxy when nobody has used it for a while. */
    void watchIdleness(Duration patience, Runnable end) {
        IdleExit.Use use = new IdleExit.Use(listener::uses, listener::usesEnded);
        threads.startInterruptible("idle-exit", new IdleExit(patience, leases, use, end));
    }

    private <T extends AutoCloseable> T keep(T part) {
        closing.push(part);
        return part;
    }

    private CompressionEngine engine(String prefix, ProxySettings settings, Brought brought) {
        CompressionEngine.Builder builder = CompressionEngine.builder()
                .settings(settings.engine())
                .compressors(plugins.all(Compressor.class))
                .tokenCounters(plugins.all(TokenCounter.class))
                .threadPrefix(prefix);
        builder.settledForms(brought.forms().orElseGet(stores::settledForms));
        if (redeemable(settings)) {
            builder.originals(stores.originals());
        }
        return builder.build();
    }

    /** What only this process knows, no command of an agent's shell could give back. */
    private static boolean redeemable(ProxySettings settings) {
        boolean kept =
                settings.workspace().isPresent() || settings.store().url().isPresent();
        return kept && settings.retrieval().channel() != ProxySettings.Retrieval.Channel.OFF;
    }

    /** Where the settings say; without a workspace nothing outlives the process. */
    private static Stores stores(ProxySettings settings) {
        long maxBytes = settings.store().maxBytes();
        String tenant = settings.store().tenant();
        return settings.store()
                .url()
                .map(url -> Stores.jdbc(url, tenant, maxBytes))
                .or(() -> settings.workspace()
                        .map(folder -> Stores.sqlite(folder.resolve("headroom.db"), tenant, maxBytes)))
                .orElseGet(() -> Stores.inMemory(tenant, Math.min(maxBytes, MOST_IN_MEMORY)));
    }

    private List<ExchangeObserver> observers(ProxySettings settings, Brought brought) {
        List<ExchangeObserver> all = new ArrayList<>(brought.observers());
        for (ExchangeObserver observer : plugins.all(ExchangeObserver.class)) {
            if (settings.plugins().enabled().contains(observer.id())) {
                all.add(observer);
            }
        }
        return all;
    }

    /** Only what outlives the process can stand behind what is left out, and only that is asked for. */
    private Optional<Redeemer> redeemer(ProxySettings settings, Brought brought) {
        ProxySettings.Retrieval.Channel channel = settings.retrieval().channel();
        if (!redeemable(settings)) {
            return Optional.empty();
        }
        Redeemer.Rules rules = new Redeemer.Rules(
                channel == ProxySettings.Retrieval.Channel.PROXY,
                settings.engine().mode(),
                PINGS);
        return Optional.of(new Redeemer(
                stores.originals(),
                brought.forms().orElseGet(stores::settledForms),
                threads.errands(),
                cause -> edge.journal().fault("retrieval", cause),
                rules));
    }

    private Services services(LiveSettings live, BodyCompressor compressor, Optional<Redeemer> redeemer) {
        return new Services(
                edge.gate(),
                edge.router(),
                edge.errors(),
                edge.journal(),
                compressor::compress,
                redeemer,
                new PromptWatch(
                        threads.errands(),
                        InstantSource.system(),
                        cause -> edge.journal().fault("prompt", cause)),
                new UsageReading(threads.errands(), cause -> edge.journal().fault("usage", cause)),
                credentials,
                threads.bodies(),
                threads.errands(),
                new LiveLimits(live, ProxyParts::clientSide),
                upstreamSide(live.get().upstream()),
                InstantSource.system());
    }

    private static ListenerLimits clientSide(ProxySettings settings) {
        ListenerLimits standard = ListenerLimits.defaults(Runtime.getRuntime().maxMemory());
        return new ListenerLimits(
                settings.compression().maxBodyBytes(),
                settings.proxy().limits().maxBodyBytes(),
                standard.heldBodies(),
                standard.headerBytes(),
                standard.headerFields(),
                settings.proxy().limits().concurrency(),
                BODY_SILENCE,
                settings.upstream().timing().streamIdle(),
                standard.clientIdle(),
                ProxyBinding.bodyStep(settings));
    }

    private static UpstreamLimits upstreamSide(ProxySettings.Upstream upstream) {
        return new UpstreamLimits(
                upstream.timing().connect(),
                upstream.timing().request(),
                WRITE,
                BODY_SILENCE,
                upstream.pool().expiry(),
                upstream.pool().most(),
                upstream.pool().idle(),
                upstream.retryMaxAttempts(),
                UpstreamLimits.defaults().silence());
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            AutoCloseable part = closing.pop();
            try {
                part.close();
            } catch (Exception e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                System.getLogger("io.headroom.proxy")
                        .log(System.Logger.Level.WARNING, "a part of the proxy did not close", e);
            }
        }
    }

    /** Answers health reports. */
    private final class LiveVitals implements Vitals {
        private final Whole whole;

        LiveVitals(Whole whole) {
            this.whole = whole;
        }

        @Override
        public Phase phase() {
            return whole.phase().get();
        }

        @Override
        public boolean listening() {
            return whole.phase().get() == Phase.RUNNING;
        }

        @Override
        public EngineStatus engine() {
            return engine.status();
        }

        @Override
        public List<PluginReport> plugins() {
            return plugins.reports();
        }

        @Override
        public List<String> pluginTroubles() {
            return credentials.troubles();
        }

        @Override
        public List<String> troubles() {
            return whole.troubles().get();
        }
    }
}
