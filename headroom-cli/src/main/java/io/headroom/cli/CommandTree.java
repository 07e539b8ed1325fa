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

/** Puts the commands together and turns what they throw into one line and an exit code. */
final class CommandTree {
    private CommandTree() {}

    /** Runs a command line. */
    static int run(Console console, String... args) {
        if (List.of("--version", "-V").equals(List.of(args))) {
            // Asked for by scripts: not worth reading all commands.
            console.out().println(Version.line());
            return ExitCode.OK.status();
        }
        return create(console).execute(args);
    }

    /** All commands, ready to run. */
    static CommandLine create(Console console) {
        CommandLine tree = new CommandLine(new HeadroomCommand())
                .addSubcommand(new ProxyCommand(console))
                .addSubcommand(new WrapCommand(console))
                .addSubcommand(new UnwrapCommand(console))
                .addSubcommand(new CompressCommand(console))
                .addSubcommand(new DecodeCommand(console))
                .addSubcommand(new RetrieveCommand(console))
                .addSubcommand(new OriginalsCommand(console))
                .addSubcommand(new McpCommand(console))
                .addSubcommand(InstallCommand.tree(console))
                .addSubcommand(new DoctorCommand(console))
                .addSubcommand(new ConfigCommand(console))
                .addSubcommand(new PluginsCommand(console))
                .addSubcommand(new DemoCommand(console))
                .addSubcommand(new EvalCommand(console))
                .addSubcommand(new ShellIntegrationCommand(console))
                .addSubcommand(new CompletionCommand(console));
        SettingFlags.addTo(tree.getSubcommands().get("proxy"));
        SettingFlags.addTo(tree.getSubcommands().get("config"));
        // What stands behind the tool's name may look like an option of ours and be the tool's.
        tree.getSubcommands().get("wrap").setStopAtPositional(true);
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
