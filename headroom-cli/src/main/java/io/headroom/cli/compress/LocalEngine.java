package io.headroom.cli.compress;

import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Mode;
import io.headroom.api.dialect.Dialect;
import io.headroom.api.original.OriginalStore;
import io.headroom.api.plugin.PluginReport;
import io.headroom.api.plugin.Plugins;
import io.headroom.api.token.TokenCounter;
import io.headroom.api.token.Tokenizer;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.Workspace;
import io.headroom.cli.plugins.PluginFolders;
import io.headroom.compress.CompressionEngine;
import io.headroom.compress.CompressionSettings;
import io.headroom.compress.SettledForms;
import java.time.Duration;
import java.util.List;

/** An engine for one command: all plugins, nothing remembered, and time enough, since nobody's request waits. */
public final class LocalEngine implements AutoCloseable {
    private static final CompressionSettings.Budget PATIENT = new CompressionSettings.Budget(
            Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(10), 1, 1024);

    private final Plugins plugins;
    private final CompressionEngine engine;

    private LocalEngine(Plugins plugins, CompressionEngine engine) {
        this.plugins = plugins;
        this.engine = engine;
    }

    /** An engine with the plugins that this console's environment names; broken ones are named on standard error. */
    public static LocalEngine open(Console console, Mode mode) {
        return open(console, CompressionSettings.defaults().withMode(mode), CompressionEngine.builder());
    }

    /**
     * The same with an engine that may leave things out, since their originals are kept. The budget of the settings gives way to a
     * patient one.
     */
    public static LocalEngine open(
            Console console, CompressionSettings settings, SettledForms forms, OriginalStore originals) {
        return open(
                console,
                settings,
                CompressionEngine.builder().settledForms(forms).originals(originals));
    }

    private static LocalEngine open(Console console, CompressionSettings settings, CompressionEngine.Builder builder) {
        Plugins plugins = PluginFolders.of(Workspace.of(console.environment())).open();
        CompressionEngine engine = builder.settings(settings.withBudget(PATIENT))
                .compressors(plugins.all(Compressor.class))
                .tokenCounters(plugins.all(TokenCounter.class))
                .threadPrefix("headroom-command")
                .build();
        for (PluginReport report : plugins.reports()) {
            if (report.status() == PluginReport.Status.SKIPPED) {
                console.err().println("headroom: the plugin " + report.name() + " was skipped: " + report.detail());
            }
        }
        return new LocalEngine(plugins, engine);
    }

    /** The engine. */
    public CompressionEngine engine() {
        return engine;
    }

    /** The dialects of the plugins. */
    public List<Dialect> dialects() {
        return plugins.all(Dialect.class);
    }

    /** What counts the tokens of a model; the engine's own counter knows every model. */
    public Tokenizer tokenizer(String model) {
        return plugins.all(TokenCounter.class).stream()
                .flatMap(counter -> counter.tokenizer(model).stream())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        engine.close();
        plugins.close();
    }
}
