package io.headroom.cli.wrap;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.cli.console.Version;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.identity.IdentityProbe;
import io.headroom.deploy.identity.Instance;
import io.headroom.deploy.identity.PortCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Gets a proven proxy for a tool: one that runs, a deployment that is brought back, or an ephemeral one (PV-904). */
final class ProxyFinder {
    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final Duration NEWS_AFTER = Duration.ofSeconds(2);
    private static final long STEP_NANOS = 20_000_000;

    private final Console console;
    private final IdentityProbe probe;
    private final PortCheck ports;
    private final Deployed deployed;
    private final EphemeralProxy ephemeral;
    private final SharedProxies shared;
    private final BooleanSupplier interrupted;

    /**
     * What it asks.
     *
     * @param console who reads along
     * @param probe proves who listens
     * @param ports finds free ports and names strangers
     * @param deployed the deployments
     * @param ephemeral starts proxies
     * @param shared what ephemeral proxies were started with
     * @param interrupted whether the user wants to stop
     */
    ProxyFinder(
            Console console,
            IdentityProbe probe,
            PortCheck ports,
            Deployed deployed,
            EphemeralProxy ephemeral,
            SharedProxies shared,
            BooleanSupplier interrupted) {
        this.console = console;
        this.probe = probe;
        this.ports = ports;
        this.deployed = deployed;
        this.ephemeral = ephemeral;
        this.shared = shared;
        this.interrupted = interrupted;
    }

    /**
     * Finds or makes one.
     *
     * @param choice where to look
     * @param asked the options
     * @param flags what an ephemeral proxy is started with
     * @throws Failure if a stranger has a port that somebody named; nothing of the user's goes there
     */
    Behind find(PortChoice choice, WrapOptions asked, List<String> flags) {
        if (choice.port().isEmpty()) {
            return asked.noProxy() ? used(PortChoice.USUAL) : anywhere(asked, flags);
        }
        int port = choice.port().getAsInt();
        Answer answer = probe.ask(port, PROBE);
        if (answer.instance().isPresent()) {
            Instance instance = answer.instance().get();
            say(asked, instance.profile().map(name -> "Using profile '" + name + "' on port " + port + "."));
            say(asked, otherVersion(instance));
            return found(instance, flags);
        }
        if (answer.kind() != Answer.Kind.NOBODY) {
            throw stranger(port);
        }
        if (asked.noProxy()) {
            return Behind.nothing(port, "no Headroom on port " + port);
        }
        if (choice.deployment().isPresent()) {
            return recovered(choice.deployment().get(), asked, flags);
        }
        return started(port, asked, flags);
    }

    /** A deployment is never restarted because of its version: that is said, and the user decides (D-404). */
    private static Optional<String> otherVersion(Instance instance) {
        return instance.profile()
                .filter(name -> !instance.version().equals(Version.number()))
                .map(name -> "It runs version " + instance.version() + ", and this is " + Version.number()
                        + "; 'headroom install restart --profile " + name + "' changes that.");
    }

    /** With {@code --no-proxy} and no port named: what happens to be there. */
    private Behind used(int port) {
        Answer answer = probe.ask(port, PROBE);
        if (answer.instance().isPresent()) {
            return Behind.deployed(answer.instance().get());
        }
        if (answer.kind() != Answer.Kind.NOBODY) {
            throw stranger(port);
        }
        return Behind.nothing(port, "no Headroom on port " + port);
    }

    private Behind found(Instance instance, List<String> flags) {
        return instance.profile().isPresent() ? Behind.deployed(instance) : Behind.ephemeral(instance, flags);
    }

