package io.headroom.proxy.upstream;

import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.xnio.IoFuture;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;
import org.xnio.ssl.SslConnection;

/**
 * Opens connections: names are resolved and TLS contexts made on a worker, everything else happens on the exchange's I/O thread. All
 * addresses of a name are tried in turn.
 */
final class Connector {
    private static final OptionMap SOCKET = OptionMap.builder()
            .set(Options.TCP_NODELAY, true)
            .set(Options.KEEP_ALIVE, true)
            .getMap();

    private static final OptionMap TLS = OptionMap.builder()
            .set(UndertowOptions.ENDPOINT_IDENTIFICATION_ALGORITHM, "HTTPS")
            .set(Options.SSL_ENABLED_PROTOCOLS, Sequence.of("TLSv1.3", "TLSv1.2"))
            .getMap();

    private final Executor worker;
    private final ByteBufferPool buffers;
    private final Trust trust;
    private final Optional<ProxyRoute> proxy;
    private final boolean http2;
    private final Duration timeout;
    private final Runnable first;

    /**
     * Creates a connector.
     *
     * @param first is done on the worker before anything else
     */
    Connector(Executor worker, ByteBufferPool buffers, UpstreamNetwork network, Duration timeout, Runnable first) {
        this.worker = worker;
        this.buffers = buffers;
        this.trust = network.trust();
        this.proxy = network.proxy();
        this.http2 = network.http2();
        this.timeout = timeout;
        this.first = first;
    }

    /** Whether upstreams of an origin are asked for HTTP/2. */
    boolean offersHttp2(Origin origin) {
        return http2 && origin.secure();
    }

    /** Why TLS with an origin failed, as well as we know. */
    String tlsTrouble(Origin origin, IOException cause) {
        return "TLS with " + origin + " failed: "
                + trust.refusal(origin.host()).orElseGet(() -> String.valueOf(cause.getMessage()));
    }

    /**
     * Opens a connection; the callbacks come on the I/O thread.
     *
     * @param negotiates whether the upstream may choose the protocol; else it is HTTP/1.1
     */
    Pending open(
            Origin origin,
            boolean negotiates,
            XnioIoThread thread,
            Runnable onClose,
            Consumer<UpstreamConnection> opened,
            Consumer<UpstreamFailure> failed) {
        Attempt attempt = new Attempt(origin, negotiates, thread, onClose, opened, failed);
        attempt.start();
        return attempt;
    }

    /** A connection that is being opened. */
    interface Pending {
        /** Gives it up; no callback follows. */
        void cancel();
    }

    private final class Attempt implements Pending {
        private final Origin origin;
        private final boolean negotiates;
        private final XnioIoThread thread;
        private final Runnable onClose;
        private final Consumer<UpstreamConnection> opened;
        private final Consumer<UpstreamFailure> failed;
        private final Deque<InetAddress> addresses = new ArrayDeque<>();
        private final Optional<ProxyRoute> through;
        private final String host;
        private final int port;
        private @Nullable StreamConnection digging;
        private @Nullable UpstreamConnection negotiating;
        private @Nullable SSLContext tls;
        private @Nullable IoFuture<StreamConnection> connecting;
        private XnioExecutor.@Nullable Key timer;
        private boolean done;

        Attempt(
                Origin origin,
                boolean negotiates,
                XnioIoThread thread,
                Runnable onClose,
                Consumer<UpstreamConnection> opened,
                Consumer<UpstreamFailure> failed) {
            this.origin = origin;
            this.negotiates = negotiates;
            this.thread = thread;
            this.onClose = onClose;
            this.opened = opened;
            this.failed = failed;
            this.through = proxy.filter(route -> route.leadsTo(origin));
            this.host = through.map(ProxyRoute::host).orElse(origin.host());
            this.port = through.map(ProxyRoute::port).orElse(origin.port());
        }

        void start() {
            timer = thread.executeAfter(this::late, timeout.toMillis() + 1, TimeUnit.MILLISECONDS);
            try {
                worker.execute(this::prepare);
            } catch (RejectedExecutionException e) {
                report(UpstreamFailure.Kind.NO_CONNECTION, "the proxy is shutting down", e);
            }
        }

        /** Runs on a worker: both steps may block. */
        private void prepare() {
            try {
                first.run();
                List<InetAddress> found = List.of(InetAddress.getAllByName(host));
                SSLContext context = origin.secure() ? trust.context() : null;
                thread.execute(() -> {
                    addresses.addAll(found);
                    tls = context;
                    next(null);
                });
            } catch (UnknownHostException e) {
                report(UpstreamFailure.Kind.RESOLVE, "the name " + host + " has no address", e);
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                report(UpstreamFailure.Kind.TLS, "TLS cannot be used: " + e.getMessage(), e);
            }
        }

