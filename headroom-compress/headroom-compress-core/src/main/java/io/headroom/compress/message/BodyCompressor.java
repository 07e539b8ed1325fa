package io.headroom.compress.message;

import io.headroom.api.dialect.Dialect;
import io.headroom.compress.Cancellation;
import io.headroom.compress.CompressionEngine;

/** scan → engine → splice for one body. */
public final class BodyCompressor {
    public BodyCompressor(CompressionEngine engine) {}

    /** Never throws but for null: any fault gives the same array back with the reason. */
    public BodyOutcome compress(byte[] body, Dialect dialect, BodyOptions options, Cancellation cancellation) {
        throw new IllegalStateException("being written");
    }
}
