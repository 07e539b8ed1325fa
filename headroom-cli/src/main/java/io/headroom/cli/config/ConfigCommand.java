package io.headroom.cli.config;

import io.headroom.api.plugin.Plugins;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Workspace;
import io.headroom.cli.plugins.PluginFolders;
import io.headroom.proxy.InvalidSettingsException;
import io.headroom.proxy.SettingsResolver.Resolution;
import io.headroom.proxy.ToolSettings;
import java.util.List;
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
        checkTools(resolution.tools());
        if (json) {
            console.out().print(SettingsPage.json(resolution));
        } else if (!check) {
            SettingsPage.lines(resolution, console.style()).forEach(console.out()::println);
        }
        resolution.warnings().forEach(warning -> console.err().println("headroom: " + warning));
        return ExitCode.OK.status();
    }

    /** Which names are taken is known to the plugins, which nobody waits for without a reason. */
    private void checkTools(ToolSettings tools) {
        List<InvalidSettingsException.Fault> faults = tools.faults();
        if (!tools.tools().isEmpty()) {
            try (Plugins plugins =
                    PluginFolders.of(Workspace.of(console.environment())).open()) {
                faults = DescribedTools.of(plugins.all(ProviderAdapter.class), tools)
                        .faults();
            }
        }
        if (!faults.isEmpty()) {
            throw SettingsSource.failure(new InvalidSettingsException(faults));
        }
    }
}
