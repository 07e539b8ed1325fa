package io.headroom.compress.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A wall clock that a test sets. */
public final class MovableClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-05-04T12:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    /** Goes forward, or back. */
    public void move(Duration by) {
        now = now.plus(by);
    }
}
