package io.headroom.cli.install;

import io.headroom.api.plugin.Plugins;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.supervise.Supervisor;
import io.headroom.cli.config.DescribedTools;
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
import java.util.function.Supplier;

/**
 * Wires deployments to this machine. By hand, since status has to answer at once and an injector alone takes a third of its time. Plugins
 * are made by the loader when somebody asks for one, and closed with this.
 */
public final class LocalParts implements AutoCloseable {
    private final OnDemand<Plugins> plugins;
    private final OnDemand<DescribedTools> tools;
    private final Parts parts;

    /** Something that is made once somebody has asked for it. Thread-safe. */
    private static final class OnDemand<T> {
        private final Supplier<T> maker;
        // Guarded by this.
        private Optional<T> made = Optional.empty();

        OnDemand(Supplier<T> maker) {
            this.maker = maker;
        }

        synchronized T get() {
            T known = made.orElseGet(maker);
            made = Optional.of(known);
            return known;
        }

        synchronized Optional<T> known() {
            return made;
        }
    }

    private LocalParts(OnDemand<Plugins> plugins, OnDemand<DescribedTools> tools, Parts parts) {
        this.plugins = plugins;
        this.tools = tools;
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
        OnDemand<Plugins> plugins = new OnDemand<>(
                () -> PluginFolders.of(List.of(workspace.resolve("plugins"))).open());
        OnDemand<DescribedTools> tools = new OnDemand<>(() -> DescribedTools.of(
                plugins.get().all(ProviderAdapter.class),
                console.environment(),
                Workspace.at(workspace, console.environment())));
        return new LocalParts(
                plugins,
                tools,
                new Parts(
                        host,
                        new LoopbackProbe(workspace),
                        new Parts.Plugins(
                                () -> plugins.get().all(Supervisor.class),
                                () -> tools.get().adapters()),
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

    /** The tools, and what is wrong with those that the user described. */
    public DescribedTools tools() {
        return tools.get();
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
        plugins.known().ifPresent(Plugins::close);
    }
}
