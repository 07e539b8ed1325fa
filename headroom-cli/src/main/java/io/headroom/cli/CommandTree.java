package io.headroom.cli;

import io.headroom.api.compress.Mode;
import io.headroom.cli.completion.CompletionCommand;
import io.headroom.cli.compress.CompressCommand;
import io.headroom.cli.compress.DecodeCommand;
import io.headroom.cli.config.ConfigCommand;
import io.headroom.cli.config.SettingFlags;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.cli.console.Style;
import io.headroom.cli.console.Version;
import io.headroom.cli.demo.DemoCommand;
import io.headroom.cli.doctor.DoctorCommand;
import io.headroom.cli.eval.EvalCommand;
import io.headroom.cli.install.InstallCommand;
import io.headroom.cli.mcp.McpCommand;
import io.headroom.cli.original.OriginalsCommand;
import io.headroom.cli.original.RetrieveCommand;
import io.headroom.cli.plugins.PluginsCommand;
import io.headroom.cli.proxy.ProxyCommand;
import io.headroom.cli.shell.ShellIntegrationCommand;
import io.headroom.cli.unwrap.UnwrapCommand;
import io.headroom.cli.wrap.WrapCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Puts the commands together and turns what they throw into one line and an exit code. A run that names its command gets that one alone:
 * reading the options of all would take longer than most commands do.
 */
final class CommandTree {
    private static final String COMPLETION = "completion";

    /** In the order in which the help shows them. */
    private static final List<String> NAMES = List.of(
            "proxy",
            "wrap",
            "unwrap",
            "compress",
            "decode",
            "retrieve",
            "originals",
            "mcp",
            "install",
            "doctor",
            "config",
            "plugins",
            "demo",
            "eval",
            "shell-integration",
            COMPLETION);

    private CommandTree() {}

    /** Runs a command line. */
    static int run(Console console, String... args) {
        List<String> words = List.of(args);
        if (words.equals(List.of("--version")) || words.equals(List.of("-V"))) {
            // Asked for by scripts: not worth reading any command.
            console.out().println(Version.line());
            return ExitCode.OK.status();
        }
        return create(console, words).execute(args);
    }

    /** All commands, ready to run. */
    static CommandLine create(Console console) {
        return create(console, List.of());
    }

    /** The command that the words begin with; all where they begin with none, or with the one that writes about all. */
    private static CommandLine create(Console console, List<String> words) {
        CommandLine tree = new CommandLine(new HeadroomCommand());
        boolean one = !words.isEmpty()
                && NAMES.contains(words.get(0))
                && !words.get(0).equals(COMPLETION);
        for (String name : one ? words.subList(0, 1) : NAMES) {
            tree.addSubcommand(name, command(name, console, one ? words.subList(1, words.size()) : List.of()));
        }
        addStandardOptions(tree);
        tree.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(console.style() == Style.COLORED ? Ansi.ON : Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Mode.class, CommandTree::mode)
                .setUsageHelpWidth(110)
                .setExecutionExceptionHandler((e, line, parsed) -> report(console, e))
                .setParameterExceptionHandler((e, given) -> explain(console, e));
        return tree;
    }

    private static CommandLine command(String name, Console console, List<String> words) {
        return switch (name) {
            case "proxy" -> withSettings(new ProxyCommand(console));
            // What stands behind the tool's name may look like an option of ours and be the tool's.
            case "wrap" -> new CommandLine(new WrapCommand(console)).setStopAtPositional(true);
            case "unwrap" -> new CommandLine(new UnwrapCommand(console));
            case "compress" -> new CommandLine(new CompressCommand(console));
            case "decode" -> new CommandLine(new DecodeCommand(console));
            case "retrieve" -> new CommandLine(new RetrieveCommand(console));
            case "originals" -> new CommandLine(new OriginalsCommand(console));
            case "mcp" -> new CommandLine(new McpCommand(console));
            case "install" -> InstallCommand.tree(console, words);
            case "doctor" -> new CommandLine(new DoctorCommand(console));
            case "config" -> withSettings(new ConfigCommand(console));
            case "plugins" -> new CommandLine(new PluginsCommand(console));
            case "demo" -> new CommandLine(new DemoCommand(console));
            case "eval" -> new CommandLine(new EvalCommand(console));
            case "shell-integration" -> new CommandLine(new ShellIntegrationCommand(console));
            case COMPLETION -> new CommandLine(new CompletionCommand(console));
            default -> throw new IllegalArgumentException("no command " + name);
        };
    }

    private static CommandLine withSettings(Object command) {
        CommandLine line = new CommandLine(command);
        SettingFlags.addTo(line);
        return line;
    }

    /** The same two options everywhere, said in one place. */
    private static void addStandardOptions(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        spec.version(Version.line());
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help and exit.")
                .build());
        spec.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version and exit.")
                .build());
        command.getSubcommands().values().forEach(CommandTree::addStandardOptions);
    }

    private static Mode mode(String text) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.key().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new CommandLine.TypeConversionException("'" + text + "' is none of "
                        + Arrays.stream(Mode.values()).map(Mode::key).collect(Collectors.joining(", "))));
    }

    private static int report(Console console, Exception e) {
        ExitCode code = e instanceof Failure failure ? failure.code() : ExitCode.FAULT;
        String message = e instanceof Failure
                ? e.getMessage()
                : "this failed, and should not have: " + e.getMessage() + ". HEADROOM_DEBUG=1 shows where.";
        console.err().println("headroom: " + message);
        trace(console, e);
        return code.status();
    }

    private static int explain(Console console, ParameterException e) {
        CommandLine command = e.getCommandLine();
        console.err().println("headroom: " + e.getMessage());
        StringWriter suggestions = new StringWriter();
        if (UnmatchedArgumentException.printSuggestions(e, new PrintWriter(suggestions))) {
            console.err().print(suggestions);
        }
        console.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        trace(console, e);
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static void trace(Console console, Exception e) {
        if (console.debug()) {
            e.printStackTrace(console.err());
        }
    }
}
