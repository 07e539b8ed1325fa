package io.headroom.proxy.redeem;

import io.headroom.proxy.redeem.ModelApi.Ending;
import io.headroom.proxy.upstream.ResponseBody;
import io.headroom.proxy.upstream.ResponseHandler;
import io.headroom.proxy.upstream.ResponseHead;
import io.headroom.proxy.upstream.UpstreamFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    private final NextRound next;
    private final AnswerShape shape;
    private final Unshown unshown;
    private final Waiting waiting;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final byte[] piece = new byte[PIECE];
    private State state = State.READING;
    private ResponseBody inner;
    private byte[] sent;
    private ByteBuffer ready = ByteBuffer.allocate(0);
    private int rounds;
    private boolean aborted;
    private @Nullable IOException cut;
    private @Nullable Runnable readable;
    private @Nullable Runnable giveUp;

    RedeemedBody(
            Offer offer,
            Redeemer redeemer,
            ResponseHead head,
            ResponseBody answer,
            byte[] sent,
            NextRound next,
            XnioIoThread thread) {
        this.offer = offer;
        this.redeemer = redeemer;
        this.inner = answer;
        this.sent = sent;
        this.next = next;
        this.shape = offer.shape(head, written);
        this.unshown = new Unshown(offer.api(), redeemer.turns(), redeemer.calls(), offer.state());
        this.waiting = new Waiting(thread, redeemer, this::pinged);
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
        unshown.shows(round);
        boolean calls = !round.calls().isEmpty() && round.regular();
        boolean answerable = calls && round.understood();
        if (answerable && round.asksClient()) {
            keepThen(() -> unshown.keepAmongOthers(round), () -> end(Ending.AS_TOLD));
        } else if (answerable && rounds < MOST_ROUNDS) {
            beginWaiting();
            waiting.work(() -> unshown.results(round), results -> resumed(() -> goOn(round, results)), this::givenUp);
        } else {
            Ending ending = calls && !round.asksClient() ? Ending.REGULAR : Ending.AS_TOLD;
            if (unshown.isEmpty() && round.calls().isEmpty()) {
                end(ending);
            } else {
                keepThen(() -> unshown.keepBefore(round), () -> end(ending));
            }
        }
    }

    /** The client must not see the end before what it will refer to is kept. */
    private void keepThen(Runnable keeping, Runnable ending) {
        beginWaiting();
        waiting.work(
                () -> {
                    keeping.run();
                    return true;
                },
                done -> resumed(ending),
                () -> resumed(ending));
    }

    private void goOn(Round round, List<String> results) {
        sent = Conversation.continued(sent, unshown.add(round, results), offer.api(), redeemer.parts());
        rounds++;
        shape.next();
        beginWaiting();
        Answer answer = new Answer();
        Runnable cancel = next.ask(sent, answer);
        if (!answer.came) {
            giveUp = cancel;
        }
    }

    /** The continuation came to nothing: what was said so far stands, and the turn has a normal end. */
    private void breakOff() {
        if (unshown.isEmpty()) {
            cutOff();
        } else {
            boolean shownInRound = shape.shownInRound();
            keepThen(() -> unshown.keepBroken(shownInRound), this::cutOff);
        }
    }

    private void givenUp() {
        resumed(this::cutOff);
    }

    private void cutOff() {
        shape.cutOff();
        state = State.DONE;
    }

    private void end(Ending ending) {
        shape.end(ending);
        state = State.DONE;
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
        waiting.begin();
    }

    private void endWaiting() {
        state = State.READING;
        waiting.end();
    }

    private void pinged() {
        shape.ping();
        fire();
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
        waiting.end();
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
                if (!offer.goesOn(head)) {
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
