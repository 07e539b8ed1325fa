package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.cli.proxy.ProxyWords;
import io.headroom.cli.proxy.StartFailure;
import io.headroom.cli.proxy.StopSignals;
import io.headroom.deploy.Agent;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.agent.StartLog;
import io.headroom.proxy.ProxyStartException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code headroom install agent run}: the supervised process. It becomes the proxy in this very JVM, and keeps the books about starts
 * that came to nothing.
 */
@Command(
        name = "run",
        description = "Becomes the proxy of a profile.",
        footer = {"", "Example:", "  headroom install agent run --profile default --workspace ~/.headroom"})
final class AgentRunCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private AgentTarget target = new AgentTarget();

    AgentRunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (LocalParts local = LocalParts.of(console, target.workspace(), console.err()::println)) {
            Agent agent = new Agent(local.parts(), Target.parse(target.profile()));
            return run(agent).status();
        } catch (DeployException impossible) {
            impossible.messages().forEach(message -> console.err().println("headroom: " + message));
            return ExitCode.CONFIGURATION.status();
        }
    }

    private ExitCode run(Agent agent) throws DeployException {
        Agent.Start start = agent.begin();
        return switch (start.decision()) {
            case PAUSED -> ExitCode.OK;
            case GIVEN_UP -> end(agent, start.reason());
            case RUN -> proxy(agent, start);
        };
    }

    private ExitCode proxy(Agent agent, Agent.Start start) throws DeployException {
        Console inside = new Console(console.in(), console.out(), console.err(), start.environment(), false);
        ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "headroom-agent");
            thread.setDaemon(true);
            return thread;
        });
        try (ArchiveRecorder recorder = new ArchiveRecorder(console)) {
            ExitCode code = new ProxyWords(inside, start.words()).run(() -> {
                var unused = later.schedule(() -> good(agent, recorder), StartLog.GOOD.toSeconds(), TimeUnit.SECONDS);
            });
            later.shutdownNow();
            if (code == ExitCode.OK) {
                agent.endedWell();
            }
            return code;
        } catch (StartFailure failure) {
            return failed(agent, failure, fault(failure.reason()));
        } catch (Failure failure) {
            boolean wrong = failure.code() == ExitCode.CONFIGURATION || failure.code() == ExitCode.USAGE;
            return failed(agent, failure, wrong ? Agent.Fault.CONFIGURATION : Agent.Fault.CRASH);
        } finally {
            later.shutdownNow();
        }
    }

    private static Agent.Fault fault(ProxyStartException.Reason reason) {
        return switch (reason) {
            case PORT_IN_USE -> Agent.Fault.PORT;
            case OTHER -> Agent.Fault.CRASH;
            case PERMISSION, ADDRESS, UPSTREAM_LOOP -> Agent.Fault.CONFIGURATION;
        };
    }

    private void good(Agent agent, ArchiveRecorder recorder) {
        try {
            if (agent.isReady()) {
                agent.good();
                if (agent.hasRoomBeside()) {
                    recorder.start();
                }
            }
        } catch (DeployException failed) {
            failed.messages().forEach(message -> console.err().println("headroom: " + message));
        }
    }

    private ExitCode failed(Agent agent, Failure failure, Agent.Fault fault) throws DeployException {
        String reason = failure.getMessage()
                .lines()
                .reduce((one, other) -> one + " " + other.strip())
                .orElse("");
        if (agent.failed(reason, fault)) {
            return end(agent, failure.getMessage());
        }
        console.err().println("headroom: " + failure.getMessage());
        return ExitCode.FAULT;
    }

    /** One line, and then what keeps this supervisor from trying on. */
    private ExitCode end(Agent agent, String reason) throws DeployException {
        console.err().println("headroom: gave up: " + reason);
        return switch (agent.end()) {
            case EXIT_78 -> ExitCode.CONFIGURATION;
            case EXIT_0 -> ExitCode.OK;
            case PARK -> park();
        };
    }

    /** A container that ended would be started again, whatever its exit code. */
    private ExitCode park() {
        CountDownLatch told = new CountDownLatch(1);
        new StopSignals(told::countDown, told::countDown).install();
        console.err().println("headroom: waiting to be stopped");
        console.err().flush();
        try {
            told.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.OK;
    }
}
