package io.headroom.proxy.listener;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.OwnError;
import io.headroom.compress.message.BodyOutcome;
import io.headroom.proxy.body.ContentCodings;
import io.headroom.proxy.body.Decoded;
import io.headroom.proxy.journal.ExchangeJournal.Timeout;
import io.headroom.proxy.prefix.PromptWatch;
import io.headroom.proxy.redeem.Offer;
import io.headroom.proxy.route.Route;
import io.headroom.proxy.upstream.RequestBody;
import io.headroom.proxy.upstream.UpstreamClient;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * A request whose body may change: read it, decode it, let the body step work on it, and send what came of that. Whatever goes wrong on the
 * way, the bytes that came in go out.
 */
final class ModelCall implements BodyReader.Listener {
    /** What came of a body with which something is wrong: it goes on as it came, without anything of ours. */
    private static final Set<String> FAULTS =
            Set.of(BodyOutcome.INVALID_JSON, BodyOutcome.FAULT, BodyOutcome.OFF, BodyOutcome.AUDIT);

    private final ClientExchange exchange;
    private final Route.ModelCall route;
    private final UpstreamClient client;
    private final Controls controls;
    private final StreamSourceChannel source;
    private XnioExecutor.@Nullable Key guard;
    private boolean stepped;

    ModelCall(ClientExchange exchange, Route.ModelCall route, UpstreamClient client, StreamSourceChannel source) {
        this.exchange = exchange;
        this.route = route;
        this.client = client;
        this.source = source;
        this.controls = Controls.of(exchange.head().headers());
    }

    void start() {
        exchange.shape(route.dialect());
        exchange.progress().routed(route.dialect().id(), route.upstreamName());
        if (controls.bypass()) {
            overflow(new byte[0], "requested");
            return;
        }
        new BodyReader(
                        source,
                        exchange.server().getRequestContentLength(),
                        exchange.services().limits().bufferedBody(),
                        exchange.memory(),
                        exchange.thread(),
                        exchange.services().limits().bodySilence(),
                        this)
                .start();
    }

    @Override
    public void complete(byte[] body) {
        exchange.guarded(() -> {
            exchange.progress().bodyArrived();
            exchange.watchClient();
            if (!exchange.over()) {
                step(body);
            }
        });
    }

    @Override
    public void overflow(byte[] prefix, String reason) {
        exchange.guarded(() -> {
            exchange.progress().bodyArrived();
            bypass(reason);
            Outgoing.stream(
                    exchange,
                    client,
                    route.upstreamName(),
                    route.upstream(),
                    route.target(),
                    prefix,
                    source,
                    dialect());
        });
    }

    @Override
    public void broken(IOException cause) {
        exchange.bodyBroken(cause);
    }

    @Override
    public void silent() {
        exchange.services().journal().timedOut(Timeout.REQUEST_BODY);
        exchange.fail(
                OwnError.Kind.REQUEST_TIMEOUT,
                "no byte of the request body came for "
                        + exchange.services().limits().bodySilence().toSeconds() + " s",
                "request_timeout");
    }

    /** Has the body step run on a worker, but does not wait for it longer than agreed. */
    private void step(byte[] body) {
        try {
            exchange.services().bodies().execute(() -> work(body));
        } catch (RejectedExecutionException e) {
            unchanged(body, "saturated");
            return;
        }
        guard = exchange.thread()
                .executeAfter(
                        () -> decide(() -> {
                            exchange.cancellation().cancel();
                            unchanged(body, "deadline");
                        }),
                        exchange.services().limits().bodyStep().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** On a worker. Everything that can be thrown is caught: no fault here may cost the request. */
    @SuppressWarnings("PMD.AvoidCatchingThrowable")
    private void work(byte[] body) {
        try {
            if (exchange.cancellation().cancelled()) {
                return;
            }
            long start = System.nanoTime();
            Decoded decoded =
                    ContentCodings.decode(body, exchange.head().headers().all("Content-Encoding"));
            if (decoded.trouble().isPresent()) {
                String reason = decoded.trouble().get();
                exchange.onIoThread(() -> decide(() -> unchanged(body, reason)));
                return;
            }
            long decoding = System.nanoTime() - start;
            Optional<Offer> offer = offer(decoded.bytes());
            byte[] offered = offer.map(Offer::body).orElse(decoded.bytes());
            BodyOutcome outcome = exchange.services()
                    .body()
                    .compress(offered, route.dialect(), controls.options(), exchange.cancellation());
            exchange.onIoThread(() -> decide(() -> {
                exchange.progress().decoded(decoding);
                stepped(body, decoded.bytes(), offer, outcome);
            }));
        } catch (Throwable e) {
            exchange.services().journal().fault("body", e);
            exchange.onIoThread(() -> decide(() -> unchanged(body, "fault")));
        }
    }

    private Optional<Offer> offer(byte[] decoded) {
        return exchange.services()
                .redeemer()
                .flatMap(redeemer -> redeemer.offer(
                        decoded,
                        route.dialect(),
                        route.target(),
                        controls.redeemed(),
                        controls.options().mode()));
    }

    private void decide(Runnable decision) {
        if (stepped || exchange.over()) {
            return;
        }
        stepped = true;
        if (guard != null) {
            guard.remove();
        }
        exchange.guarded(decision);
    }

    private void stepped(byte[] received, byte[] decoded, Optional<Offer> offer, BodyOutcome outcome) {
        exchange.progress().compressed(outcome);
        outcome.bypassed().ifPresent(exchange.services().journal()::bypassed);
        exchange.services().journal().compressed(exchange.head().requestId(), outcome);
        boolean failed = outcome.bypassed().filter(FAULTS::contains).isPresent();
        boolean asItCame = outcome.body() == decoded || (offer.isPresent() && failed);
        watch(decoded, asItCame ? decoded : outcome.body(), outcome);
        if (asItCame) {
            send(received, true);
        } else if (offer.isPresent()) {
            Outgoing.offered(exchange, client, route, offer.get(), outcome.body());
        } else {
            send(outcome.body(), false);
        }
    }

    private void watch(byte[] came, byte[] went, BodyOutcome outcome) {
        outcome.facts()
                .ifPresent(facts -> exchange.prompt(exchange.services()
                        .prompts()
                        .sending(
                                new PromptWatch.Call(
                                        exchange.head().headers(),
                                        route.dialect(),
                                        facts,
                                        controls.options() + " " + controls.redeemed()),
                                came,
                                went)));
    }

    private void unchanged(byte[] body, String reason) {
        bypass(reason);
        send(body, true);
    }

    private void bypass(String reason) {
        exchange.progress().bypass(reason);
        exchange.services().journal().bypassed(reason);
    }

    private void send(byte[] body, boolean received) {
        RequestBody whole = body.length == 0 && exchange.server().getRequestContentLength() < 0
                ? new RequestBody.None()
                : new RequestBody.Whole(body);
        Outgoing.whole(exchange, client, route, whole, received);
    }

    private Optional<Dialect> dialect() {
        return Optional.of(route.dialect());
    }
}
