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
import io.headroom.cli.original.LocalStores;
import io.headroom.cli.plugins.PluginFolders;
import io.headroom.compress.CompressionEngine;
import io.headroom.compress.CompressionSettings;
import io.headroom.compress.Stores;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** An engine for one command: all plugins, nothing remembered, and time enough, since nobody's request waits. */
public final class LocalEngine implements AutoCloseable {
    private static final CompressionSettings.Budget PATIENT = new CompressionSettings.Budget(
            Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(10), 1, 1024);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Plugins plugins;
    private final CompressionEngine engine;
    private final Optional<Stores> stores;

    private LocalEngine(Plugins plugins, CompressionEngine engine, Optional<Stores> stores) {
        this.plugins = plugins;
        this.engine = engine;
        this.stores = stores;
    }

    /** An engine with the plugins that this console's environment names; it leaves nothing out. Broken plugins are named on standard error. */
    public static LocalEngine open(Console console, Mode mode) {
        return open(console, CompressionSettings.defaults().withMode(mode), Optional.empty());
    }

    /** An engine that can also leave something out, and keeps the originals where the settings say that the proxy does. */
    public static LocalEngine shortening(Console console, Mode mode, ParseResult parsed) {
        return shortening(
                console, CompressionSettings.defaults().withMode(mode), LocalStores.forKeeping(console, parsed));
    }

    /**
     * The same with other settings but for the time that it takes, and with stores that are already known; closing the engine closes
     * them.
     */
    public static LocalEngine shortening(Console console, CompressionSettings settings, Stores stores) {
        return open(console, settings, Optional.of(stores));
    }

    /** An engine that can also leave something out, and forgets the originals with itself. */
    public static LocalEngine measuring(Console console, Mode mode) {
        return shortening(
                console, CompressionSettings.defaults().withMode(mode), Stores.inMemory("", Stores.defaultMaxBytes()));
    }

    private static LocalEngine open(Console console, CompressionSettings settings, Optional<Stores> stores) {
        Plugins plugins = PluginFolders.of(Workspace.of(console.environment())).open();
        CompressionEngine.Builder builder = CompressionEngine.builder()
                .settings(settings.withBudget(PATIENT))
                .compressors(plugins.all(Compressor.class))
                .tokenCounters(plugins.all(TokenCounter.class))
                .threadPrefix("headroom-command");
        stores.ifPresent(there -> builder.originals(there.originals()).patience(PATIENCE));
        CompressionEngine engine = builder.build();
        for (PluginReport report : plugins.reports()) {
            if (report.status() == PluginReport.Status.SKIPPED) {
                console.err().println("headroom: the plugin " + report.name() + " was skipped: " + report.detail());
            }
        }
        return new LocalEngine(plugins, engine, stores);
    }

    /** The engine. */
    public CompressionEngine engine() {
        return engine;
    }

    /** The compressors of the plugins. */
    public List<Compressor> compressors() {
        return plugins.all(Compressor.class);
    }

    /** Where the originals of shortened texts are; an engine that leaves nothing out has none. */
    public OriginalStore originals() {
        return stores.orElseThrow().originals();
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
        stores.ifPresent(Stores::close);
        plugins.close();
    }
}
