package io.headroom.proxy;

import io.headroom.compress.CompressionSettings;
import io.headroom.compress.message.BodyCompressor;
import io.headroom.proxy.listener.ProxyListener;
import io.headroom.proxy.upstream.Origin;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Binds the port of a proxy on the addresses that clients may use for it, and says in words why it cannot. */
final class ProxyBinding {
    /** How long after its deadline an engine counts as hanging. */
    private static final Duration HANGING = Duration.ofSeconds(5);

    private static final byte[] LOOPBACK6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final long RETRY_MILLIS = 50;

    private final ProxySettings.Proxy settings;
    private Optional<String> trouble = Optional.empty();

    ProxyBinding(ProxySettings.Proxy settings) {
        this.settings = settings;
    }

    /** What the second address family had to say, if it could not be bound. */
    Optional<String> trouble() {
        return trouble;
    }

    /**
     * Refuses an upstream that is this very proxy: each request would go round for ever. Settings with a fixed port were checked before;
     * this finds the free port that happens to be an upstream's.
     */
    void checkLoop(ProxySettings.Upstream upstreams, int port) throws ProxyStartException {
        for (var entry : upstreams.urls().entrySet()) {
            Origin origin = Origin.of(entry.getValue());
            if (origin.port() == port && isHere(origin.host())) {
                throw new ProxyStartException(
                        ProxyStartException.Reason.UPSTREAM_LOOP,
                        "the upstream " + entry.getKey() + " (" + entry.getValue()
                                + ") is this proxy itself; set upstream." + entry.getKey() + ".url to the provider",
                        null);
            }
        }
    }

    private boolean isHere(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        // Names are not looked up: a start must not wait for a network.
        return name.equals("localhost")
                || name.equals("::1")
                || name.startsWith("127.")
                || name.equals(settings.host().toLowerCase(Locale.ROOT));
    }

    /** Binds, waiting for a port that is taken as long as the settings say. */
    InetSocketAddress bind(ProxyListener listener) throws ProxyStartException {
        InetAddress address = address();
        long deadline = System.nanoTime() + settings.bindWait().toNanos();
        while (true) {
            try {
                InetSocketAddress bound = listener.bind(new InetSocketAddress(address, settings.port()));
                bindSecond(listener, address, bound.getPort());
                return bound;
            } catch (IOException e) {
                ProxyStartException fault = fault(e);
                if (fault.reason() != ProxyStartException.Reason.PORT_IN_USE || System.nanoTime() >= deadline) {
                    throw fault;
                }
                pause();
            }
        }
    }

    /** Clients that say "localhost" may come by IPv6. */
    private void bindSecond(ProxyListener listener, InetAddress first, int port) {
        if (!(first instanceof Inet4Address) || !first.isLoopbackAddress()) {
            return;
        }
        try {
            listener.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK6), port));
        } catch (BindException e) {
            if (fault(e).reason() == ProxyStartException.Reason.PORT_IN_USE) {
                trouble = Optional.of("[::1]:" + port + " is taken by somebody else; clients must use 127.0.0.1");
            }
        } catch (IOException e) {
            // A machine without IPv6 has no clients that come by it.
            trouble = Optional.empty();
        }
    }

    private InetAddress address() throws ProxyStartException {
        try {
            return InetAddress.getByName(settings.host());
        } catch (UnknownHostException e) {
            throw new ProxyStartException(
                    ProxyStartException.Reason.ADDRESS, "the address " + settings.host() + " is unknown", e);
        }
    }

    private ProxyStartException fault(IOException e) {
        String where = settings.host() + ":" + settings.port();
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("in use")) {
            return new ProxyStartException(
                    ProxyStartException.Reason.PORT_IN_USE, "Address already in use: " + where, e);
        }
        if (text.contains("denied") || text.contains("permission")) {
            return new ProxyStartException(
                    ProxyStartException.Reason.PERMISSION, "not allowed to listen on " + where, e);
        }
        if (text.contains("assign") || text.contains("not available") || text.contains("unresolved")) {
            return new ProxyStartException(
                    ProxyStartException.Reason.ADDRESS, "this machine does not have the address of " + where, e);
        }
        return new ProxyStartException(
                ProxyStartException.Reason.OTHER, "cannot listen on " + where + ": " + e.getMessage(), e);
    }

    private static void pause() throws ProxyStartException {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProxyStartException(ProxyStartException.Reason.OTHER, "interrupted while waiting", e);
        }
    }

    static Duration bodyStep(ProxySettings settings) {
        // The engine keeps its own deadline, and remembers what it left as it is (PX-504). This limit remembers
        // nothing, so it
        // is for an engine that hangs, and lies far behind.
        CompressionSettings.Budget budget = settings.engine().budget();
        return budget.forCharacters(Long.MAX_VALUE)
                .plus(BodyCompressor.WARM_UP_LIMIT)
                .plus(HANGING);
    }
}
