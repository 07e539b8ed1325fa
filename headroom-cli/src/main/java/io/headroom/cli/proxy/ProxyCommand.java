package io.headroom.cli.proxy;

import io.headroom.cli.config.SettingsPage;
import io.headroom.cli.config.SettingsSource;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.proxy.SettingsResolver.Resolution;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headroom proxy}: runs the proxy until it is told to stop. Its options come from the settings catalog. */
@Command(
        name = "proxy",
        description = "Runs the proxy in the foreground until SIGTERM or Ctrl-C.",
        synopsisHeading = "Usage: ",
        customSynopsis = "headroom proxy [OPTION...]",
        footer = {
            "",
            "Every option is also an environment variable (--max-connections: HEADROOM_MAX_CONNECTIONS) and a key of",
            "headroom.toml. 'headroom config' shows what is set, and where.",
            "",
            "Examples:",
            "  headroom proxy                                             listen on http://127.0.0.1:8787",
            "  headroom proxy --port 9000 --mode lossless",
            "  ANTHROPIC_BASE_URL=http://127.0.0.1:8787 claude            in another terminal"
        })
public final class ProxyCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(names = "--print-config", description = "Print every setting with its origin, and exit.")
    private boolean printConfig;

    @Option(names = "--check", description = "Check the settings without listening, and exit with 0 or 78.")
    private boolean check;

    /** A command that prints to this console. */
    public ProxyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Resolution resolution =
                SettingsSource.resolve(console, spec.commandLine().getParseResult());
        resolution.warnings().forEach(warning -> console.err().println("headroom: " + warning));
        if (printConfig) {
            SettingsPage.lines(resolution, console.style()).forEach(console.out()::println);
        }
        if (printConfig || check) {
            return ExitCode.OK.status();
        }
        return ProxyWords.run(console, spec.commandLine().getParseResult(), resolution, () -> {})
                .status();
    }
}
