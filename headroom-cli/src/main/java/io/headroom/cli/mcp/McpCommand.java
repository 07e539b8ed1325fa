package io.headroom.cli.mcp;

import io.headroom.cli.compress.LocalEngine;
import io.headroom.cli.config.SettingsSource;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.cli.original.LocalStores;
import io.headroom.cli.proxy.JvmLogging;
import io.headroom.proxy.ProxySettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * {@code headroom mcp}: what agents get as tools. Nothing here names a type of the MCP SDK in a field or a signature, since all commands
 * are looked at at each start, and only this one has the SDK on its module path.
 */
@Command(
        name = "mcp",
        description = "Serves compression and retrieval as tools of the Model Context Protocol.",
        footer = {
            "",
            "Examples:",
            "  claude mcp add headroom -- headroom mcp serve",
            "  codex mcp add headroom -- headroom mcp serve"
        })
public final class McpCommand implements Runnable {
    private final Console console;

    @Spec
    private CommandSpec spec;

    /** A command that speaks over this console. */
    public McpCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Serves until standard input ends. */
    @Command(
            name = "serve",
            description = "Serves over standard input and output until the input ends. Agents start it themselves.",
            footer = {
                "",
                "Tools: headroom_compress shrinks a text and keeps the original, headroom_retrieve gives parts of an original,",
                "headroom_stats tells figures. They work on the workspace's store, whether the proxy runs or not, so that",
                "headroom_retrieve also redeems what the proxy left out. Messages go to standard error.",
                "",
                "Examples:",
                "  claude mcp add headroom -- headroom mcp serve",
                "  codex mcp add headroom -- headroom mcp serve"
            })
    int serve() {
        ParseResult parsed = spec.commandLine().getParseResult();
        ProxySettings settings = SettingsSource.resolve(console, parsed).settings();
        JvmLogging.quiet(System.Logger.Level.WARNING);
        try (LocalEngine local =
                LocalEngine.shortening(console, settings.engine(), LocalStores.forKeeping(console, parsed))) {
            StdioServer.serve(console, new Tools(local.engine(), local.originals()));
            return ExitCode.OK.status();
        } catch (NoClassDefFoundError e) {
            throw new Failure(
                    ExitCode.FAULT,
                    "the MCP SDK is not on the module path (" + e.getMessage()
                            + "). Start bin/headroom, which adds lib/mcp to it.",
                    e);
        }
    }
}
