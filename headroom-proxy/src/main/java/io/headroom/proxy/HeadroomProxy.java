package io.headroom.proxy;

import io.headroom.api.compress.Mode;
import io.headroom.api.exchange.ExchangeObserver;
import io.headroom.api.plugin.PluginSource;
import io.headroom.compress.SettledForms;
import io.headroom.proxy.health.Phase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A proxy between LLM clients and their providers that shrinks tool output in requests and passes everything else on as it came.
 *
 * <p>Any number of instances may run in one JVM; they share nothing. An instance reads no environment variable, system property or file
 * that it was not given, and after {@link #close()} nothing of it remains. Thread-safe.
 *
 * <pre>{@code
 * try (HeadroomProxy proxy = HeadroomProxy.builder()
 *         .bind("127.0.0.1", 0)
 *         .upstream("anthropic", URI.create("https://api.anthropic.com"))
 *         .stateless()
 *         .start()) {
 *     URI base = proxy.baseUri();
 * }
 * }</pre>
 */
public final class HeadroomProxy implements AutoCloseable {
    private static final long POLL_NANOS = 2_000_000;

    private final LiveSettings live;
    private final ProxyParts.Brought brought;
    private final List<Consumer<ProxyState>> listeners;
    private final boolean wantsHook;
    private final AtomicReference<ProxyState> state = new AtomicReference<>(ProxyState.NEW);
    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicBoolean cutNow = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile List<String> troubles = List.of();
    private volatile DrainReport report = new DrainReport(0, 0, Duration.ZERO);
    private @Nullable ProxyParts parts;
    private @Nullable URI baseUri;
    private @Nullable ProxyIdentity identity;
    private @Nullable Thread hook;

    private HeadroomProxy(Builder builder) {
        ProxySettings settings = builder.settings.orElseGet(builder.values::build);
        live = new LiveSettings(settings, builder.source);
        brought = new ProxyParts.Brought(
                builder.plugins.orElseGet(() -> plugins(settings)),
                List.copyOf(builder.observers),
                builder.tls,
                builder.forms);
        listeners = List.copyOf(builder.listeners);
        wantsHook = builder.hook;
    }

    private static PluginSource plugins(ProxySettings settings) {
        ClassLoader application = HeadroomProxy.class.getClassLoader();
        return new PluginSource(application, settings.plugins().dir().stream().toList());
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The address that clients use.
     *
     * @return for example {@code http://127.0.0.1:8787}
     */
    public URI baseUri() {
        return Objects.requireNonNull(baseUri, "not started");
    }

    /**
     * The settings in force.
     *
     * @return as they were given, or as the last {@link #reload()} left them
     */
    public ProxySettings settings() {
        return live.get();
    }

    /**
     * Reads the settings again from the builder's {@code reloadFrom}. Settings that a running proxy heeds apply at once, all others are
     * named in the report; settings that are wrong change nothing. It may touch files, and logs what changed.
     *
     * @return what changed, or why nothing did
     */
    public ReloadReport reload() {
        ReloadReport report = live.reload();
        running().edge().reloaded(report);
        return report;
    }

    /**
     * A look at the proxy.
     *
     * @return its state now
     */
    public ProxyStatus status() {
        ProxyParts running = running();
        return new ProxyStatus(
                state.get(),
                baseUri(),
                Objects.requireNonNull(identity),
                running.listener().active(),
                running.listener().heldBytes(),
                troubles);
    }

    /**
     * The figures since the start.
     *
     * @return the JSON document that {@code GET /stats} gives a local caller
     */
    public String stats() {
        return running().edge().stats();
    }

    /**
     * Compresses the messages of a request without sending it anywhere: what {@code POST /v1/compress} does.
     *
     * @param request a JSON document with {@code messages} and {@code model}
     * @return the JSON document of the answer, which may be an error
     */
    public String compress(String request) {
        byte[] answer = running()
                .compressCall()
                .answer(request.getBytes(StandardCharsets.UTF_8))
                .body();
        return new String(answer, StandardCharsets.UTF_8);
    }

    /**
     * Closes upstream connections that are idle, as after a change of networks. Exchanges go on.
     */
    public void dropIdleConnections() {
        running().listener().dropIdleUpstream();
    }

    /**
     * Ends the proxy: the port is free at once, exchanges may finish for a while, the rest is cut. Calling it again, from any thread,
     * waits for the same end.
     *
     * @param patience how long exchanges may go on
     * @return what became of the exchanges
     */
    public DrainReport drain(Duration patience) {
        if (ending.compareAndSet(false, true)) {
            end(patience);
        }
        awaitEnd();
        return report;
    }

    /** Ends the proxy at once: exchanges under way are cut, also those that a {@link #drain} waits for. Does nothing after the end. */
    @Override
    public void close() {
        cutNow.set(true);
        drain(Duration.ZERO);
    }

    /**
     * Waits for the end of the proxy.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitTermination() throws InterruptedException {
        ended.await();
    }

    /**
     * Waits for the end of the proxy, for some time.
     *
     * @param time how long
     * @return whether it has ended
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitTermination(Duration time) throws InterruptedException {
        return ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void start() throws ProxyStartException {
        change(ProxyState.STARTING);
        try {
            String prefix = "headroom-" + ProxyIdentity.random(3) + "-";
            ProxySettings settings = live.get();
            ProxyBinding binding = new ProxyBinding(settings.proxy());
            ProxyParts made = new ProxyParts(
                    prefix,
                    live,
                    brought,
                    new ProxyParts.Whole(this::phase, () -> troubles, this::drainLater, this::reload));
            parts = made;
            made.expectWarmUp();
            InetSocketAddress bound = binding.bind(made.listener());
            binding.checkLoop(settings.upstream(), bound.getPort());
            binding.trouble().ifPresent(text -> troubles = List.of(text));
            baseUri = uri(bound);
            identity = made.edge().bound(settings.proxy().host(), bound.getPort(), version());
            Duration patience = settings.proxy().idleExit();
            // What comes before it is warm waits, which takes a while on a busy machine and is no idleness.
            made.warmUp(patience.isZero() ? () -> {} : () -> made.watchIdleness(patience, this::drainLater));
            addHook();
            change(ProxyState.RUNNING);
        } catch (ProxyStartException e) {
            fail();
            throw e;
        } catch (IOException e) {
            fail();
            throw new ProxyStartException(ProxyStartException.Reason.OTHER, "cannot start: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            fail();
            throw e;
        }
    }

    private void fail() {
        ending.set(true);
        if (parts != null) {
            parts.close();
        }
        change(ProxyState.FAILED);
        ended.countDown();
    }

    private void end(Duration patience) {
        long start = System.nanoTime();
        change(ProxyState.DRAINING);
        ProxyParts running = running();
        long before = running.listener().ended();
        running.listener().stopAccepting();
        while (running.listener().active() > 0 && !cutNow.get() && System.nanoTime() - start < patience.toNanos()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        int finished = (int) (running.listener().ended() - before);
        int cut = running.listener().active();
        running.close();
        removeHook();
        report = new DrainReport(finished, cut, Duration.ofNanos(System.nanoTime() - start));
        change(ProxyState.STOPPED);
        ended.countDown();
    }

    private void awaitEnd() {
        boolean interrupted = false;
        while (ended.getCount() > 0) {
            try {
                ended.await();
            } catch (InterruptedException e) {
                // The end is near; the interrupt is kept for the caller.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void drainLater() {
        running().threads().start("drain", () -> drain(live.get().proxy().drain()));
    }

    private void change(ProxyState next) {
        state.set(next);
        for (Consumer<ProxyState> listener : listeners) {
            try {
                listener.accept(next);
            } catch (RuntimeException e) {
                System.getLogger("io.headroom.proxy").log(System.Logger.Level.WARNING, "a state listener failed", e);
            }
        }
    }

    private Phase phase() {
        return switch (state.get()) {
            case NEW, STARTING -> Phase.STARTING;
            case RUNNING -> Phase.RUNNING;
            case DRAINING, STOPPED, FAILED -> Phase.DRAINING;
        };
    }

    private void addHook() {
        if (wantsHook) {
            Thread made = new Thread(() -> drain(live.get().proxy().drain()), "headroom-shutdown");
            Runtime.getRuntime().addShutdownHook(made);
            hook = made;
        }
    }

    private void removeHook() {
        if (hook != null && Thread.currentThread() != hook) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM is going down already, and the hook with it.
                hook = null;
            }
        }
    }

    private ProxyParts running() {
        return Objects.requireNonNull(parts, "not started");
    }

    private URI uri(InetSocketAddress bound) {
        String host = live.get().proxy().host();
        String shown = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        return URI.create("http://" + shown + ":" + bound.getPort());
    }

    private static String version() {
        Module module = HeadroomProxy.class.getModule();
        if (module.getDescriptor() != null
                && module.getDescriptor().rawVersion().isPresent()) {
            return module.getDescriptor().rawVersion().get();
        }
        String version = HeadroomProxy.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Collects what a proxy needs. Not thread-safe. */
    public static final class Builder {
        private final ProxySettings.Builder values = ProxySettings.builder();
        private final List<ExchangeObserver> observers = new ArrayList<>();
        private final List<Consumer<ProxyState>> listeners = new ArrayList<>();
        private Optional<ProxySettings> settings = Optional.empty();
        private Optional<Supplier<ProxySettings>> source = Optional.empty();
        private Optional<PluginSource> plugins = Optional.empty();
        private Optional<SSLContext> tls = Optional.empty();
        private Optional<SettledForms> forms = Optional.empty();
        private boolean hook;

        private Builder() {}

        /**
         * Takes complete settings; those set on this builder do not count then.
         *
         * @param value the settings
         * @return this builder
         */
        public Builder settings(ProxySettings value) {
            settings = Optional.of(value);
            return this;
        }

        /**
         * Where the settings can be read again while the proxy runs, such as {@code () -> ProxySettings.fromToml(file)}.
         *
         * @param value throws {@link InvalidSettingsException} if they are wrong; called by {@link HeadroomProxy#reload()} and by
         *     {@code POST /admin/reload}, one call at a time
         * @return this builder
         */
        public Builder reloadFrom(Supplier<ProxySettings> value) {
            source = Optional.of(value);
            return this;
        }

        /**
         * Where to listen.
         *
         * @param host the address; with 127.0.0.1 the proxy listens on {@code ::1}, too
         * @param port the port; 0 for any free one
         * @return this builder
         */
        public Builder bind(String host, int port) {
            values.bind(host, port);
            return this;
        }

        /**
         * Where requests to an upstream go.
         *
         * @param name such as {@code anthropic}
         * @param url its base URL
         * @return this builder
         */
        public Builder upstream(String name, URI url) {
            values.upstream(name, url);
            return this;
        }

        /**
         * How far compression may go.
         *
         * @param mode the mode where a request does not say
         * @return this builder
         */
        public Builder mode(Mode mode) {
            values.mode(mode);
            return this;
        }

        /**
         * The folder for what the proxy writes.
         *
         * @param folder made when it is needed
         * @return this builder
         */
        public Builder workspace(Path folder) {
            values.workspace(folder);
            return this;
        }

        /**
         * Writes nothing to disk.
         *
         * @return this builder
         */
        public Builder stateless() {
            values.stateless();
            return this;
        }

        /**
         * Sets any setting.
         *
         * @param key its key, such as {@code upstream.max-connections}
         * @param value its value, as text in the spelling of the configuration file
         * @return this builder
         */
        public Builder set(String key, String value) {
            values.set(key, value);
            return this;
        }

        /**
         * Where dialects, compressors and other plugins come from.
         *
         * @param source by default what this class's own loader offers, and the folder of the setting {@code plugins.dir}
         * @return this builder
         */
        public Builder plugins(PluginSource source) {
            plugins = Optional.of(source);
            return this;
        }

        /**
         * Adds an observer of finished exchanges. It runs on a thread of its own.
         *
         * @param observer the observer
         * @return this builder
         */
        public Builder observer(ExchangeObserver observer) {
            observers.add(Objects.requireNonNull(observer, "observer"));
            return this;
        }

        /**
         * Adds a listener of state changes, which sees each state once. It is called by the thread that makes the change.
         *
         * @param listener the listener
         * @return this builder
         */
        public Builder stateListener(Consumer<ProxyState> listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * What connections to upstreams trust. Host names are checked in any case.
         *
         * @param context instead of the JDK's roots and the setting {@code upstream.ca-files}
         * @return this builder
         */
        public Builder sslContext(SSLContext context) {
            tls = Optional.of(context);
            return this;
        }

        /**
         * Where settled forms are kept.
         *
         * @param value instead of the workspace's database; closed with the proxy
         * @return this builder
         */
        public Builder settledForms(SettledForms value) {
            forms = Optional.of(value);
            return this;
        }

        /**
         * Drains the proxy when the JVM shuts down.
         *
         * @param wanted whether to; by default not
         * @return this builder
         */
        public Builder shutdownHook(boolean wanted) {
            hook = wanted;
            return this;
        }

        /**
         * Checks the settings and starts the proxy.
         *
         * @return the running proxy
         * @throws InvalidSettingsException if a setting is wrong
         * @throws ProxyStartException if it cannot be started; nothing is left behind then
         */
        public HeadroomProxy start() throws ProxyStartException {
            HeadroomProxy proxy = new HeadroomProxy(this);
            proxy.start();
            return proxy;
        }
    }
}
