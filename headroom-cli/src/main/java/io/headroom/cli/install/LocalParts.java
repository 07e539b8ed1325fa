package io.headroom.cli.install;

import io.headroom.api.plugin.PluginSource;
import io.headroom.api.plugin.Plugins;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.supervise.Supervisor;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.Workspace;
import io.headroom.cli.plugins.PluginFolders;
import io.headroom.cli.proxy.LoopbackProbe;
import io.headroom.deploy.Deployments;
import io.headroom.deploy.Parts;
import io.headroom.deploy.host.LocalHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Wires deployments to this machine. By hand, since status has to answer at once and an injector alone takes a third of its time. Plugins
 * are made by the loader when somebody asks for one, and closed with this.
 */
public final class LocalParts implements AutoCloseable {
    private final OnDemand plugins;
    private final Parts parts;

    /** Plugins, once somebody has asked for them. Thread-safe. */
    private static final class OnDemand {
        private final PluginSource source;
        // Guarded by this.
        private Optional<Plugins> open = Optional.empty();

        OnDemand(PluginSource source) {
            this.source = source;
        }

        synchronized Plugins get() {
            Plugins plugins = open.orElseGet(source::open);
            open = Optional.of(plugins);
            return plugins;
        }

        synchronized void close() {
            open.ifPresent(Plugins::close);
        }
    }

    private LocalParts(OnDemand plugins, Parts parts) {
        this.plugins = plugins;
        this.parts = parts;
    }

    /**
     * The deployments of the console's workspace.
     *
     * @param console the environment
     * @param progress is told what is done just now
     */
    public static LocalParts of(Console console, Consumer<String> progress) {
        return of(console, Workspace.of(console.environment()).directory(), progress);
    }

    /**
     * The deployments of a workspace.
     *
     * @param console the environment
     * @param workspace the workspace, absolute
     * @param progress is told what is done just now
     */
    public static LocalParts of(Console console, Path workspace, Consumer<String> progress) {
        LocalHost host = LocalHost.of(console.environment(), home(console), workspace);
        OnDemand plugins = new OnDemand(PluginFolders.of(List.of(workspace.resolve("plugins"))));
        return new LocalParts(
                plugins,
                new Parts(
                        host,
                        new LoopbackProbe(workspace),
                        new Parts.Plugins(
                                () -> plugins.get().all(Supervisor.class),
                                () -> plugins.get().all(ProviderAdapter.class)),
                        new LocalProxy(console),
                        new LocalLauncher(console),
                        console.environment(),
                        System::nanoTime,
                        progress));
    }

    private static Path home(Console console) {
        return Path.of(console.environment().getOrDefault("HOME", System.getProperty("user.home")))
                .toAbsolutePath();
    }

    /** What deployments work with. */
    public Parts parts() {
        return parts;
    }

    /** The deployments. */
    public Deployments deployments() {
        return new Deployments(parts);
    }

    @Override
    public void close() {
        plugins.close();
    }
}
