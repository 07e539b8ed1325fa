package io.headroom.proxy.testing;

import io.headroom.api.compress.Mode;
import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.OwnError;
import io.headroom.api.exchange.Usage;
import io.headroom.api.plugin.PluginSource;
import io.headroom.compress.Stores;
import io.headroom.compress.message.BodyOutcome;
import io.headroom.proxy.HeadroomProxy;
import io.headroom.proxy.credential.UpstreamCredentials;
import io.headroom.proxy.gate.Gate;
import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.http.RequestHead;
import io.headroom.proxy.listener.BodyStep;
import io.headroom.proxy.listener.ListenerLimits;
import io.headroom.proxy.listener.ProxyListener;
import io.headroom.proxy.listener.Services;
import io.headroom.proxy.prefix.PromptWatch;
import io.headroom.proxy.redeem.Redeemer;
import io.headroom.proxy.relay.TeeFactory;
import io.headroom.proxy.relay.UsageReading;
import io.headroom.proxy.relay.UsageTee;
import io.headroom.proxy.route.OwnRoute;
import io.headroom.proxy.route.Route;
import io.headroom.proxy.upstream.ProxyRoute;
import io.headroom.proxy.upstream.Trust;
import io.headroom.proxy.upstream.UpstreamLimits;
import io.headroom.proxy.upstream.UpstreamNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The forwarding part of a proxy with trivial neighbours: everything may pass, and everything goes to one upstream. */
public final class TestProxy implements AutoCloseable {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String name;
    private final RecordingJournal journal;
    private final ProxyListener listener;
    private final InetSocketAddress address;
    private final ThreadPoolExecutor bodies;
    private final ExecutorService errands;

