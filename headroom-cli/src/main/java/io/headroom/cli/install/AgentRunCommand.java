package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.cli.proxy.ProxyWords;
import io.headroom.cli.proxy.StartFailure;
import io.headroom.cli.proxy.StopSignals;
import io.headroom.deploy.Agent;
import io.headroom.deploy.ContainerRun;
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
 * {@code headroom install agent run}: the supervised process. It becomes the proxy in this very JVM, or keeps the proxy's container in its
 * foreground, and keeps the books about starts that came to nothing.
 */
@Command(
        name = "run",
        description = "Becomes the proxy of a profile.",
        footer = {"", "Example:", "  headroom install agent run --profile default --workspace ~/.headroom"})
final class AgentRunCommand implements Callable<Integer> {
    // A container takes its time to be made, and its proxy to prove itself.
    private static final long LOOK_SECONDS = 10;

    private final Console console;

    @Mixin
    private AgentTarget target = new AgentTarget();

    AgentRunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (LocalParts local = LocalParts.of(
                        console, target.workspace(), line -> console.err().println("headroom: " + line));
                Agent agent = new Agent(local.parts(), Target.parse(target.profile()))) {
            return run(agent);
        } catch (DeployException impossible) {
            impossible.messages().forEach(message -> console.err().println("headroom: " + message));
            return (impossible.kind() == DeployException.Kind.LOCKED ? ExitCode.LOCKED : ExitCode.CONFIGURATION)
                    .status();
        }
    }

    private int run(Agent agent) throws DeployException {
        Agent.Start start = agent.begin();
        return switch (start.decision()) {
            case PAUSED -> ExitCode.OK.status();
            case GIVEN_UP -> end(agent, start.reason()).status();
            case RUN -> proxy(agent, start).status();
            case CONTAIN -> contain(agent);
        };
    }

    private int contain(Agent agent) throws DeployException {
        ContainerRun run = agent.container();
        new StopSignals(run::stop, run::stop).install();
        ScheduledExecutorService later = later();
        look(agent, later, () -> {});
        ContainerRun.End ended;
        try {
            ended = run.run();
        } finally {
            later.shutdownNow();
        }
        if (ended.fault().isEmpty()) {
            agent.endedWell();
            return ended.exitCode();
        }
        return agent.failed(ended.reason(), ended.fault().get())
                ? end(agent, ended.reason()).status()
                : ended.exitCode();
    }

    private ExitCode proxy(Agent agent, Agent.Start start) throws DeployException {
        Console inside = new Console(console.in(), console.out(), console.err(), start.environment(), false);
        ScheduledExecutorService later = later();
        try (ArchiveRecorder recorder = new ArchiveRecorder(console)) {
            ExitCode code = new ProxyWords(inside, start.words()).run(() -> look(agent, later, recorder::start));
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

    private static ScheduledExecutorService later() {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "headroom-agent");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static Agent.Fault fault(ProxyStartException.Reason reason) {
        return switch (reason) {
            case PORT_IN_USE -> Agent.Fault.PORT;
            case OTHER -> Agent.Fault.CRASH;
            case PERMISSION, ADDRESS, UPSTREAM_LOOP -> Agent.Fault.CONFIGURATION;
        };
    }

    /** Waits for the time from which on the start counts as good; then, where there is room, something else may begin. */
    private void look(Agent agent, ScheduledExecutorService later, Runnable beside) {
        Runnable once = () -> {
            if (good(agent, beside)) {
                later.shutdown();
            }
        };
        var unused = later.scheduleWithFixedDelay(once, StartLog.GOOD.toSeconds(), LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** False if it is too early to tell. */
    private boolean good(Agent agent, Runnable beside) {
        try {
            if (!agent.isGood()) {
                return false;
            }
            agent.good();
            if (agent.hasRoomBeside()) {
                beside.run();
            }
        } catch (DeployException failed) {
            failed.messages().forEach(message -> console.err().println("headroom: " + message));
        }
        return true;
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
