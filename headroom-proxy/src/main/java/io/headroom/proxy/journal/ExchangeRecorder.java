package io.headroom.proxy.journal;

import io.headroom.api.exchange.Exchange;
import io.headroom.api.exchange.ExchangeObserver;
import io.headroom.compress.message.BodyOutcome;
import io.headroom.proxy.http.HeaderFields;
import io.headroom.proxy.log.EventLog;
import io.headroom.proxy.log.Redactor;
import io.headroom.proxy.metrics.ProxyMetrics;
import io.headroom.proxy.prefix.Miss;
import io.headroom.proxy.prefix.MissCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * The journal of a running proxy: counts at once, and hands everything that may be slow to threads of their own. Nothing in here
 * throws, blocks or touches a file in the caller's thread (PX-708). Thread-safe.
 */
public final class ExchangeRecorder implements ExchangeJournal, AutoCloseable {
    private static final int RECENT = 50;

    private final ProxyMetrics metrics;
    private final EventLog log;
    private final Optional<RequestLog> requestLog;
    private final Boards boards;
    private final Redactor redactor;
    private final Ring<Exchange> recent = new Ring<>(RECENT);
    private final List<ObserverThread> observers = new ArrayList<>();
    private final ObserverThread clerk;
    private final LongAdder changedPrompts = new LongAdder();

    /**
     * What own routes show.
     *
     * @param quota rate limits
     * @param feed the last changes
     */
    public record Boards(QuotaBoard quota, TransformationFeed feed) {}

    /** Starts a thread for each observer; their names begin with the prefix. */
    public ExchangeRecorder(
            ProxyMetrics metrics,
            EventLog log,
            Optional<RequestLog> requestLog,
            Boards boards,
            List<? extends ExchangeObserver> observers,
            String threadPrefix) {
        this.metrics = metrics;
        this.log = log;
        this.requestLog = requestLog;
        this.boards = boards;
        this.redactor = new Redactor();
        this.clerk = new ObserverThread(this::write, "journal", threadPrefix + "journal-1");
        int number = 1;
        for (ExchangeObserver observer : observers) {
            this.observers.add(new ObserverThread(observer, id(observer), threadPrefix + "observer-" + number++));
        }
    }

    @Override
    public void arrived() {
        metrics.arrived();
    }

    @Override
    public void finished(Exchange exchange) {
        metrics.finished(exchange);
        clerk.tell(exchange);
    }

    /** The slow part, on a thread of its own. */
    private void write(Exchange exchange) {
        Exchange clean = redacted(exchange);
        recent.add(clean);
        log.log(System.Logger.Level.INFO, "exchange", ExchangeLine.of(clean));
        requestLog.ifPresent(lines -> lines.write(clean));
        for (ObserverThread observer : observers) {
            observer.tell(clean);
        }
    }

    @Override
    public void bypassed(String reason) {
        log.log(System.Logger.Level.DEBUG, "bypassed", Map.of("reason", reason));
    }

    @Override
    public void timedOut(Timeout timeout) {
        metrics.timedOut(timeout);
    }

    @Override
    public void aborted(Party by) {
        metrics.aborted(by);
    }

    @Override
    public void fault(String where, Throwable cause) {
        metrics.fault(where);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("where", where);
        fields.put("cause", String.valueOf(cause));
        log.log(System.Logger.Level.WARNING, "fault", fields);
    }

    @Override
    public void answered(String upstreamName, HeaderFields headers) {
        boards.quota().answered(upstreamName, headers);
    }

    @Override
    public void stage(String name, Duration time) {
        metrics.stage(name, time);
    }

    @Override
    public void compressed(String requestId, BodyOutcome outcome) {
        metrics.compressed(outcome);
        boards.feed().compressed(requestId, outcome);
    }

    @Override
    public void missed(String requestId, String upstreamName, Miss miss) {
        metrics.missed(upstreamName, miss.cause().key());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("request_id", requestId);
        fields.put("upstream", upstreamName);
        fields.put("cause", miss.cause().key());
        miss.part().ifPresent(part -> fields.put("part", part));
        miss.offset().ifPresent(offset -> fields.put("offset", offset));
        fields.put("promised_tokens", miss.promised());
        fields.put("read_tokens", miss.read());
        boolean alarm = miss.cause() == MissCause.PROXY_CHANGED;
        log.log(alarm ? System.Logger.Level.WARNING : System.Logger.Level.INFO, "cache_miss", fields);
        if (alarm) {
            changedPrompts.increment();
        }
    }

    /** The last exchanges, the newest first. */
    public List<Exchange> recent() {
        return recent.newestFirst();
    }

    /** How many events were lost by the log and by observers. */
    public long lost() {
        return log.lost()
                + clerk.lost()
                + observers.stream().mapToLong(ObserverThread::lost).sum();
    }

    /** What does not work at present, for the health report. */
    public List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        clerk.trouble().ifPresent(troubles::add);
        log.trouble().ifPresent(troubles::add);
        requestLog.flatMap(RequestLog::trouble).ifPresent(troubles::add);
        observers.forEach(observer -> observer.trouble().ifPresent(troubles::add));
        if (changedPrompts.sum() > 0) {
            troubles.add(changedPrompts.sum()
                    + " prompts that were sent before went out in another form (cache_miss with cause proxy_changed in the"
                    + " log); please report this");
        }
        return troubles;
    }

    /** Ends the observers' threads and writes what the logs have queued. */
    @Override
    public void close() {
        clerk.close();
        observers.forEach(ObserverThread::close);
        requestLog.ifPresent(RequestLog::close);
        log.close();
    }

    private static String id(ExchangeObserver observer) {
        try {
            return observer.id();
        } catch (RuntimeException | LinkageError broken) {
            return observer.getClass().getName();
        }
    }

    private Exchange redacted(Exchange exchange) {
        return new Exchange(
                exchange.requestId(),
                exchange.at(),
                exchange.method(),
                redactor.text(exchange.path()),
                exchange.dialect(),
                exchange.upstream(),
                exchange.model().map(redactor::text),
                exchange.status(),
                exchange.compression(),
                exchange.usage(),
                exchange.timing(),
                redactor.headers(exchange.requestHeaders()),
                exchange.error().map(redactor::text));
    }
}
