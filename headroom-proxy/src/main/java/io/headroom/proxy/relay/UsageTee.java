package io.headroom.proxy.relay;

import io.headroom.api.exchange.Usage;
import java.util.function.Consumer;

/** A tee that finds out what the provider reports. */
public interface UsageTee extends Tee {
    /**
     * Says that nothing more comes, and asks for what was found.
     *
     * @param found called once, on any thread, with what is known by then
     */
    void close(Consumer<Usage> found);
}
