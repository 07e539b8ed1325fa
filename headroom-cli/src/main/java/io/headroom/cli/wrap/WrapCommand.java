package io.headroom.cli.wrap;

import io.headroom.api.host.Host;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.Distribution;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.cli.console.Workspace;
import io.headroom.cli.install.LocalParts;
import io.headroom.cli.proxy.LoopbackProbe;
import io.headroom.deploy.identity.PortCheck;
import io.headroom.deploy.lock.FileLocks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom wrap}: runs a tool behind a proxy, and undoes everything when the tool ends. */
@Command(
        name = "wrap",
        description = "Runs a tool behind a proxy. Its answers, keys, signals and exit code are its own.",
        synopsisHeading = "Usage: ",
        customSynopsis = "headroom wrap [OPTION...] TOOL [OPTION...] [--] [ARGUMENT...]",
        footer = {
            "",
            "Our options stand before the first word that is none of ours; everything from there on is the tool's.",
            "",
            "Examples:",
            "  headroom wrap claude",
            "  headroom wrap claude -p \"what failed here?\"",
            "  headroom wrap codex --port 9000 -- exec \"fix the test\"",
            "  headroom wrap run -- python agent.py                     any program, by environment variables"
        })
public final class WrapCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private WrapOptions options = new WrapOptions();

    @Parameters(arity = "0..*", paramLabel = "TOOL", description = "The tool, and its arguments.")
    private List<String> words = new ArrayList<>();

    /** A command that prints to this console. */
    public WrapCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (words.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Which tool? Name one behind 'wrap'.");
        }
        Workspace workspace = Workspace.of(console.environment());
        WrapWords divided = WrapWords.divide(words.subList(1, words.size()), WrapOptions.names());
        options.read(divided.ours(), spec.commandLine());
        // What wrap has to say about a recovery it says itself.
        try (LocalParts local = LocalParts.of(console, progress -> {})) {
            String name = words.get(0);
            ProviderAdapter adapter = local.tools().named(name, adapters -> unknown(name, adapters));
            return run(local, workspace).run(adapter, options, divided.tool());
        }
    }

    private WrapRun run(LocalParts local, Workspace workspace) {
        Host host = local.parts().host();
        Path launcher = Distribution.current()
                .map(distribution -> distribution.launcher(console.environment()))
                .orElseThrow(() -> new Failure(
                        ExitCode.FAULT,
                        "wrap works from the distribution only, since it starts a second process of it."));
        LoopbackProbe probe = new LoopbackProbe(workspace.directory());
        EphemeralProxy ephemeral = new EphemeralProxy(host, launcher, console.environment());
        SharedProxies shared = new SharedProxies(
                workspace.directory(), workspace.configuration(), console.environment(), new FileLocks(host), probe);
        ToolProcess process = new ToolProcess(new Terminal(console.terminal()));
        Deployed deployed = new InstalledDeployments(local.deployments());
        ProxyFinder finder =
                new ProxyFinder(console, probe, new PortCheck(host), deployed, ephemeral, shared, process::interrupted);
        return new WrapRun(console, host, launcher, probe, ephemeral, new WrapRun.Parts(finder, deployed, process));
    }

    private static Failure unknown(String name, List<ProviderAdapter> adapters) {
        return new Failure(
                ExitCode.USAGE,
                "Unknown tool '" + name + "'. Known: " + String.join(", ", WrapRun.known(adapters))
                        + ". Any other program: headroom wrap run -- " + name + " ...");
    }
}
