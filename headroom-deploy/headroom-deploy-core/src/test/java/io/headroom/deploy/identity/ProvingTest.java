package io.headroom.deploy.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.ServiceState.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProvingTest {
    private static final Instant START = Instant.parse("2026-01-05T12:00:00Z");

    private long nanos;
    private int asked;

    @Test
    @DisplayName("D-402: ready as soon as it is proven, on its port, for its profile, and takes requests")
    void waitsForTheProof() {
        Proving.Proof proof = await(() -> asked < 5 ? Answer.of(Answer.Kind.NOBODY) : proven("p", "new"), "former");

        assertTrue(proof.ready());
        assertEquals(5, asked);
    }

    @Test
    @DisplayName("D-402: the instance that is to be replaced does not count")
    void doesNotTakeTheFormerOne() {
        assertFalse(await(() -> proven("p", "former"), "former").ready());
        assertEquals(Duration.ofSeconds(45).toSeconds(), Duration.ofNanos(nanos).toSeconds());
    }

    @Test
    @DisplayName("D-402: another profile's proxy is none of ours")
    void doesNotTakeAnothersProxy() {
        assertFalse(await(() -> proven("q", "new"), "").ready());
    }

    @Test
    @DisplayName("D-402: a foreign answer ends it early, though not the first one")
    void endsEarlyOnAForeignAnswer() {
        Proving.Proof proof = await(() -> Answer.of(Answer.Kind.FOREIGN), "");

        assertFalse(proof.ready());
        assertEquals("another program answers on port 8787", proof.state());
        assertTrue(nanos < Duration.ofSeconds(5).toNanos() && asked > 1, "after " + Duration.ofNanos(nanos));
    }

    @Test
    @DisplayName("D-402: a supervisor that says failed ends it early")
    void endsEarlyOnAFailure() {
        Proving.Proof proof = new Proving(new Probe(() -> Answer.of(Answer.Kind.NOBODY)), () -> nanos, this::pause)
                .await(wanted(""), () -> ServiceState.of(Status.FAILED));

        assertEquals("the supervisor says failed", proof.state());
        assertTrue(nanos < Duration.ofSeconds(5).toNanos());
    }

    @Test
    @DisplayName(
            "D-402: it looks every 100 ms at first, so that a proof is noticed at once, and every second in the end")
    void looksLessOftenAsTimeGoesBy() {
        List<Duration> pauses = new ArrayList<>();
        new Proving(new Probe(() -> Answer.of(Answer.Kind.NOBODY)), () -> nanos, time -> {
                    pauses.add(time);
                    pause(time);
                })
                .await(wanted(""), () -> ServiceState.of(Status.RUNNING));

        assertEquals(Duration.ofMillis(100), pauses.get(0));
        assertEquals(Duration.ofMillis(100), pauses.get(15));
        assertEquals(Duration.ofSeconds(1), pauses.get(pauses.size() - 1));
        assertEquals(pauses.stream().sorted().toList(), pauses);
    }

    private Proving.Proof await(Supplier<Answer> answers, String former) {
        return new Proving(new Probe(answers), () -> nanos, this::pause)
                .await(wanted(former), () -> ServiceState.of(Status.RUNNING));
    }

    private static Proving.Wanted wanted(String former) {
        return new Proving.Wanted("p", 8787, Optional.of(former), Duration.ofSeconds(45));
    }

    private void pause(Duration time) {
        nanos += time.toNanos();
    }

    private static Answer proven(String profile, String id) {
        return new Answer(
                Answer.Kind.PROVEN,
                Optional.of(new Instance(id, 7, START, 8787, Optional.of(profile), "1")),
                "healthy",
                Answer.Readiness.READY);
    }

    private final class Probe implements IdentityProbe {
        private final Supplier<Answer> answers;

        Probe(Supplier<Answer> answers) {
            this.answers = answers;
        }

        @Override
        public Answer ask(int port, Duration limit) {
            asked++;
            return answers.get();
        }

        @Override
        public Optional<Instance> recorded(int port) {
            return Optional.empty();
        }

        @Override
        public boolean countsAsLocal(int port, Duration limit) {
            return true;
        }

        @Override
        public boolean drain(int port, Duration limit) {
            return false;
        }
    }
}
