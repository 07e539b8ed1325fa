package io.headroom.cli.proxy;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import io.headroom.api.plugin.PluginSource;
import io.headroom.cli.console.Console;
import io.headroom.cli.plugins.PluginFolders;
import io.headroom.proxy.ProxySettings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;

/** Wires the proxy of the command line. Guice sees instances of ours only; plugins are made by the loader. */
final class ProxyModule extends AbstractModule {
    private final Console console;
    private final ProxySettings settings;
    private final Supplier<ProxySettings> source;
    private final StartListener listener;

    ProxyModule(Console console, ProxySettings settings, Supplier<ProxySettings> source, StartListener listener) {
        this.console = console;
        this.settings = settings;
        this.source = source;
        this.listener = listener;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().requireAtInjectOnConstructors();
        bind(Console.class).toInstance(console);
        bind(ProxySettings.class).toInstance(settings);
        bind(new TypeLiteral<Supplier<ProxySettings>>() {}).toInstance(source);
        bind(StartListener.class).toInstance(listener);
        bind(PluginSource.class).toInstance(plugins());
        bind(ProxyRun.class);
    }

    private PluginSource plugins() {
        List<Path> folders = settings.plugins().dir().map(List::of).orElse(List.of());
        return PluginFolders.of(folders)
                .without(new HashSet<>(settings.plugins().disabled()));
    }
}