        private void report(UpstreamFailure.Kind kind, String message, Exception cause) {
            try {
                thread.execute(() -> fail(kind, message, cause));
            } catch (RejectedExecutionException e) {
                // The I/O thread has ended and every exchange with it; there is nobody to tell.
                cause.addSuppressed(e);
            }
        }

        private void next(@Nullable IOException previous) {
            if (done) {
                return;
            }
            InetAddress address = addresses.poll();
            if (address == null) {
                String why = previous == null ? "" : ": " + previous.getMessage();
                String where = through.isPresent() ? "the proxy " + host + ":" + port : origin.toString();
                fail(UpstreamFailure.Kind.CONNECT, "cannot connect to " + where + why, previous);
                return;
            }
            connecting = thread.openStreamConnection(new InetSocketAddress(address, port), this::connected, SOCKET);
            connecting.addNotifier(
                    (future, nothing) -> {
                        if (future.getStatus() == IoFuture.Status.FAILED) {
                            IOException cause = future.getException();
                            thread.execute(() -> next(cause));
                        }
                    },
                    null);
        }

        private void connected(StreamConnection socket) {
            if (done) {
                IoUtils.safeClose(socket);
            } else if (through.isPresent()) {
                digging = socket;
                Tunnel.dig(socket, through.get(), origin, () -> established(socket), this::refused);
            } else {
                established(socket);
            }
        }

        private void refused(IOException cause) {
            String message = "the proxy " + host + ":" + port + " opens no tunnel to " + origin + ": ";
            fail(UpstreamFailure.Kind.PROXY, message + cause.getMessage(), cause);
        }

        private void established(StreamConnection socket) {
            digging = null;
            SSLContext context = tls;
            if (context == null) {
                finish();
                opened.accept(new UpstreamConnection(origin, socket, socket, buffers, onClose));
                return;
            }
            SslConnection channel = encrypt(socket, context);
            UpstreamConnection connection = new UpstreamConnection(origin, socket, channel, buffers, this::closed);
            if (negotiates) {
                // The handshake has the same time again.
                stopTimer();
                timer = thread.executeAfter(this::late, timeout.toMillis() + 1, TimeUnit.MILLISECONDS);
                negotiating = connection;
                Negotiation.start(connection, channel, () -> negotiated(connection), this::untrusted);
            } else {
                negotiated(connection);
            }
        }

        private void negotiated(UpstreamConnection connection) {
            negotiating = null;
            finish();
            opened.accept(connection);
        }

        private void untrusted(IOException cause) {
            fail(UpstreamFailure.Kind.TLS, tlsTrouble(origin, cause), cause);
        }

        /** Before it was handed on, whoever ends the attempt gives the place back. */
        private void closed() {
            if (negotiating == null) {
                onClose.run();
            }
        }

        private SslConnection encrypt(StreamConnection socket, SSLContext context) {
            UndertowXnioSsl ssl = new UndertowXnioSsl(Xnio.getInstance(), OptionMap.EMPTY, buffers, context, worker);
            String host = origin.host().indexOf(':') >= 0 ? "[" + origin.host() + "]" : origin.host();
            return ssl.wrapExistingConnection(socket, TLS, URI.create("https://" + host + ":" + origin.port()));
        }

        private void late() {
            timer = null;
            fail(
                    UpstreamFailure.Kind.CONNECT_TIMEOUT,
                    "no connection to " + origin + " within " + timeout.toSeconds() + " s",
                    null);
        }

        private void fail(UpstreamFailure.Kind kind, String message, @Nullable Exception cause) {
            if (!done) {
                cancel();
                onClose.run();
                failed.accept(new UpstreamFailure(kind, message, cause));
            }
        }

        /** Without {@code onClose}: whoever cancels gives the place back itself. */
        @Override
        public void cancel() {
            if (!done) {
                finish();
                if (connecting != null) {
                    connecting.cancel();
                }
                // Does nothing where there is no tunnel under way.
                IoUtils.safeClose(digging);
                if (negotiating != null) {
                    negotiating.close();
                }
            }
        }

        private void finish() {
            done = true;
            stopTimer();
        }

        private void stopTimer() {
            if (timer != null) {
                timer.remove();
                timer = null;
            }
        }
    }
}
