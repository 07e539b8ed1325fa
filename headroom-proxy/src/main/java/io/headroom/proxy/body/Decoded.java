package io.headroom.proxy.body;

import java.util.Optional;

/**
 * A body without its content codings.
 *
 * @param bytes the body; the received array itself if it had none
 * @param trouble why it could not be decoded, if so
 */
public record Decoded(byte[] bytes, Optional<String> trouble) {
    static Decoded of(byte[] bytes) {
        return new Decoded(bytes, Optional.empty());
    }

    static Decoded failed(byte[] received, String trouble) {
        return new Decoded(received, Optional.of(trouble));
    }
}
