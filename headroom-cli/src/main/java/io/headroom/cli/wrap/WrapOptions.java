package io.headroom.cli.wrap;

import io.headroom.api.compress.Mode;
import io.headroom.api.provider.Wiring;
import io.headroom.cli.install.ToolChoices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of {@code wrap}. All are long, so that none is mistaken for one of the tool's. */
final class WrapOptions {
    @Option(names = "--port", paramLabel = "N", description = "The port of the proxy.")
    private @Nullable Integer port;

    @Option(names = "--profile", paramLabel = "P", description = "The deployment to use.")
    private @Nullable String profile;

    @Option(names = "--no-proxy", description = "Start and recover nothing: use the proxy that is there, or none.")
    private boolean noProxy;

    @Option(names = "--strict", description = "If no proxy can be had, do not run the tool without one.")
    private boolean strict;

    @Option(names = "--mode", paramLabel = "MODE", description = "How far compression goes, for a proxy of our own.")
    private @Nullable Mode mode;

    @Option(names = "--timeout", paramLabel = "S", defaultValue = "20", description = "How long to wait for a proxy.")
    private int timeout;

    @Option(names = "--print", description = "Print what would be run, and run nothing.")
    private boolean print;

    @Option(names = "--quiet", description = "Say nothing unless something is wrong.")
    private boolean quiet;

    @Option(names = "--mcp", description = "Offer the retrieval tool to the tool over MCP.")
    private boolean mcp;

    @Option(names = "--allow-retrieve", description = "Let the tool retrieve without asking.")
    private boolean allowRetrieve;

    @Option(names = "--no-client-switches", description = "Leave switches of the tool alone that only improve it.")
    private boolean noClientSwitches;

    @Mixin
    private ToolChoices choices = new ToolChoices();

    @Option(names = "--1m", description = "claude: ask for the context of a million tokens.")
    private boolean million;

    @Option(names = "--env", paramLabel = "NAME=TEXT", description = "run: a further variable; {base} is the address.")
    private List<String> env = new ArrayList<>();

    /** What older scripts may say; it has no effect here. */
    @Option(
            names = {
                "--memory",
                "--learn",
                "--code-graph",
                "--serena",
                "--no-serena",
                "--no-tokensave",
                "--no-mcp",
                "--no-rtk",
                "--no-context-tool",
                "--verbose"
            },
            hidden = true)
    private boolean[] former = {};

    @Option(
            names = {"--backend", "--region", "--anyllm-provider"},
            hidden = true)
    private List<String> formerValues = new ArrayList<>();

    /** Each option by its name, and whether it takes a value. */
    static Map<String, Boolean> names() {
        Map<String, Boolean> names = new TreeMap<>();
        CommandSpec spec = CommandSpec.forAnnotatedObject(new WrapOptions());
        spec.options()
                .forEach(option -> List.of(option.names())
                        .forEach(name -> names.put(name, option.arity().max() > 0)));
        return names;
    }

    /** Reads words that stand behind the tool's name into these options. */
    void read(List<String> words, CommandLine like) {
        new CommandLine(this)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Mode.class, text -> Mode.valueOf(text.toUpperCase(Locale.ROOT)))
                .setUsageHelpWidth(like.getUsageHelpWidth())
                .parseArgs(words.toArray(String[]::new));
    }

    OptionalInt port() {
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    Optional<String> profile() {
        return Optional.ofNullable(profile);
    }

    boolean noProxy() {
        return noProxy;
    }

    boolean strict() {
        return strict;
    }

    Optional<Mode> mode() {
        return Optional.ofNullable(mode);
    }

    Duration timeout() {
        return Duration.ofSeconds(Math.max(1, timeout));
    }

    boolean print() {
        return print;
    }

    boolean quiet() {
        return quiet;
    }

    /** Whether something was asked for that only the Python program knows. */
    boolean former() {
        return former.length > 0 || !formerValues.isEmpty();
    }

    /** What adapters of any tool know. */
    Set<Wiring.Option> wiring() {
        Set<Wiring.Option> options = EnumSet.noneOf(Wiring.Option.class);
        if (mcp) {
            options.add(Wiring.Option.MCP);
        }
        if (allowRetrieve) {
            options.add(Wiring.Option.ALLOW_RETRIEVE);
        }
        if (noClientSwitches) {
            options.add(Wiring.Option.NO_CLIENT_SWITCHES);
        }
        return options;
    }

    /** What the adapters of some tools know. */
    Map<String, List<String>> choices() {
        Map<String, List<String>> chosen = new LinkedHashMap<>(choices.chosen());
        if (million) {
            chosen.put("1m", List.of());
        }
        if (!env.isEmpty()) {
            chosen.put("env", List.copyOf(env));
        }
        return chosen;
    }
}
