package io.headroom.cli.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.provider.Wiring;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import io.headroom.cli.wrap.ProxyGuard.Pace;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.identity.IdentityProbe;
import io.headroom.deploy.identity.Instance;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployment's proxy that dies under a tool. Ephemeral ones are in {@code WrapIT}. */
@Tag("PV-907")
class ProxyGuardTest {
    private static final Duration SHORT = Duration.ofMillis(5);
    private static final Instance INSTANCE = new Instance("i", 1, Instant.EPOCH, 9_000, Optional.of("work"), "0.1.0");

    @TempDir
    private Path workspace;

    /** What each look at the port finds; the last stays. */
    private final Deque<Answer.Kind> found = new ArrayDeque<>(List.of(Answer.Kind.NOBODY));

    private final AtomicInteger recoveries = new AtomicInteger();
    private final CountDownLatch back = new CountDownLatch(1);
    private boolean stopped;
    private Optional<String> trouble = Optional.empty();

    private final class Port implements IdentityProbe {
        @Override
        public synchronized Answer ask(int port, Duration limit) {
            Answer.Kind kind = found.size() > 1 ? found.removeFirst() : found.getFirst();
            return kind == Answer.Kind.PROVEN
                    ? new Answer(kind, Optional.of(INSTANCE), "healthy", Answer.Readiness.READY)
                    : Answer.of(kind);
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

    private final class Work implements Deployed {
        @Override
        public List<Deployment> all() {
            return List.of();
        }

        @Override
        public Optional<String> recover(String profile) {
            assertEquals("work", profile);
            recoveries.incrementAndGet();
            if (trouble.isEmpty()) {
                found.clear();
                found.add(Answer.Kind.PROVEN);
                back.countDown();
            }
            return trouble;
        }

        @Override
        public boolean shouldRun(String profile) {
            return !stopped;
        }

        @Override
        public List<String> wire(
                String profile, String tool, Set<Wiring.Option> options, Map<String, List<String>> choices) {
            throw new AssertionError("a guard wires nothing");
        }
    }

    private ProxyGuard guard() {
        EphemeralProxy unused = new EphemeralProxy(FakeHost.on(Machine.LINUX), workspace, Map.of());
        return new ProxyGuard(
                workspace,
                Behind.deployed(INSTANCE),
                new Port(),
                unused,
                new Work(),
                new Pace(SHORT, SHORT, List.of(SHORT, SHORT, SHORT)));
    }

    @Test
    @DisplayName("PV-907: a deployment that its supervisor does not bring back is started by its own way to start")
    void startsTheDeploymentAgain() throws Exception {
        try (ProxyGuard guard = guard()) {
            guard.start();
            assertTrue(back.await(60, TimeUnit.SECONDS));
        }

        assertEquals(1, recoveries.get());
    }

    @Test
    @DisplayName("PV-907: one that the supervisor brings back is left to it")
    void leavesItToItsSupervisor() throws Exception {
        found.add(Answer.Kind.PROVEN);
        try (ProxyGuard guard = guard()) {
            guard.start();
            while (guard.news().isEmpty()) {
                Thread.onSpinWait();
            }
            assertEquals(List.of("The proxy on port 9000 was started again by its supervisor."), guard.news());
        }

        assertEquals(0, recoveries.get());
    }

    @Test
    @DisplayName("PV-907: one that somebody stopped meanwhile stays so")
    void leavesAStoppedOne() throws Exception {
        stopped = true;
        try (ProxyGuard guard = guard()) {
            guard.start();
            guard.awaitEnd();
            assertTrue(guard.givenUp());
        }

        assertEquals(0, recoveries.get());
    }

    @Test
    @DisplayName("PV-907: after three tries in vain it is given up, and the reasons are told")
    void givesUp() throws Exception {
        trouble = Optional.of("no unit");
        try (ProxyGuard guard = guard()) {
            guard.start();
            guard.awaitEnd();
            assertTrue(guard.givenUp());
            assertFalse(guard.news().isEmpty());
            assertTrue(guard.news().get(0).contains("no unit"), guard.news().toString());
        }

        assertEquals(3, recoveries.get());
    }
}
