package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.cli.proxy.ProxyWords;
import io.headroom.deploy.Agent;
import io.headroom.deploy.DeployException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code headroom install agent serve}: becomes the proxy of a profile and nothing more, in a container whose agent is outside. It keeps no
 * books: how it ends, and what it says last, is for that agent.
 */
@Command(
        name = "serve",
        description = "Becomes the proxy of a profile in a container that an agent keeps.",
        footer = {"", "Example:", "  headroom install agent serve --profile default --workspace ~/.headroom"})
final class AgentServeCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private AgentTarget target = new AgentTarget();

    AgentServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (LocalParts local = LocalParts.of(console, target.workspace(), console.err()::println);
                Agent agent = new Agent(local.parts(), Target.parse(target.profile()))) {
            Agent.Start start = agent.serve();
            Console inside = new Console(console.in(), console.out(), console.err(), start.environment(), false);
            return new ProxyWords(inside, start.words()).run(() -> {}).status();
        } catch (DeployException impossible) {
            impossible.messages().forEach(message -> console.err().println("headroom: " + message));
            return ExitCode.CONFIGURATION.status();
        } catch (Failure failure) {
            console.err().println("headroom: " + failure.getMessage());
            return failure.code().status();
        }
    }
}