    private TestProxy(Builder builder) throws IOException {
        name = "test-" + NUMBERS.incrementAndGet();
        journal = builder.journal;
        bodies = new ThreadPoolExecutor(
                2,
                2,
                1,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(builder.queue),
                task -> daemon(task, name + "-body"));
        bodies.allowCoreThreadTimeOut(true);
        errands = Executors.newCachedThreadPool(task -> daemon(task, name + "-errand"));
        Services services = new Services(
                builder.gate,
                builder::route,
                (error, shape, head) -> OwnAnswer.json(
                        error.kind().status(),
                        shape.map(dialect -> dialect.error(error))
                                .orElse("{\"kind\":\"" + error.kind() + "\",\"message\":\"" + error.message() + "\"}")),
                journal,
                builder.step,
                builder.redeemer(errands),
                new PromptWatch(errands, builder.clock, cause -> journal.fault("prompt", cause)),
                builder.readsUsage ? new UsageReading(errands, cause -> journal.fault("tee", cause)) : builder.tees,
                UpstreamCredentials.OF_THE_CLIENT,
                bodies,
                errands,
                () -> builder.limits,
                builder.upstreamLimits,
                builder.clock);
        listener = new ProxyListener(name, name + "-", services, builder.network());
        address = listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** A proxy in front of an upstream. */
    public static Builder to(URI upstream) {
        return new Builder(upstream);
    }

    /** What the names of its threads begin with. */
    public String name() {
        return name;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** What it noted. */
    public RecordingJournal journal() {
        return journal;
    }

    /** The listener itself. */
    public ProxyListener listener() {
        return listener;
    }

    /** How many bodies wait for a worker. */
    public int waitingBodies() {
        return bodies.getQueue().size();
    }

    /** A new client. */
    public RawClient client() throws IOException {
        return new RawClient(address);
    }

    @Override
    public void close() {
        listener.close();
        bodies.shutdownNow();
        errands.shutdownNow();
    }

    /** What may differ from test to test. */
    public static final class Builder {
        private final URI upstream;
        private final RecordingJournal journal = new RecordingJournal();
        private Gate gate = head -> Optional.empty();
        private BodyStep step = (body, dialect, options, cancellation) ->
                new BodyOutcome(body, Optional.empty(), List.of(), Optional.empty());
        private TeeFactory tees = (dialect, head) -> new NoTee();
        private boolean readsUsage;
        private ListenerLimits limits = ListenerLimits.defaults(256L << 20);
        private UpstreamLimits upstreamLimits = UpstreamLimits.defaults();
        private Trust trust = Trust.of(List.of());
        private Optional<ProxyRoute> proxy = Optional.empty();
        private boolean http2;
        private Supplier<Set<InetAddress>> localAddresses = Set::of;
        private InstantSource clock = InstantSource.system();
        private int queue = 64;
        private List<Dialect> dialects = List.of(new PlainDialect());
        private Optional<Retrieving> retrieving = Optional.empty();

        private record Retrieving(Stores stores, Duration pings) {}

        private Builder(URI upstream) {
            this.upstream = upstream;
        }

        /** Sets the gate. */
        public Builder gate(Gate value) {
            gate = value;
            return this;
        }

        /** Sets the body step. */
        public Builder step(BodyStep value) {
            step = value;
            return this;
        }

        /** Sets a body step that replaces each body. */
        public Builder replaceBodies(byte[] replacement) {
            return step((body, dialect, options, cancellation) ->
                    new BodyOutcome(replacement, Optional.empty(), List.of(), Optional.empty()));
        }

        /** Sets who reads along. */
        public Builder tees(TeeFactory value) {
            tees = value;
            return this;
        }

        /** Has usage figures read along. */
        public Builder readUsage() {
            readsUsage = true;
            return this;
        }

        /** Sets the client's side. */
        public Builder limits(ListenerLimits value) {
            limits = value;
            return this;
        }

        /** Sets the upstream's side. */
        public Builder upstreamLimits(UpstreamLimits value) {
            upstreamLimits = value;
            return this;
        }

        /** Sets whom to trust. */
        public Builder trust(Trust value) {
            trust = value;
            return this;
        }

        /** Sets the HTTP proxy on the way. */
        public Builder proxy(ProxyRoute value) {
            proxy = Optional.of(value);
            return this;
        }

        /** Asks upstreams for HTTP/2. */
        public Builder http2() {
            http2 = true;
            return this;
        }

        /** Sets who knows this machine's addresses. */
        public Builder localAddresses(Supplier<Set<InetAddress>> value) {
            localAddresses = value;
            return this;
        }

        private UpstreamNetwork network() {
            return new UpstreamNetwork(trust, proxy, http2, localAddresses);
        }

        /** Sets the wall clock. */
        public Builder clock(InstantSource value) {
            clock = value;
            return this;
        }

        /** Sets how many bodies may wait for a worker. */
        public Builder queue(int value) {
            queue = value;
            return this;
        }

        /** Offers retrieval to all requests, in the built-in dialects; whoever waits is pinged so often. */
        public Builder retrieval(Stores stores, Duration pings) {
            retrieving = Optional.of(new Retrieving(stores, pings));
            dialects =
                    PluginSource.of(HeadroomProxy.class.getClassLoader()).open().all(Dialect.class);
            return this;
        }

        private Optional<Redeemer> redeemer(Executor errands) {
            return retrieving.map(with -> new Redeemer(
                    with.stores().originals(),
                    with.stores().settledForms(),
                    errands,
                    cause -> journal.fault("retrieval", cause),
                    new Redeemer.Rules(true, Mode.BALANCED, with.pings())));
        }

        /** Starts it. */
        public TestProxy start() throws IOException {
            return new TestProxy(this);
        }

        private Route route(RequestHead head) {
            Optional<Dialect> dialect = dialects.stream()
                    .filter(any -> any.accepts(head.method(), head.path()))
                    .findFirst();
            if (dialect.isPresent()) {
                return new Route.ModelCall(dialect.get(), "mock", upstream, head.target());
            }
            return switch (head.path()) {
                case "/livez" -> new Route.Own(new Alive());
                case "/own" -> new Route.Own((own, body) -> OwnAnswer.text(200, "own " + body.length));
                case "/broken" ->
                    new Route.Own((own, body) -> {
                        throw new IllegalStateException("a fault on purpose");
                    });
                case "/refused" ->
                    new Route.Refuse(
                            new OwnError(OwnError.Kind.NOT_FOUND, "Headroom: no such route", head.requestId()),
                            Optional.empty(),
                            List.of());
                default -> new Route.Relay("mock", upstream, head.target());
            };
        }
    }

    private static final class Alive implements OwnRoute {
        @Override
        public OwnAnswer answer(RequestHead head, byte[] body) {
            return OwnAnswer.text(200, "alive");
        }

        @Override
        public boolean onIoThread() {
            return true;
        }
    }

    private static final class NoTee implements UsageTee {
        @Override
        public void written(ByteBuffer bytes) {
            // Looks at nothing.
        }

        @Override
        public void close(Consumer<Usage> found) {
            found.accept(Usage.unknown());
        }
    }

    /** Limits of the client's side with other times. */
    public static ListenerLimits limits(Duration bodySilence, Duration streamIdle, Duration bodyStep) {
        ListenerLimits standard = ListenerLimits.defaults(256L << 20);
        return new ListenerLimits(
                standard.bufferedBody(),
                standard.largestBody(),
                standard.heldBodies(),
                standard.headerBytes(),
                standard.headerFields(),
                standard.exchanges(),
                bodySilence,
                streamIdle,
                standard.clientIdle(),
                bodyStep);
    }
}
