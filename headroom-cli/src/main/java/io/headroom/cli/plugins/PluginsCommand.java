package io.headroom.cli.plugins;

import io.headroom.api.plugin.PluginReport;
import io.headroom.api.plugin.Plugins;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Json;
import io.headroom.cli.console.Style;
import io.headroom.cli.console.Table;
import io.headroom.cli.console.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code headroom plugins}: what is loaded, from where, and what was skipped and why. */
@Command(
        name = "plugins",
        description = "Lists the plugins: those that are in use, and those that were skipped and why.",
        footer = {
            "",
            "Plugins are jars in the distribution's folder 'plugins' and in '<workspace>/plugins'.",
            "",
            "Example:",
            "  headroom plugins --json"
        })
public final class PluginsCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** A command that prints to this console. */
    public PluginsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Workspace workspace = Workspace.of(console.environment());
        try (Plugins plugins = PluginFolders.of(workspace).open()) {
            List<PluginReport> reports = plugins.reports();
            if (json) {
                console.out().print(json(reports));
            } else {
                print(reports, workspace.plugins());
            }
        }
        return ExitCode.OK.status();
    }

    private void print(List<PluginReport> reports, Path folder) {
        Style style = console.style();
        Table table = new Table("id", "kind", "version", "status", "source");
        for (PluginReport report : reports) {
            table.row(report.name(), report.service(), report.version(), status(report), report.source());
        }
        table.lines(style).forEach(console.out()::println);
        for (PluginReport report : reports) {
            if (report.status() == PluginReport.Status.SKIPPED) {
                console.out().println();
                console.out().println(style.bad("skipped ") + report.name() + ": " + report.detail());
            }
        }
        console.out().println();
        console.out().println(style.faint("Your own plugins belong into " + folder));
    }

    private static String json(List<PluginReport> reports) {
        return Json.document(out -> {
            out.writeStartArray();
            for (PluginReport report : reports) {
                out.writeStartObject();
                out.writeStringProperty("id", report.name());
                out.writeStringProperty("kind", report.service());
                out.writeStringProperty("version", report.version());
                out.writeStringProperty("source", report.source());
                out.writeStringProperty("status", status(report));
                out.writeStringProperty("detail", report.detail());
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private static String status(PluginReport report) {
        return report.status().name().toLowerCase(Locale.ROOT);
    }
}
