package io.headroom.proxy;

import io.headroom.proxy.listener.ListenerLimits;
import java.util.function.Function;
import java.util.function.Supplier;

/** The limits on the client's side that follow from the settings in force; made anew only when these change. Thread-safe. */
final class LiveLimits implements Supplier<ListenerLimits> {
    private final Supplier<ProxySettings> settings;
    private final Function<ProxySettings, ListenerLimits> making;
    private volatile Made made;

    private record Made(ProxySettings from, ListenerLimits limits) {}

    LiveLimits(Supplier<ProxySettings> settings, Function<ProxySettings, ListenerLimits> making) {
        this.settings = settings;
        this.making = making;
        this.made = make(settings.get());
    }

    @Override
    public ListenerLimits get() {
        ProxySettings now = settings.get();
        Made last = made;
        if (last.from() != now) {
            last = make(now);
            made = last;
        }
        return last.limits();
    }

    private Made make(ProxySettings now) {
        return new Made(now, making.apply(now));
    }
}
