package io.headroom.proxy.listener;

import io.headroom.api.compress.Mode;
import io.headroom.compress.message.BodyOptions;
import io.headroom.proxy.http.HeaderFields;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request asks of us by its {@code x-headroom-*} fields. A value that we do not know counts as not given.
 *
 * @param bypass whether the body is to go on unread
 * @param options what the body step shall do
 * @param redeemed whether the proxy shall offer a way back and answer it; empty if the settings decide
 */
record Controls(boolean bypass, BodyOptions options, Optional<Boolean> redeemed) {
    static Controls of(HeaderFields headers) {
        String mode = value(headers, "x-headroom-mode");
        boolean bypass =
                value(headers, "x-headroom-bypass").equals("true") || mode.equals("off") || mode.equals("passthrough");
        String retrieval = value(headers, "x-headroom-retrieval");
        BodyOptions.Retrieval channel =
                retrieval.equals("off") ? BodyOptions.Retrieval.OFF : BodyOptions.Retrieval.CLIENT;
        Optional<Boolean> redeemed = switch (retrieval) {
            case "proxy" -> Optional.of(true);
            case "client", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
        return new Controls(bypass, new BodyOptions(mode(mode), channel), redeemed);
    }

    private static Optional<Mode> mode(String key) {
        for (Mode mode : Mode.values()) {
            if (mode.key().equals(key)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    private static String value(HeaderFields headers, String name) {
        return headers.first(name).orElse("").strip().toLowerCase(Locale.ROOT);
    }
}
