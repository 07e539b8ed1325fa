package io.headroom.proxy.testing;

import io.headroom.api.exchange.Exchange;
import io.headroom.proxy.journal.ExchangeJournal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A journal that keeps everything. */
public final class RecordingJournal implements ExchangeJournal {
    private final AtomicInteger arrived = new AtomicInteger();
    private final List<Exchange> finished = new CopyOnWriteArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void arrived() {
        arrived.incrementAndGet();
    }

    @Override
    public void finished(Exchange exchange) {
        finished.add(exchange);
    }

    @Override
    public void bypassed(String reason) {
        events.add("bypassed " + reason);
    }

    @Override
    public void timedOut(Timeout timeout) {
        events.add("timeout " + timeout);
    }

    @Override
    public void aborted(Party by) {
        events.add("aborted " + by);
    }

    @Override
    public void fault(String where, Throwable cause) {
        events.add("fault " + where + " " + cause);
    }

    /** How many requests arrived. */
    public int arrivals() {
        return arrived.get();
    }

    /** All finished exchanges. */
    public List<Exchange> exchanges() {
        return finished;
    }

    /** All counted events, as words. */
    public List<String> events() {
        return events;
    }

    /** Waits for a number of finished exchanges and gives the last. */
    public Exchange awaitFinished(int count) {
        Await.until("finished exchanges: " + count, () -> finished.size() >= count);
        if (finished.size() > count) {
            throw new AssertionError("more than " + count + " exchanges finished: " + finished);
        }
        return finished.get(count - 1);
    }
}
