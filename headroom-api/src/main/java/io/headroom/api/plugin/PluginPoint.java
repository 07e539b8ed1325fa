package io.headroom.api.plugin;

import io.headroom.api.compress.Compressor;
import io.headroom.api.dialect.Dialect;
import io.headroom.api.exchange.ExchangeObserver;
import io.headroom.api.exchange.UpstreamAuth;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.token.TokenCounter;
import java.util.List;
import java.util.function.Function;

/**
 * An interface that plugins implement, and how an implementation tells its id. The list says what there is to report on.
 *
 * @param type the interface
 * @param id reads the id of an implementation
 * @param names who may choose which names
 */
record PluginPoint<T>(Class<T> type, Function<T, String> id, Names names) {
    /** Who may choose which names. */
    enum Names {
        /** Names without a dot are for Headroom's own plugins. */
        DOTTED,
        /** Any name that is free: it is the name of something else, such as a tool. */
        FREE
    }

    private static final List<PluginPoint<?>> ALL = List.of(
            new PluginPoint<>(Compressor.class, Compressor::id, Names.DOTTED),
            new PluginPoint<>(Dialect.class, Dialect::id, Names.DOTTED),
            new PluginPoint<>(TokenCounter.class, TokenCounter::id, Names.DOTTED),
            new PluginPoint<>(ExchangeObserver.class, ExchangeObserver::id, Names.DOTTED),
            new PluginPoint<>(UpstreamAuth.class, UpstreamAuth::id, Names.DOTTED),
            new PluginPoint<>(ProviderAdapter.class, ProviderAdapter::id, Names.FREE),
            new PluginPoint<>(Supervisor.class, Supervisor::id, Names.DOTTED));

    /** Every plugin point, in the order of reports. */
    static List<PluginPoint<?>> all() {
        return ALL;
    }

    /** The plugin point of an interface. */
    @SuppressWarnings("unchecked") // found by its own type
    static <T> PluginPoint<T> of(Class<T> type) {
        for (PluginPoint<?> point : ALL) {
            if (point.type() == type) {
                return (PluginPoint<T>) point;
            }
        }
        throw new IllegalArgumentException(type.getName() + " is not a plugin point");
    }
}
