package io.headroom.cli.doctor;

import io.headroom.api.provider.ProviderAdapter;
import io.headroom.cli.config.DescribedTools;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.cli.install.LocalParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom doctor}: looks at everything between a tool and its provider, and says what to do. */
@Command(
        name = "doctor",
        description = "Finds out why requests do not go where they should, and what to do about it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all is well", "1:there are warnings", "2:something fails, or the command line is wrong"},
        footer = {
            "",
            "Examples:",
            "  headroom doctor                everything, in less than three seconds; changes nothing",
            "  headroom doctor claude         only what concerns Claude Code, and the proxy",
            "  headroom doctor --fix          offer to do what is safe"
        })
public final class DoctorCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "TOOL", description = "Only these tools.")
    private List<String> tools = new ArrayList<>();

    @Option(names = "--profile", paramLabel = "NAME", description = "Only this profile.")
    private @Nullable String profile;

    @Option(names = "--port", paramLabel = "N", description = "The proxy on this port.")
    private @Nullable Integer port;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--fix", description = "Do what is safe, each after a question, and look again.")
    private boolean fix;

    @Option(names = "--yes", description = "With --fix: do not ask.")
    private boolean yes;

    @Option(
            names = "--probe",
            description = "Also send a request through a proxy, and ask the providers whether they can be reached.")
    private boolean probe;

    @Option(
            names = "--capabilities",
            description = "Show how each tool can be wired, and what it loses; check nothing.")
    private boolean capabilities;

    /** A command that prints to this console. */
    public DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (port != null && (port < 1 || port > 65_535)) {
            throw new Failure(ExitCode.USAGE, "--port takes a number from 1 to 65535.");
        }
        try (LocalParts local = LocalParts.of(console, progress -> {})) {
            Asked asked = new Asked(
                    console,
                    Optional.ofNullable(profile),
                    port == null ? OptionalInt.empty() : OptionalInt.of(port),
                    ids(local.tools()));
            Scene scene = Scene.of(asked, local.parts(), local.deployments());
            if (capabilities) {
                CapabilitiesPage page = new CapabilitiesPage(scene);
                print(json ? List.of(page.json().stripTrailing()) : page.lines(console.style()));
                return ExitCode.OK.status();
            }
            List<Diagnosis> diagnoses = look(scene, local.tools());
            if (fix && new Repairs(console, yes ? Repairs.Consent.GIVEN : Repairs.Consent.ASKED).make(diagnoses)) {
                scene = Scene.of(asked, local.parts(), local.deployments());
                diagnoses = look(scene, local.tools());
            }
            DoctorPage page = new DoctorPage(scene.port(), diagnoses);
            print(json ? List.of(page.json().stripTrailing()) : page.lines(console.style()));
            return page.exitCode();
        }
    }

    private void print(List<String> lines) {
        lines.forEach(console.out()::println);
    }

    private List<Diagnosis> look(Scene scene, DescribedTools described) {
        List<Check> checks = new ArrayList<>(List.of(
                new LauncherCheck(),
                new WorkspaceCheck(),
                new ProfilesCheck(),
                new ProxyCheck(),
                new ToolsCheck(described),
                new ShellCheck(),
                new EnvironmentCheck(),
                new RetrievalCheck(spec.commandLine().getParseResult()),
                new LeftoversCheck()));
        if (probe) {
            checks.add(new UpstreamCheck());
            checks.add(new EndToEndCheck(spec.commandLine().getParseResult()));
        }
        List<Diagnosis> all = new ArrayList<>();
        checks.forEach(check -> all.addAll(check.look(scene)));
        return all;
    }

    private List<String> ids(DescribedTools described) {
        List<String> ids = new ArrayList<>();
        for (String tool : tools) {
            String name = tool.toLowerCase(Locale.ROOT);
            ids.add(
                    described.faulty().contains(name)
                            ? name
                            : described
                                    .named(name, adapters -> unknown(tool, adapters))
                                    .id());
        }
        return ids;
    }

    private static Failure unknown(String tool, List<ProviderAdapter> adapters) {
        return new Failure(
                ExitCode.USAGE,
                "Unknown tool '" + tool + "'. Known: "
                        + adapters.stream().map(ProviderAdapter::id).collect(Collectors.joining(", ")) + ".");
    }
}