    private Behind anywhere(WrapOptions asked, List<String> flags) {
        try (SharedProxies.Turn turn = shared.turn(asked.timeout())) {
            Optional<Instance> same = turn.find(flags)
                    .filter(known -> probe.ask(known.port(), PROBE)
                            .instance()
                            .map(Instance::id)
                            .filter(known.id()::equals)
                            .isPresent());
            if (same.isPresent()) {
                return Behind.ephemeral(same.get(), flags);
            }
            int port = PortChoice.USUAL;
            Answer usual = probe.ask(port, PROBE);
            if (usual.kind() != Answer.Kind.NOBODY || !ports.isFree(port)) {
                port = ports.anyFree();
                if (usual.kind() != Answer.Kind.PROVEN) {
                    say(
                            asked,
                            Optional.of("Port " + PortChoice.USUAL + " is used by "
                                    + ports.holder(PortChoice.USUAL).words() + "; using port " + port + "."));
                }
            }
            return start(turn, port, asked, flags);
        } catch (IOException e) {
            return Behind.nothing(PortChoice.USUAL, e.getMessage());
        }
    }

    private Behind started(int port, WrapOptions asked, List<String> flags) {
        try (SharedProxies.Turn turn = shared.turn(asked.timeout())) {
            // Another wrap may have been quicker.
            Answer again = probe.ask(port, PROBE);
            return again.instance().isPresent()
                    ? found(again.instance().get(), flags)
                    : start(turn, port, asked, flags);
        } catch (IOException e) {
            return Behind.nothing(port, e.getMessage());
        }
    }

    private Behind recovered(Deployed.Deployment deployment, WrapOptions asked, List<String> flags) {
        int port = deployment.port();
        say(asked, Optional.of("Recovering profile '" + deployment.profile() + "' on port " + port + "…"));
        Optional<String> trouble = deployed.recover(deployment.profile());
        Optional<Instance> back = trouble.isEmpty() ? probe.ask(port, PROBE).instance() : Optional.empty();
        if (back.isPresent()) {
            return Behind.deployed(back.get());
        }
        console.err()
                .println("headroom: profile '" + deployment.profile() + "' cannot be recovered: "
                        + trouble.orElse("it did not prove itself")
                        + " 'headroom install status --profile " + deployment.profile() + "' tells more.");
        return anywhere(asked, flags);
    }

    private Behind start(SharedProxies.Turn turn, int port, WrapOptions asked, List<String> flags) throws IOException {
        Process process = ephemeral.start(port, flags);
        long begin = System.nanoTime();
        boolean told = false;
        while (System.nanoTime() - begin < asked.timeout().toNanos()) {
            Answer answer = probe.ask(port, PROBE);
            if (answer.kind() == Answer.Kind.PROVEN && answer.readiness() == Answer.Readiness.READY) {
                Instance instance = answer.instance().orElseThrow();
                turn.remember(instance, flags);
                return Behind.ephemeral(instance, flags);
            }
            if (interrupted.getAsBoolean()) {
                process.destroy();
                throw new Failure(ExitCode.INTERRUPTED, "interrupted before the tool was started.");
            }
            if (!process.isAlive()) {
                return Behind.nothing(port, died(process, port));
            }
            if (!told && System.nanoTime() - begin > NEWS_AFTER.toNanos()) {
                told = true;
                say(asked, Optional.of("Waiting for the proxy on port " + port + "…"));
            }
            pause();
        }
        process.destroy();
        return Behind.nothing(
                port,
                String.format(
                        Locale.ROOT,
                        "the proxy did not become ready in %d s",
                        asked.timeout().toSeconds()));
    }

    private String died(Process process, int port) {
        String words = ephemeral.lastWords(port);
        if (!words.isEmpty()) {
            console.err().println(words);
        }
        return "the proxy ended with " + process.exitValue();
    }

    private static void pause() {
        LockSupport.parkNanos(STEP_NANOS);
    }

    private Failure stranger(int port) {
        return new Failure(
                ExitCode.REFUSED,
                "Port " + port + " is used by " + ports.holder(port).words() + ", which is not Headroom.");
    }

    private void say(WrapOptions asked, Optional<String> text) {
        if (!asked.quiet()) {
            text.ifPresent(line -> console.err().println(line));
        }
    }
}
