package io.headroom.proxy.redeem;

import io.headroom.proxy.redeem.HiddenTurns.Hidden;
import io.headroom.proxy.upstream.ResponseBody;
import io.headroom.proxy.upstream.ResponseHandler;
import io.headroom.proxy.upstream.ResponseHead;
import io.headroom.proxy.upstream.UpstreamFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/**
 * The body that a client gets of a call to which the tool was added: the upstream's, until the model asks for what was left out; then the
 * parts are read and the upstream is asked again, and what it says goes on in the same message. Belongs to one I/O thread.
 */
final class RedeemedBody implements ResponseBody {
    private static final int MOST_ROUNDS = 3;
    private static final int PIECE = 16 << 10;

    private enum State {
        /** Bytes come from the upstream. */
        READING,
        /** The store or the upstream is waited for. */
        WAITING,
        /** There is nothing more. */
        DONE
    }

    private final Offer offer;
    private final Redeemer redeemer;
    private final boolean streamed;
    private final NextRound next;
    private final XnioIoThread thread;
    private final AnswerShape shape;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final byte[] piece = new byte[PIECE];
    /** The exchanges so far, of which the client knows nothing. */
    private final List<String> exchanges = new ArrayList<>();

    private final StringBuilder shownText = new StringBuilder();
    private final List<String> shownCalls = new ArrayList<>();
    private State state = State.READING;
    private ResponseBody inner;
    private byte[] sent;
    private ByteBuffer ready = ByteBuffer.allocate(0);
    private int rounds;
    private boolean aborted;
    private @Nullable IOException cut;
    private @Nullable Runnable readable;
    private @Nullable Runnable giveUp;
    private XnioExecutor.@Nullable Key ping;

    RedeemedBody(
            Offer offer,
            Redeemer redeemer,
            boolean streamed,
            ResponseBody answer,
            byte[] sent,
            NextRound next,
            XnioIoThread thread) {
        this.offer = offer;
        this.redeemer = redeemer;
        this.streamed = streamed;
        this.inner = answer;
        this.sent = sent;
        this.next = next;
        this.thread = thread;
        this.shape =
                streamed ? new StreamShape(redeemer.parts(), written) : new DocumentShape(redeemer.parts(), written);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        while (true) {
            if (!ready.hasRemaining() && written.size() > 0) {
                ready = ByteBuffer.wrap(written.toByteArray());
                written.reset();
            }
            if (ready.hasRemaining()) {
                return take(into);
            }
            if (state == State.DONE) {
                if (cut != null) {
                    throw cut;
                }
                return -1;
            }
            if (state == State.WAITING) {
                return 0;
            }
            int count;
            try {
                count = inner.read(ByteBuffer.wrap(piece));
            } catch (IOException e) {
                broken(e);
                continue;
            }
            if (count == 0) {
                return 0;
            }
            if (count < 0) {
                sourceEnded();
            } else {
                feed(count);
            }
        }
    }

    private int take(ByteBuffer into) {
        int count = Math.min(into.remaining(), ready.remaining());
        ByteBuffer part = ready.duplicate();
        part.limit(part.position() + count);
        into.put(part);
        ready.position(ready.position() + count);
        return count;
    }

    private void feed(int count) {
        try {
            shape.feed(piece, count);
        } catch (RuntimeException | StackOverflowError e) {
            fault(e);
        }
    }

    private void sourceEnded() {
        try {
            shape.sourceEnded();
        } catch (RuntimeException | StackOverflowError e) {
            fault(e);
        }
        if (state == State.READING) {
            roundOver();
        }
    }

    /** The upstream's body has ended, well or not. */
    private void roundOver() {
        Optional<Round> round = shape.round();
        if (round.isPresent()) {
            decide(round.get());
        } else if (shape.untouched()) {
            shape.raw();
            state = State.DONE;
        } else {
            breakOff();
        }
    }

    private void broken(IOException cause) {
        if (shape.round().isPresent() || rounds > 0) {
            roundOver();
            return;
        }
        if (shape.untouched()) {
            shape.raw();
        }
        cut = cause;
        state = State.DONE;
    }

    private void fault(Throwable cause) {
        redeemer.faults().accept(cause);
        if (shape.untouched()) {
            shape.raw();
        } else {
            inner.abort();
            breakOff();
        }
    }

    private void decide(Round round) {
        List<Block> calls = round.calls();
        round.shown().forEach(block -> {
            block.text().ifPresent(shownText::append);
            block.id().ifPresent(shownCalls::add);
        });
        boolean answerable = !calls.isEmpty() && round.stoppedForTools() && round.understood();
        if (answerable && round.asksClient()) {
            thenEnd(
                    () -> keep(
                            with(Round.message(round.blocks())),
                            redeemer.calls().results(calls)),
                    Optional.empty());
        } else if (answerable && rounds < MOST_ROUNDS) {
            work(() -> redeemer.calls().results(calls), results -> goOn(round, results), this::cutOff);
        } else {
            boolean limit = answerable || (!calls.isEmpty() && round.stoppedForTools() && !round.asksClient());
            Optional<String> reason = limit ? Optional.of("end_turn") : Optional.empty();
            if (exchanges.isEmpty() || !round.understood()) {
                end(reason);
            } else {
                thenEnd(() -> keep(with(Round.message(round.shown())), List.of()), reason);
            }
        }
    }

