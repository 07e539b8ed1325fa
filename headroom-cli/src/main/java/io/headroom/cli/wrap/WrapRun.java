package io.headroom.cli.wrap;

import io.headroom.api.compress.Mode;
import io.headroom.api.host.Host;
import io.headroom.api.provider.Launch;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wiring;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.identity.IdentityProbe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One run of a tool behind a proxy: find the tool, get a proxy, prove it, lease it, run the tool, give everything back (PV-902). */
final class WrapRun {
    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final int STOPPED_BY_HAND = 0;

    private final Console console;
    private final Host host;
    private final Path launcher;
    private final IdentityProbe probe;
    private final EphemeralProxy ephemeral;
    private final Parts parts;

    /**
     * What it works with.
     *
     * @param finder finds proxies
     * @param deployed the deployments
     * @param process runs tools
     */
    record Parts(ProxyFinder finder, Deployed deployed, ToolProcess process) {}

    WrapRun(Console console, Host host, Path launcher, IdentityProbe probe, EphemeralProxy ephemeral, Parts parts) {
        this.console = console;
        this.host = new ToolHost(host);
        this.launcher = launcher;
        this.probe = probe;
        this.ephemeral = ephemeral;
        this.parts = parts;
    }

    /**
     * Runs a tool.
     *
     * @param adapter who knows it
     * @param asked the options
     * @param arguments the tool's own
     * @return the exit code
     */
    int run(ProviderAdapter adapter, WrapOptions asked, List<String> arguments) {
        try (RunFolder folder = RunFolder.of(host.workspace())) {
            return run(adapter, asked, new Wiring.Run(arguments, folder.path()), folder);
        }
    }

    private int run(ProviderAdapter adapter, WrapOptions asked, Wiring.Run run, RunFolder folder) {
        List<Deployed.Deployment> deployments = parts.deployed().all();
        PortChoice choice = PortChoice.of(asked, adapter.id(), console.environment(), deployments);
        FoundUrls found = new FoundUrls(adapter, host, deployments, choice.port());
        Wiring provisional = wiring(asked, choice.port().orElse(PortChoice.USUAL), found, run);
        Launch first = adapter.launch(provisional, host);
        boolean byHand = first.instructions().isPresent() && first.executable().isEmpty();
        if (first.executable().isEmpty() && !byHand) {
            console.err().println("headroom: '" + adapter.id() + "' was not found on PATH." + howToInstall(adapter));
            return ExitCode.NOT_FOUND.status();
        }
        List<String> flags = found.flags(asked);
        if (adapter.outlivesItsRun() && choice.deployment().isEmpty()) {
            throw new Failure(ExitCode.REFUSED, needsDeployment(adapter));
        }
        if (asked.print()) {
            print(first, choice.port().orElse(PortChoice.USUAL), flags);
            return ExitCode.OK.status();
        }
        if (asked.former()) {
            console.err().println("headroom: options of the Python Headroom that have no meaning here were ignored.");
        }
        parts.process().listen();
        Behind behind = parts.finder().find(choice, asked, flags);
        if (behind.instance().isPresent() && !proven(behind)) {
            behind = Behind.nothing(behind.port(), "the proxy on port " + behind.port() + " went away");
        }
        if (adapter.outlivesItsRun() && behind.owner().isPresent()) {
            behind = Behind.nothing(behind.port(), "its deployment does not run");
        }
        if (behind.instance().isEmpty()) {
            return direct(adapter, asked, provisional, behind, byHand, folder);
        }
        Wiring wiring = wiring(asked, behind.port(), found, run);
        Launch launch = adapter.launch(wiring, host);
        List<String> notes = new ArrayList<>(launch.notes());
        if (adapter.outlivesItsRun()) {
            notes.addAll(wired(adapter, choice.deployment().orElseThrow(), asked));
        } else {
            notes.addAll(found.unheeded(behind.owner().isEmpty()));
        }
        if (!asked.quiet()) {
            notes.forEach(note -> console.err().println("headroom: " + note));
        }
        try (ProxyGuard guard =
                new ProxyGuard(host.workspace(), behind, probe, ephemeral, parts.deployed(), ProxyGuard.Pace.USUAL)) {
            guard.start();
            int status = byHand ? waitByHand(launch, guard) : start(launch, behind, folder);
            guard.news().forEach(line -> console.err().println("headroom: " + line));
            return status;
        }
    }

    private static String needsDeployment(ProviderAdapter adapter) {
        return adapter.displayName()
                + " goes on in the background when this run has ended, so it needs a proxy that does, too. "
                + "Next: headroom install apply --providers manual --target " + adapter.id();
    }

