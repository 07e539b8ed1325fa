package io.headroom.api.exchange;

/**
 * Is told about each finished exchange. Called on a thread of its own, off the request path, one call at a time; an observer that throws
 * or is slow loses events, which are counted, and never delays a request. Observers from plugins run only where they are enabled by
 * name.
 */
@FunctionalInterface
public interface ExchangeObserver {
    /**
     * The id by which this observer is enabled.
     *
     * @return by default the name of the class
     */
    default String id() {
        return getClass().getName();
    }

    /**
     * Takes a finished exchange.
     *
     * @param exchange what happened
     */
    void finished(Exchange exchange);
}
