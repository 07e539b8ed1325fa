package io.headroom.cli.wrap;

import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.identity.IdentityProbe;
import io.headroom.deploy.identity.Instance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds the lease while a tool runs, and starts the tool's proxy again on the same port if it dies, so that the tool's own retries
 * succeed (PV-907). A deployment is first left to its supervisor, and one that somebody stopped stays so. It writes nothing to the tool's screen: what happened is told afterwards.
 */
final class ProxyGuard implements AutoCloseable {
    private static final Duration PROBE = Duration.ofSeconds(1);

    private final Behind behind;
    private final IdentityProbe probe;
    private final EphemeralProxy ephemeral;
    private final Deployed deployed;
    private final Pace pace;
    private final Lease lease;
    private final List<String> news = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition end = lock.newCondition();
    private final Thread thread;
    private boolean ended;
    private boolean givenUp;

    /**
     * How long things take.
     *
     * @param look between two looks at the proxy
     * @param supervisor how long a deployment is left to its supervisor
     * @param pauses before each start
     */
    record Pace(Duration look, Duration supervisor, List<Duration> pauses) {
        static final Pace USUAL = new Pace(
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(9)));

        Pace {
            pauses = List.copyOf(pauses);
        }
    }

    /** Takes the lease on a proxy; {@link #start} begins to watch. */
    ProxyGuard(
            Path workspace,
            Behind behind,
            IdentityProbe probe,
            EphemeralProxy ephemeral,
            Deployed deployed,
            Pace pace) {
        this.behind = behind;
        this.probe = probe;
        this.ephemeral = ephemeral;
        this.deployed = deployed;
        this.pace = pace;
        lease = new Lease(workspace, behind.port());
        thread = new Thread(this::watch, "headroom-wrap-guard");
        thread.setDaemon(true);
    }

    /** Takes the lease and watches from now on. */
    void start() {
        lease.renew();
        thread.start();
    }

    /** What happened to the proxy meanwhile, a sentence each. */
    List<String> news() {
        lock.lock();
        try {
            return List.copyOf(news);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the proxy is gone for good. */
    boolean givenUp() {
        lock.lock();
        try {
            return givenUp;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the proxy is given up, or somebody wants to end. */
    void awaitEnd() throws InterruptedException {
        thread.join();
    }

    /** Gives the lease back; the proxy goes on as long as others need it. */
    @Override
    public void close() {
        lock.lock();
        try {
            ended = true;
            end.signalAll();
        } finally {
            lock.unlock();
        }
        lease.giveBack();
    }

    private void watch() {
        int starts = 0;
        long renewed = System.nanoTime();
        while (pause(pace.look())) {
            if (System.nanoTime() - renewed > Lease.RENEWAL.toNanos()) {
                lease.renew();
                renewed = System.nanoTime();
            }
            if (alive()) {
                continue;
            }
            boolean deployment = behind.owner().isEmpty();
            if (deployment && !pause(pace.supervisor())) {
                return;
            }
            if (deployment && alive()) {
                tell("The proxy on port " + behind.port() + " was started again by its supervisor.");
            } else if (starts == pace.pauses().size()) {
                give("The proxy on port " + behind.port() + " ended too often. " + whereToLook());
                return;
            } else if (deployment && !mayStart()) {
                give("The proxy on port " + behind.port() + " ended and did not come back. " + whereToLook());
                return;
            } else {
                if (!pause(pace.pauses().get(starts++))) {
                    return;
                }
                startAgain();
            }
            lease.renew();
            renewed = System.nanoTime();
        }
    }

    private String whereToLook() {
        return behind.owner().isEmpty() ? "'headroom doctor' tells why." : "Log: " + ephemeral.log(behind.port());
    }

    /** A deployment is started only where it should run: somebody may have stopped it on purpose. */
    private boolean mayStart() {
        return profile().filter(deployed::shouldRun).isPresent();
    }

    private Optional<String> profile() {
        return behind.instance().flatMap(Instance::profile);
    }

    private void startAgain() {
        if (alive()) {
            // Another wrap was quicker.
            return;
        }
        if (behind.owner().isEmpty()) {
            String name = profile().orElseThrow();
            tell(deployed.recover(name)
                    .map(trouble -> "Profile '" + name + "' ended and could not be started again: " + trouble)
                    .orElse("Profile '" + name + "' ended and was started again."));
            return;
        }
        tell("The proxy on port " + behind.port() + " ended and was started again.");
        try {
            Process process =
                    ephemeral.start(behind.port(), behind.owner().orElseThrow().flags());
            while (process.isAlive() && !alive() && pause(Duration.ofMillis(100))) {
                continue;
            }
        } catch (IOException e) {
            tell("It could not be started: " + e.getMessage());
        }
    }

    /** Whether anybody listens. One that is silent for a while may be busy; whether it is frozen is its supervisor's question. */
    private boolean alive() {
        return probe.ask(behind.port(), PROBE).kind() != Answer.Kind.NOBODY;
    }

    private void tell(String text) {
        lock.lock();
        try {
            news.add(text);
        } finally {
            lock.unlock();
        }
    }

    private void give(String text) {
        lock.lock();
        try {
            news.add(text);
            givenUp = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether to go on afterwards. */
    private boolean pause(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!ended && left > 0) {
                left = end.awaitNanos(left);
            }
            return !ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