    /** The client must not see the end before what it will refer to is kept. */
    private void thenEnd(Runnable keeping, Optional<String> reason) {
        work(
                () -> {
                    keeping.run();
                    return true;
                },
                done -> end(reason),
                () -> end(reason));
    }

    private List<String> with(Optional<String> message) {
        List<String> all = new ArrayList<>(exchanges);
        message.ifPresent(all::add);
        return all;
    }

    /** On a worker, while the I/O thread waits. */
    private void keep(List<String> messages, List<String> results) {
        Shown shown = new Shown("assistant", shownText.toString(), shownCalls, List.of());
        shown.key(offer.state()).ifPresent(key -> redeemer.turns().keep(key, new Hidden(messages, results)));
    }

    private void goOn(Round round, List<String> results) {
        List<String> exchange = List.of(
                Round.message(round.blocks()).orElseThrow(),
                "{\"role\":\"user\",\"content\":[" + String.join(",", results) + "]}");
        byte[] body = Conversation.continued(sent, exchange, redeemer.parts());
        exchanges.addAll(exchange);
        rounds++;
        shape.next();
        sent = body;
        beginWaiting();
        Answer answer = new Answer();
        Runnable cancel = next.ask(body, answer);
        if (!answer.came) {
            giveUp = cancel;
        }
    }

    /** The continuation came to nothing: what was said so far stands, and the turn has a normal end. */
    private void breakOff() {
        if (exchanges.isEmpty() || shape.shownInRound()) {
            cutOff();
        } else {
            work(
                    () -> {
                        keep(exchanges, List.of());
                        return true;
                    },
                    done -> cutOff(),
                    this::cutOff);
        }
    }

    private void cutOff() {
        shape.cutOff();
        state = State.DONE;
    }

    private void end(Optional<String> reason) {
        shape.end(reason);
        state = State.DONE;
    }

    /** Has something done by a worker, and goes on with its result; if that goes wrong, with something else. */
    private <T> void work(Callable<T> task, Consumer<T> then, Runnable otherwise) {
        beginWaiting();
        try {
            redeemer.errands().execute(() -> {
                try {
                    T result = task.call();
                    onThread(() -> then.accept(result));
                } catch (Exception | StackOverflowError | OutOfMemoryError e) {
                    redeemer.faults().accept(e);
                    onThread(otherwise);
                }
            });
        } catch (RejectedExecutionException e) {
            endWaiting();
            otherwise.run();
        }
    }

    private void onThread(Runnable action) {
        try {
            thread.execute(() -> resumed(action));
        } catch (RejectedExecutionException e) {
            redeemer.faults().accept(e);
        }
    }

    private void resumed(Runnable action) {
        if (aborted) {
            return;
        }
        endWaiting();
        try {
            action.run();
        } catch (RuntimeException e) {
            redeemer.faults().accept(e);
            endWaiting();
            cutOff();
        }
        fire();
    }

    private void beginWaiting() {
        state = State.WAITING;
        if (ping == null) {
            schedulePing();
        }
    }

    private void schedulePing() {
        ping = thread.executeAfter(
                () -> {
                    ping = null;
                    if (!aborted && state == State.WAITING) {
                        shape.ping();
                        schedulePing();
                        fire();
                    }
                },
                redeemer.pings().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void endWaiting() {
        state = State.READING;
        if (ping != null) {
            ping.remove();
            ping = null;
        }
    }

    private void fire() {
        Runnable listener = readable;
        if (listener != null) {
            listener.run();
        }
    }

    @Override
    public void resume(Runnable listener) {
        readable = listener;
        if (state == State.READING) {
            inner.resume(this::fire);
        }
    }

    @Override
    public void suspend() {
        readable = null;
        if (state == State.READING) {
            inner.suspend();
        }
    }

    @Override
    public void abort() {
        if (aborted) {
            return;
        }
        aborted = true;
        if (ping != null) {
            ping.remove();
            ping = null;
        }
        Runnable cancel = giveUp;
        giveUp = null;
        if (cancel != null) {
            cancel.run();
        }
        inner.abort();
    }

    /** The outcome of asking again. */
    private final class Answer implements ResponseHandler {
        private boolean came;

        @Override
        public void response(ResponseHead head, ResponseBody body) {
            came = true;
            giveUp = null;
            if (aborted) {
                body.abort();
                return;
            }
            inner = body;
            resumed(() -> {
                if (!offer.takes(head) || Offer.streamed(head) != streamed) {
                    body.abort();
                    breakOff();
                }
            });
        }

        @Override
        public void failed(UpstreamFailure failure) {
            came = true;
            giveUp = null;
            resumed(() -> {
                redeemer.faults().accept(failure);
                breakOff();
            });
        }
    }
}
