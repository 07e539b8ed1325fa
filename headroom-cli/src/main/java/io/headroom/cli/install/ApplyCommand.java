package io.headroom.cli.install;

import io.headroom.api.provider.Wiring;
import io.headroom.api.supervise.Preset;
import io.headroom.cli.config.DescribedTools;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.deploy.ApplyRequest;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.Deployments;
import io.headroom.deploy.Outcome;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headroom install apply}: installs a profile, or changes one to what is asked for. */
@Command(
        name = "apply",
        description = {
            "Installs the proxy as a service and sends tools to it, or changes a profile to what is asked for.",
            "Every change is written down before it is made, and 'headroom install remove' takes all of them back."
        },
        footer = {
            "",
            "Examples:",
            "  headroom install apply --dry-run",
            "  headroom install apply --providers manual --target claude --scope provider",
            "  headroom install apply --profile work --port 9000 --mode lossless",
            "  headroom install apply --runtime docker --image headroom-jvm:0.1.0"
        })
final class ApplyCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Target target = new Target();

    @Mixin
    private Output output = new Output();

    @Mixin
    private ApplyOptions options = new ApplyOptions();

    @Mixin
    private ProxyOptions proxy = new ProxyOptions();

    @Option(names = "--dry-run", description = "Show what would be changed, and change nothing.")
    private boolean dryRun;

    ApplyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Report report = new Report(console, output, "apply", target.text());
        return report.show(() -> {
            Acting.Apply acting =
                    new Acting(console).apply(options.request(target.name(), proxy.proxy(console), console));
            ApplyRequest request = acting.request();
            try (LocalParts local = LocalParts.of(acting.console(), report.progress())) {
                look(local.tools(), request);
                Deployments deployments = local.deployments();
                return dryRun ? preview(report, deployments.dryRun(request)) : report.done(deployments.apply(request));
            }
        });
    }

    /** A tool that was named has to be described rightly; others are left out. */
    private void look(DescribedTools tools, ApplyRequest request) {
        for (String named : request.targets()) {
            tools.refusal(named.toLowerCase(Locale.ROOT)).ifPresent(refusal -> {
                throw refusal;
            });
        }
        tools.faults().forEach(fault -> console.err().println("headroom: " + fault + "; the tool is left out"));
    }

    private Integer preview(Report report, Deployments.DryRun run) {
        Outcome outcome = run.outcome();
        ExitCode code =
                run.refusal().map(DeployException::kind).map(Report::code).orElse(ExitCode.OK);
        run.refusal().ifPresent(refusal -> refusal.messages().forEach(console.err()::println));
        return report.outcome(outcome, code);
    }

    /** What the user asks for in wiring. */
    static final class Wishes {
        @Option(names = "--chain", description = "A base URL that a tool has already becomes the proxy's upstream.")
        private boolean chain;

        @Option(
                names = "--replace-base-url",
                description = "A base URL that a tool has already is replaced, and kept for the way back.")
        private boolean replace;

        @Option(names = "--mcp", description = "Register the retrieval tool with the tools.")
        private boolean mcp;

        @Option(names = "--allow-retrieve", description = "Let tools run 'headroom retrieve' without asking.")
        private boolean allowRetrieve;

        @Option(names = "--no-client-switches", description = "Leave switches alone that only improve a tool.")
        private boolean noClientSwitches;

        java.util.Set<Wiring.Option> options() {
            java.util.Set<Wiring.Option> wanted = java.util.EnumSet.noneOf(Wiring.Option.class);
            add(wanted, chain, Wiring.Option.CHAIN);
            add(wanted, replace, Wiring.Option.REPLACE_BASE_URL);
            add(wanted, mcp, Wiring.Option.MCP);
            add(wanted, allowRetrieve, Wiring.Option.ALLOW_RETRIEVE);
            add(wanted, noClientSwitches, Wiring.Option.NO_CLIENT_SWITCHES);
            return wanted;
        }

        private static void add(java.util.Set<Wiring.Option> wanted, boolean asked, Wiring.Option option) {
            if (asked) {
                wanted.add(option);
            }
        }
    }

    /** The presets by their keys. */
    static Preset preset(String text) throws DeployException {
        for (Preset preset : Preset.values()) {
            if (preset.key().equals(text)) {
                return preset;
            }
        }
        throw new DeployException(
                DeployException.Kind.USAGE,
                "Unknown preset '" + text + "'. Known: persistent-service, persistent-task, persistent-docker.");
    }
}
