package io.headroom.compress;

import io.headroom.api.compress.Content;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import java.util.Objects;

/**
 * One text and what is known about it.
 *
 * @param content the text
 * @param hint where it came from
 * @param mode how far compression may go
 * @param channel the way back that the reader has
 */
public record CompressionRequest(Content content, Hint hint, Mode mode, RetrievalChannel channel) {
    /** Checks that nothing is null. */
    public CompressionRequest {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(hint, "hint");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(channel, "channel");
    }
}
