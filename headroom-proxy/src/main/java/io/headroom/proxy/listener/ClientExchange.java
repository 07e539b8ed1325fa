package io.headroom.proxy.listener;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.OwnError;
import io.headroom.api.exchange.Header;
import io.headroom.api.exchange.Usage;
import io.headroom.compress.Cancellation;
import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.http.RequestHead;
import io.headroom.proxy.journal.ExchangeJournal.Party;
import io.headroom.proxy.prefix.PromptWatch;
import io.headroom.proxy.relay.UsageTee;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioIoThread;

/**
 * One exchange with a client, from its head to its one and only end: answered, relayed, or cut by one of the three parties. Whatever must
 * stop when it ends early (a body step, the upstream) is registered here. Belongs to its I/O thread.
 */
final class ClientExchange {
    static final HttpString REQUEST_ID = new HttpString("x-headroom-request-id");
    private static final HttpString ERROR = new HttpString("x-headroom-error");

    private final HttpServerExchange server;
    private final RequestHead head;
    private final Services services;
    private final MemoryGovernor.Lease memory;
    private final Consumer<ClientExchange> ended;
    private final Cancellation cancellation = new Cancellation();
    private final Progress progress;
    private Runnable stop = () -> {};
    private Optional<Dialect> shape = Optional.empty();
    private @Nullable UsageTee tee;
    private PromptWatch.Sent prompt = (usage, missed) -> {};
    private boolean watched;
    private boolean over;

    ClientExchange(
            HttpServerExchange server,
            RequestHead head,
            Services services,
            MemoryGovernor.Lease memory,
            Consumer<ClientExchange> ended) {
        this.server = server;
        this.head = head;
        this.services = services;
        this.memory = memory;
        this.ended = ended;
        this.progress = new Progress(head);
        server.addExchangeCompleteListener((done, next) -> {
            end();
            next.proceed();
        });
    }

    HttpServerExchange server() {
        return server;
    }

    RequestHead head() {
        return head;
    }

    Services services() {
        return services;
    }

    MemoryGovernor.Lease memory() {
        return memory;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    Progress progress() {
        return progress;
    }

    XnioIoThread thread() {
        return server.getIoThread();
    }

    boolean over() {
        return over;
    }

    /** Sets the dialect in whose shape own errors are told. */
    void shape(Dialect dialect) {
        shape = Optional.of(dialect);
    }

    /** Sets what has to be stopped if the exchange ends early; it replaces what was set before. */
    void onStop(Runnable action) {
        stop = action;
    }

    /** Sets who is asked for usage figures at the end. */
    void tee(UsageTee usageTee) {
        tee = usageTee;
    }

    /** Sets who is told how the prompt was answered. */
    void prompt(PromptWatch.Sent sent) {
        prompt = sent;
    }

    /** Watches the client from now on; its request was read to the end. */
    void watchClient() {
        if (!watched && !over) {
            watched = true;
            AbortWatch.start(server, this::clientGone);
        }
    }

    /** Runs something on the I/O thread, unless the exchange is over by then. */
    void onIoThread(Runnable action) {
        try {
            thread().execute(() -> {
                if (!over) {
                    guarded(action);
                }
            });
        } catch (RejectedExecutionException e) {
            // The proxy has ended, and this exchange with it.
            services.journal().fault("late", e);
        }
    }

    /** Runs a step of the exchange; a fault of ours becomes an answer or a cut, never a hanging client. */
    void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            services.journal().fault("exchange", e);
            internalError();
        }
    }

    void internalError() {
        if (over) {
            return;
        }
        stopWork();
        if (server.isResponseStarted()) {
            cut(Party.PROXY, "internal");
        } else {
            fail(OwnError.Kind.INTERNAL, "an internal fault; the log has details", "internal");
        }
    }

    /** Answers with an error of ours. */
    void fail(OwnError.Kind kind, String message, String label) {
        fail(new OwnError(kind, "Headroom: " + message, head.requestId()), label, List.of());
    }

    /** Answers with an error of ours. */
    void fail(OwnError error, String label, List<Header> extra) {
        progress.error(label);
        server.getResponseHeaders().put(ERROR, label);
        for (Header header : extra) {
            if (header.name().equalsIgnoreCase("Connection") && header.value().equalsIgnoreCase("close")) {
                server.setPersistent(false);
                continue;
            }
            server.getResponseHeaders().add(new HttpString(header.name()), header.value());
        }
        answer(services.errors().render(error, shape, head));
    }

    /** Sends an answer of ours and ends the exchange. */
    void answer(OwnAnswer answer) {
        if (over) {
            return;
        }
        server.setStatusCode(answer.status());
        for (Header header : answer.headers().fields()) {
            HttpString name = new HttpString(header.name());
            if (!(name.equals(ERROR) && server.getResponseHeaders().contains(ERROR))) {
                server.getResponseHeaders().add(name, header.value());
            }
        }
        server.getResponseHeaders().put(REQUEST_ID, head.requestId());
        if (!server.isRequestComplete()) {
            // What the client still sends is not worth reading.
            server.setPersistent(false);
        }
        if (answer.body().length == 0) {
            server.setResponseContentLength(0);
            server.endExchange();
        } else {
            server.getResponseSender().send(ByteBuffer.wrap(answer.body()));
        }
    }

    /** The request's body cannot be read to its end: there is more of it than may be, or the client went away. */
    void bodyBroken(@Nullable Throwable cause) {
        if (cause instanceof BodyLimit.Exceeded && !server.isResponseStarted()) {
            stopWork();
            fail(OwnError.Kind.TOO_LARGE, RequestChecks.tooLarge(services.limits()), "too_large");
        } else {
            clientGone();
        }
    }

    /** The client went away. */
    void clientGone() {
        cut(Party.CLIENT, "client_gone");
    }

    /** Ends the exchange at once, in the middle of whatever it was, and closes the client's connection. */
    void cut(Party by, String label) {
        if (over) {
            return;
        }
        progress.error(label);
        services.journal().aborted(by);
        stopWork();
        end();
        IoUtils.safeClose(server.getConnection());
    }

    private void stopWork() {
        cancellation.cancel();
        Runnable action = stop;
        stop = () -> {};
        action.run();
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        cancellation.cancel();
        memory.release();
        ended.accept(this);
        int status = server.isResponseStarted() ? server.getStatusCode() : 0;
        UsageTee asked = tee;
        if (asked == null) {
            finished(status, Usage.unknown());
        } else {
            asked.close(usage -> finished(status, usage));
        }
    }

    private void finished(int status, Usage usage) {
        progress.stages().forEach(services.journal()::stage);
        services.journal().finished(progress.exchange(status, usage));
        if (status >= 200 && status < 300) {
            String upstream = progress.upstream().orElse("none");
            prompt.answered(usage, miss -> services.journal().missed(head.requestId(), upstream, miss));
        }
    }
}