    /** What outlives its run is wired for good, and its user is told so. */
    private List<String> wired(ProviderAdapter adapter, Deployed.Deployment deployment, WrapOptions asked) {
        List<String> done = new ArrayList<>(
                parts.deployed().wire(deployment.profile(), adapter.id(), asked.wiring(), asked.choices()));
        if (!done.isEmpty()) {
            done.add("It stays wired, as it goes on in the background. Undo: headroom unwrap " + adapter.id());
        }
        return done;
    }

    /** Once more right before the start: what was there a moment ago may have been replaced. */
    private boolean proven(Behind behind) {
        Answer answer = probe.ask(behind.port(), PROBE);
        return answer.kind() == Answer.Kind.PROVEN;
    }

    private int start(Launch launch, Behind behind, RunFolder folder) {
        Map<String, String> variables = new LinkedHashMap<>(launch.environment());
        new Surroundings(host).behind(behind.port(), launcher).forEach(variables::putIfAbsent);
        return execute(launch, variables, folder);
    }

    private int execute(Launch launch, Map<String, String> variables, RunFolder folder) {
        List<String> words =
                new ArrayList<>(List.of(launch.executable().orElseThrow().toString()));
        words.addAll(launch.arguments());
        try {
            folder.write(launch.files());
            return parts.process().run(new ToolProcess.Tool(words, variables, launch.unset()));
        } catch (IOException e) {
            throw new Failure(ExitCode.FAULT, words.get(0) + " cannot be started: " + e.getMessage(), e);
        }
    }

    private int waitByHand(Launch launch, ProxyGuard guard) {
        console.out().println(launch.instructions().orElse(""));
        console.out().println("Press Ctrl-C to stop.");
        console.out().flush();
        return parts.process().waitForStop(guard::givenUp) ? STOPPED_BY_HAND : ExitCode.FAULT.status();
    }

    private int direct(
            ProviderAdapter adapter,
            WrapOptions asked,
            Wiring wiring,
            Behind behind,
            boolean byHand,
            RunFolder folder) {
        if (asked.noProxy()) {
            console.err()
                    .println("Warning: no Headroom on port " + behind.port() + "; " + adapter.id()
                            + " runs without it.");
        } else if (asked.strict() || byHand) {
            throw new Failure(ExitCode.FAULT, "no proxy could be had (" + behind.reason() + ").");
        } else {
            console.err()
                    .println("Headroom could not start (" + behind.reason() + "). " + adapter.id()
                            + " runs without it. Log: " + ephemeral.log(behind.port()));
        }
        if (byHand) {
            Launch launch = adapter.launch(wiring, host);
            console.out().println(launch.instructions().orElse(""));
            console.out().println("Press Ctrl-C to stop.");
            console.out().flush();
            parts.process().waitForStop(() -> false);
            return STOPPED_BY_HAND;
        }
        Launch launch = adapter.direct(wiring, host);
        return execute(launch, launch.environment(), folder);
    }

    private Wiring wiring(WrapOptions asked, int port, FoundUrls found, Wiring.Run run) {
        return new Wiring(
                Wiring.Purpose.WRAP,
                asked.profile().orElse("default"),
                Scope.PROVIDER,
                URI.create("http://127.0.0.1:" + port),
                launcher,
                project(),
                found.urls(),
                found.upstreams(),
                asked.wiring(),
                asked.mode().orElse(Mode.BALANCED),
                asked.choices(),
                Optional.of(run));
    }

    /** The folder that the user works in names the project. */
    private String project() {
        Path name = host.workingDirectory().getFileName();
        return name == null ? "" : name.toString();
    }

    private void print(Launch launch, int port, List<String> flags) {
        console.out()
                .println("proxy: http://127.0.0.1:" + port + (flags.isEmpty() ? "" : " " + String.join(" ", flags)));
        launch.executable().ifPresent(program -> console.out().println("program: " + program));
        launch.arguments().forEach(argument -> console.out().println("argument: " + argument));
        Map<String, String> variables = new LinkedHashMap<>(launch.environment());
        new Surroundings(host).behind(port, launcher).forEach(variables::putIfAbsent);
        variables.forEach((name, value) -> console.out().println("variable: " + name + "=" + value));
        launch.unset().forEach(name -> console.out().println("without: " + name));
        launch.instructions().ifPresent(console.out()::println);
        launch.notes().forEach(note -> console.out().println("note: " + note));
    }

    private static String howToInstall(ProviderAdapter adapter) {
        return adapter.installation().map(line -> " Install it with: " + line).orElse("");
    }

    /** Which tools can be run, for messages. */
    static Set<String> known(List<ProviderAdapter> adapters) {
        Set<String> ids = new TreeSet<>();
        adapters.forEach(adapter -> ids.add(adapter.id()));
        return ids;
    }
}
