package io.headroom.cli.unwrap;

import io.headroom.api.provider.ProviderAdapter;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.cli.install.LocalParts;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.Deployments;
import io.headroom.deploy.legacy.Leftover;
import io.headroom.deploy.legacy.LegacyMarks;
import io.headroom.deploy.legacy.LegacyRemoval;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headroom unwrap}: takes tools out of every profile, or of one. It needs neither proxy nor supervisor nor the tool itself. */
@Command(
        name = "unwrap",
        description = "Takes tools out of the profiles that they are wired to; the proxy and other tools go on.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or there was nothing to do",
            "1:everything was undone, but what --restart asked for failed",
            "2:the command line is wrong",
            "4:there is no such profile",
            "7:somebody else is changing the profile",
            "8:not everything could be undone; nothing is forgotten"
        },
        footer = {
            "",
            "Examples:",
            "  headroom unwrap claude --dry-run    show what would be undone",
            "  headroom unwrap claude codex        both, in every profile",
            "  headroom unwrap --all               every tool; the proxies stay"
        })
public final class UnwrapCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..*", paramLabel = "TOOL", description = "The tools.")
    private List<String> tools = new ArrayList<>();

    @Option(names = "--all", description = "Every tool that a profile is wired to.")
    private boolean all;

    @Option(names = "--profile", paramLabel = "NAME", description = "Only this profile. Default: every profile.")
    private @Nullable String profile;

    @Option(names = "--dry-run", description = "Show what would be undone, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--legacy",
            description = "Also take out what the Python Headroom left in marked lines; files are copied before.")
    private boolean legacy;

    @Option(
            names = "--restart",
            description = "Also start anew what a tool left in the background, such as OpenClaw's gateway.")
    private boolean restart;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** What older scripts may say; it has no effect here. */
    @Option(
            names = {"--no-stop-proxy", "--keep-mcp", "--keep-rtk"},
            hidden = true)
    private boolean[] former = {};

    @Option(
            names = {"--port", "--proxy-port"},
            hidden = true)
    private List<String> formerPorts = new ArrayList<>();

    /** A command that prints to this console. */
    public UnwrapCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (tools.isEmpty() != all) {
            throw new Failure(
                    ExitCode.USAGE,
                    all ? "--all means every tool; name none besides." : "Which tool? Name one, or --all.");
        }
        if (former.length > 0 || !formerPorts.isEmpty()) {
            console.err().println("headroom: options of the Python Headroom that have no meaning here were ignored.");
        }
        // What is finished first is worth a line; unwrapping itself takes no time.
        try (LocalParts local = LocalParts.of(console, console.err()::println)) {
            List<ProviderAdapter> adapters = local.parts().plugins().adapters();
            Records records = Records.of(local.deployments(), profile);
            Unwrapping unwrapping =
                    new Unwrapping(local.deployments(), records, new Strangers(adapters, local.parts(), records));
            List<Unwrapping.Done> done = new ArrayList<>();
            List<Leftover> leftovers = leftovers(local, records);
            Set<String> others = new TreeSet<>(local.tools().faulty());
            leftovers.stream()
                    .map(Leftover::tool)
                    .filter(tool -> !tool.equals(Leftover.ANY))
                    .forEach(others::add);
            for (String tool : chosen(adapters, others, records)) {
                done.add(dryRun ? unwrapping.preview(tool) : unwrapping.unwrap(tool));
            }
            LegacyWork old = old(local, done, leftovers);
            Restarts restarts = restart
                    ? Restarts.of(
                            done.stream().map(Unwrapping.Done::tool).toList(),
                            adapters,
                            local.parts().host(),
                            dryRun)
                    : Restarts.none();
            UnwrapPage page = new UnwrapPage(dryRun, done, records.troubles(), old, restarts);
            if (json) {
                console.out().print(page.json());
            } else {
                page.lines().forEach(console.out()::println);
            }
            page.errors().forEach(console.err()::println);
            return page.code().status();
        } catch (DeployException refused) {
            throw new Failure(
                    refused.kind() == DeployException.Kind.NO_PROFILE ? ExitCode.NO_PROFILE : ExitCode.FAULT,
                    refused.getMessage(),
                    refused);
        }
    }

    /** What the Python Headroom left; blocks of profiles are none of it. */
    private static List<Leftover> leftovers(LocalParts local, Records records) {
        return new LegacyMarks(local.parts().host(), records.names()).find();
    }

    /** What the Python Headroom left is shown, and taken out if that was asked for. */
    private LegacyWork old(LocalParts local, List<Unwrapping.Done> done, List<Leftover> leftovers) {
        List<Leftover> found = leftovers.stream()
                .filter(one -> all || done.stream().anyMatch(tool -> one.concerns(tool.tool())))
                .toList();
        return LegacyWork.on(
                found, legacy && !dryRun ? new LegacyRemoval(local.parts().host()) : null);
    }

    /** The ids that are meant; a tool whose adapter is gone is still known to the profiles. */
    private Set<String> chosen(List<ProviderAdapter> adapters, Set<String> others, Records records) {
        if (all) {
            return records.tools();
        }
        Set<String> known = new TreeSet<>(records.tools());
        known.addAll(others);
        adapters.forEach(adapter -> known.add(adapter.id()));
        Set<String> chosen = new LinkedHashSet<>();
        for (String word : tools) {
            String name = word.toLowerCase(Locale.ROOT);
            String id = adapters.stream()
                    .filter(adapter -> adapter.aliases().contains(name))
                    .map(ProviderAdapter::id)
                    .findFirst()
                    .orElse(name);
            if (!known.contains(id)) {
                throw new Failure(
                        ExitCode.USAGE, "Unknown tool '" + word + "'. Known: " + String.join(", ", known) + ".");
            }
            chosen.add(id);
        }
        return chosen;
    }

    /** What profiles can be changed, and why others cannot. */
    record Records(List<Deployments.Installed> profiles, Set<String> names, List<String> troubles) {
        static Records of(Deployments deployments, @Nullable String only) throws DeployException {
            List<Deployments.Installed> found = new ArrayList<>();
            List<String> troubles = new ArrayList<>();
            Set<String> names = new LinkedHashSet<>();
            for (Deployments.Manifested one : deployments.manifests()) {
                names.add(one.profile());
                if (only != null && !one.profile().equals(only)) {
                    continue;
                }
                one.installed().ifPresent(found::add);
                if (!one.trouble().isEmpty()) {
                    troubles.add("Profile '" + one.profile() + "' was left. " + one.trouble());
                }
            }
            if (only != null && !names.contains(only)) {
                throw new Failure(
                        ExitCode.NO_PROFILE,
                        "No profile '" + only + "'."
                                + (names.isEmpty()
                                        ? " None is installed."
                                        : " Installed: " + String.join(", ", names) + "."));
            }
            return new Records(found, names, troubles);
        }

        Set<String> tools() {
            Set<String> tools = new TreeSet<>();
            profiles.forEach(one -> tools.addAll(one.manifest().targets()));
            return tools;
        }
    }
}
