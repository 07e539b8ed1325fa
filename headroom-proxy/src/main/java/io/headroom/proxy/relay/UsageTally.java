package io.headroom.proxy.relay;

import io.headroom.api.dialect.UsageSink;
import io.headroom.api.exchange.Usage;
import java.util.OptionalLong;

/** The last figure of each kind. */
final class UsageTally implements UsageSink {
    private OptionalLong freshInput = OptionalLong.empty();
    private OptionalLong cacheRead = OptionalLong.empty();
    private OptionalLong cacheWrite = OptionalLong.empty();
    private OptionalLong output = OptionalLong.empty();

    @Override
    public void freshInput(long tokens) {
        freshInput = OptionalLong.of(tokens);
    }

    @Override
    public void cacheRead(long tokens) {
        cacheRead = OptionalLong.of(tokens);
    }

    @Override
    public void cacheWrite(long tokens) {
        cacheWrite = OptionalLong.of(tokens);
    }

    @Override
    public void output(long tokens) {
        output = OptionalLong.of(tokens);
    }

    Usage usage() {
        return new Usage(freshInput, cacheRead, cacheWrite, output);
    }
}
