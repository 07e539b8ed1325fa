package io.headroom.proxy.testing;

import io.headroom.api.exchange.Exchange;
import io.headroom.api.exchange.Header;
import io.headroom.api.exchange.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Builds finished exchanges. */
public final class Exchanges {
    private Exchanges() {}

    /** A model call of 1000 fresh input tokens, of which compression removed 300 more before. */
    public static Exchange of(String id, String model, Header... headers) {
        return of(id, model, Optional.empty(), headers);
    }

    public static Exchange of(String id, String model, Optional<String> error, Header... headers) {
        return new Exchange(
                id,
                Instant.parse("2026-01-02T03:04:05Z"),
                "POST",
                "/v1/messages",
                Optional.of("anthropic-messages"),
                Optional.of("anthropic"),
                Optional.of(model),
                200,
                new Exchange.Compression(Optional.empty(), 500, 200, 3, 2, List.of("json-table")),
                new Usage(OptionalLong.of(1000), OptionalLong.of(50), OptionalLong.empty(), OptionalLong.of(7)),
                new Exchange.Timing(Duration.ofMillis(3), Optional.of(Duration.ofMillis(40)), Duration.ofMillis(90)),
                List.of(headers),
                error);
    }
}
