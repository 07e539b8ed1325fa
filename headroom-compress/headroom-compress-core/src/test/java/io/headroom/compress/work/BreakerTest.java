package io.headroom.compress.work;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PX-507")
class BreakerTest {
    private long now = 1_000;
    private final Breaker breaker = new Breaker(() -> now);

    @Test
    @DisplayName("PX-507: 3 faults in a row open it")
    void opensAfterThreeFaultsInARow() {
        fail(2);
        assertFalse(breaker.isOpen());

        fail(1);

        assertTrue(breaker.isOpen());
        assertFalse(breaker.tryEnter());
    }

    @Test
    void forgetsFaultsAfterASuccess() {
        fail(2);
        breaker.tryEnter();
        breaker.succeeded();
        fail(2);

        assertFalse(breaker.isOpen());
    }

    @Test
    @DisplayName("PX-507: 5 missed deadlines within 60 s open it")
    void opensAfterFiveMissedDeadlinesWithinAMinute() {
        for (int i = 0; i < 4; i++) {
            breaker.missedDeadline();
            pass(Duration.ofSeconds(10));
        }
        assertFalse(breaker.isOpen());

        breaker.missedDeadline();

        assertTrue(breaker.isOpen());
    }

    @Test
    void forgetsMissedDeadlinesAfterAMinute() {
        for (int i = 0; i < 20; i++) {
            breaker.missedDeadline();
            pass(Duration.ofSeconds(16));
        }

        assertFalse(breaker.isOpen());
    }

    @Test
    @DisplayName("PX-507: after 60 s there is one trial")
    void letsOneCallTryAfterAMinute() {
        fail(3);
        pass(Duration.ofSeconds(59));
        assertFalse(breaker.tryEnter());

        pass(Duration.ofSeconds(2));

        assertTrue(breaker.tryEnter());
        assertFalse(breaker.tryEnter());
    }

    @Test
    void closesAfterATrialThatWentWell() {
        fail(3);
        pass(Duration.ofSeconds(61));
        breaker.tryEnter();

        breaker.succeeded();

        assertFalse(breaker.isOpen());
        assertTrue(breaker.tryEnter());
    }

    @Test
    void opensAgainAfterATrialThatFailed() {
        fail(3);
        pass(Duration.ofSeconds(61));
        breaker.tryEnter();

        breaker.failed();

        assertFalse(breaker.tryEnter());
        pass(Duration.ofSeconds(61));
        assertTrue(breaker.tryEnter());
    }

    @Test
    void triesAgainAtOnceIfTheTrialWasCutOffForAnotherReason() {
        fail(3);
        pass(Duration.ofSeconds(61));
        breaker.tryEnter();

        breaker.undecided();

        assertTrue(breaker.tryEnter());
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.tryEnter();
            breaker.failed();
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
