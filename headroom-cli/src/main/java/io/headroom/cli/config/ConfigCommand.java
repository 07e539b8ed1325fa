package io.headroom.cli.config;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.proxy.SettingsResolver.Resolution;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headroom config}: every setting, its value and where the value comes from. */
@Command(
        name = "config",
        description = "Shows every setting of the proxy, its value and where the value comes from.",
        synopsisHeading = "Usage: ",
        customSynopsis = "headroom config [--check] [--json] [--config=FILE] [any option of 'headroom proxy']",
        footer = {
            "",
            "A flag is stronger than an environment variable, that than the file, that than the default. Secrets are",
            "masked. With --check nothing is printed but faults and warnings, and the exit code is 0 or 78.",
            "",
            "Example:",
            "  HEADROOM_PORT=9000 headroom config --mode lossless"
        })
public final class ConfigCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--check", description = "Only check the settings.")
    private boolean check;

    /** A command that prints to this console. */
    public ConfigCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Resolution resolution =
                SettingsSource.resolve(console, spec.commandLine().getParseResult());
        if (json) {
            console.out().print(SettingsPage.json(resolution));
        } else if (!check) {
            SettingsPage.lines(resolution, console.style()).forEach(console.out()::println);
        }
        resolution.warnings().forEach(warning -> console.err().println("headroom: " + warning));
        return ExitCode.OK.status();
    }
}
