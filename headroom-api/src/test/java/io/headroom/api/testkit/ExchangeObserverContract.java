package io.headroom.api.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.headroom.api.exchange.Exchange;
import io.headroom.api.exchange.ExchangeObserver;
import io.headroom.api.exchange.Header;
import io.headroom.api.exchange.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link ExchangeObserver} must keep: it takes any exchange, the least and the most telling one. */
public abstract class ExchangeObserverContract {
    /**
     * The observer under test.
     *
     * @return a new instance, or always the same
     */
    protected abstract ExchangeObserver observer();

    /** Observers are enabled by name. */
    @Test
    @DisplayName("id: not blank, the same for every instance")
    final void hasAnId() {
        assertFalse(observer().id().isBlank());
        assertEquals(observer().id(), observer().id());
    }

    /** Most fields may be unknown. */
    @Test
    @DisplayName("takes an exchange of which nothing is known, and one of which all is")
    final void takesAnyExchange() {
        ExchangeObserver observer = observer();

        assertDoesNotThrow(() -> observer.finished(least()));
        assertDoesNotThrow(() -> observer.finished(most()));
        assertDoesNotThrow(() -> observer.finished(most()), "the same exchange again");
    }

    private static Exchange least() {
        return new Exchange(
                "r0",
                Instant.EPOCH,
                "GET",
                "/",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Exchange.Compression.none(),
                Usage.unknown(),
                new Exchange.Timing(Duration.ZERO, Optional.empty(), Duration.ZERO),
                List.of(),
                Optional.of("the client went away"));
    }

    private static Exchange most() {
        return new Exchange(
                "r1",
                Instant.parse("2026-02-03T04:05:06Z"),
                "POST",
                "/v1/messages",
                Optional.of("anthropic-messages"),
                Optional.of("anthropic"),
                Optional.of("claude-opus-5-5"),
                200,
                new Exchange.Compression(Optional.empty(), 12_000, 3_000, 9, 7, List.of("json", "text")),
                new Usage(OptionalLong.of(1), OptionalLong.of(2), OptionalLong.of(3), OptionalLong.of(Long.MAX_VALUE)),
                new Exchange.Timing(Duration.ofMillis(3), Optional.of(Duration.ofMillis(400)), Duration.ofSeconds(9)),
                List.of(new Header("x-api-key", "***"), new Header("user-agent", "test/1 \"quoted\"")),
                Optional.empty());
    }
}
