package io.headroom.proxy.listener;

import io.headroom.api.dialect.OwnError;
import io.headroom.api.exchange.Header;
import io.headroom.proxy.http.HeaderFields;
import io.headroom.proxy.http.RequestHead;
import io.headroom.proxy.route.Route;
import io.headroom.proxy.upstream.UpstreamClient;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.SameThreadExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.xnio.channels.StreamSourceChannel;

/** Where every request begins: its head becomes a value, is checked and routed, and the exchange goes its way. */
final class Reception implements HttpHandler {
    private final Services services;
    private final UpstreamClient client;
    private final MemoryGovernor memory;
    private final RequestChecks checks;
    private final Set<ClientExchange> active = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();
    private final LongAdder ended = new LongAdder();
    private final Set<ClientExchange> uses = ConcurrentHashMap.newKeySet();
    private final LongAdder usesEnded = new LongAdder();
    private final String idPrefix;
    private volatile boolean draining;

    /**
     * Creates the reception.
     *
     * @param idPrefix what the ids of this instance's exchanges begin with
     */
    Reception(Services services, UpstreamClient client, MemoryGovernor memory, String idPrefix) {
        this.services = services;
        this.client = client;
        this.memory = memory;
        this.idPrefix = idPrefix;
        this.checks = new RequestChecks(services.liveLimits());
    }

    /** The exchanges under way. */
    Set<ClientExchange> active() {
        return active;
    }

    /** How many exchanges have ended. */
    long ended() {
        return ended.sum();
    }

    /** How many exchanges are under way that are more than a look at the proxy, such as a health check. */
    int uses() {
        return uses.size();
    }

    /** How many exchanges have ended that were more than a look at the proxy. */
    long usesEnded() {
        return usesEnded.sum();
    }

    private void ended(ClientExchange exchange) {
        active.remove(exchange);
        ended.increment();
        if (uses.remove(exchange)) {
            usesEnded.increment();
        }
    }

    /** From now on every connection is closed after its current exchange. */
    void drain() {
        draining = true;
    }

    @Override
    public void handleRequest(HttpServerExchange server) {
        // Neither a read nor an answer may happen inside the handler's own call.
        server.dispatch(
                server.isInIoThread() ? SameThreadExecutor.INSTANCE : server.getIoThread(), () -> receive(server));
    }

    private void receive(HttpServerExchange server) {
        RequestHead head = head(server);
        services.journal().arrived();
        ClientExchange exchange = new ClientExchange(server, head, services, memory.lease(), this::ended);
        active.add(exchange);
        if (draining) {
            server.setPersistent(false);
        }
        exchange.guarded(() -> admit(exchange));
    }

    private RequestHead head(HttpServerExchange server) {
        List<Header> fields = new ArrayList<>();
        for (HeaderValues values : server.getRequestHeaders()) {
            String name = values.getHeaderName().toString();
            for (String value : values) {
                fields.add(new Header(name, value));
            }
        }
        return new RequestHead(
                server.getRequestMethod().toString(),
                RequestLines.target(server).orElseGet(() -> parsedTarget(server)),
                new HeaderFields(fields),
                server.getSourceAddress().getAddress(),
                idPrefix + Long.toString(numbers.incrementAndGet(), 36));
    }

    private static String parsedTarget(HttpServerExchange server) {
        String query = server.getQueryString();
        return query.isEmpty() ? server.getRequestURI() : server.getRequestURI() + "?" + query;
    }

    private void admit(ClientExchange exchange) {
        Optional<RequestChecks.Refusal> refusal = checks.check(exchange.server(), exchange.head());
        if (refusal.isPresent()) {
            exchange.server().setPersistent(false);
            exchange.fail(
                    refusal.get().error(), refusal.get().label(), refusal.get().extra());
            return;
        }
        Optional<OwnError> denied = services.gate().check(exchange.head());
        if (denied.isPresent()) {
            exchange.fail(denied.get(), label(denied.get()), List.of());
        } else if (active.size() > services.limits().exchanges()) {
            exchange.fail(
                    OwnError.Kind.OVERLOADED,
                    "over " + services.limits().exchanges() + " exchanges at once (limit-concurrency)",
                    "overloaded");
        } else {
            follow(exchange, services.router().route(exchange.head()));
        }
    }

    /** Whoever only asks how the proxy is does not need it; the proxy's check of itself is of that kind. */
    private static boolean isLook(RequestHead head, Route route) {
        return route instanceof Route.Own
                && (head.method().equals("GET") || head.method().equals("HEAD"));
    }

    private void follow(ClientExchange exchange, Route route) {
        exchange.progress().admitted();
        if (!isLook(exchange.head(), route)) {
            uses.add(exchange);
        }
        if (services.limits().largestBody() > 0) {
            BodyLimit.set(exchange.server(), services.limits().largestBody());
        }
        if (route instanceof Route.ModelCall call) {
            new ModelCall(exchange, call, client, channel(exchange)).start();
        } else if (route instanceof Route.Relay relay) {
            exchange.progress().routed(null, relay.upstreamName());
            Outgoing.stream(
                    exchange,
                    client,
                    relay.upstreamName(),
                    relay.upstream(),
                    relay.target(),
                    new byte[0],
                    channel(exchange),
                    Optional.empty());
        } else if (route instanceof Route.Refuse refuse) {
            refuse.shape().ifPresent(exchange::shape);
            exchange.fail(refuse.error(), label(refuse.error()), refuse.extra());
        } else if (route instanceof Route.Own own) {
            new OwnAnswering(exchange, own.handler(), channel(exchange)).start();
        }
    }

    private static StreamSourceChannel channel(ClientExchange exchange) {
        return exchange.server().getRequestChannel();
    }

    private static String label(OwnError error) {
        return error.kind().name().toLowerCase(Locale.ROOT);
    }
}
