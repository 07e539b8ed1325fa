package io.headroom.cli.proxy;

import io.headroom.api.plugin.PluginSource;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.proxy.HeadroomProxy;
import io.headroom.proxy.ProxySettings;
import io.headroom.proxy.ProxyStartException;
import io.headroom.proxy.ProxyState;
import io.headroom.proxy.ReloadReport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One run of the proxy, from its start to a wanted stop. It owns the signals, the self-check and what users read meanwhile. */
final class ProxyRun {
    private static final String BEAN_SERVERS = "javax.management.builder.initial";
    private static final Duration SELF_CHECK = Duration.ofSeconds(10);

    private final Console console;
    private final ProxySettings settings;
    private final PluginSource plugins;
    private final Supplier<ProxySettings> source;
    private final StartListener listener;

    @Inject
    ProxyRun(
            Console console,
            ProxySettings settings,
            PluginSource plugins,
            Supplier<ProxySettings> source,
            StartListener listener) {
        this.console = console;
        this.settings = settings;
        this.plugins = plugins;
        this.source = source;
        this.listener = listener;
    }

    /** Runs until somebody wants it to stop. */
    ExitCode run() {
        JvmLogging.quiet(settings.log().level());
        ScheduledExecutorService checks = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "headroom-self-check");
            thread.setDaemon(true);
            return thread;
        });
        // A proxy that drains has closed its listener, which is no fault.
        try (HeadroomProxy proxy = start(state -> {
            if (state == ProxyState.DRAINING) {
                checks.shutdownNow();
            }
        })) {
            new StopSignals(() -> proxy.drain(proxy.settings().proxy().drain()), proxy::close).install();
            new ReloadSignal(console, () -> reload(proxy)).install();
            new SelfCheck(new LiveProbe(proxy.baseUri()), this::giveUp).start(checks, SELF_CHECK);
            announce(proxy);
            listener.started();
            proxy.awaitTermination();
            return ExitCode.OK;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.OK;
        } finally {
            checks.shutdownNow();
        }
    }

    private static ReloadReport reload(HeadroomProxy proxy) {
        ReloadReport report = proxy.reload();
        JvmLogging.quiet(proxy.settings().log().level());
        return report;
    }

    private HeadroomProxy start(Consumer<ProxyState> listener) {
        // XNIO registers beans that nobody looks at; making the JVM's bean server takes a tenth of the start. Whoever
        // asks for it later, such
        // as a console that attaches, gets it.
        System.setProperty(BEAN_SERVERS, "none");
        try {
            return HeadroomProxy.builder()
                    .settings(settings)
                    .reloadFrom(source)
                    .plugins(plugins)
                    .stateListener(listener)
                    .start();
        } catch (ProxyStartException e) {
            throw new StartFailure(e.reason(), code(e.reason()), message(e), e);
        } finally {
            System.clearProperty(BEAN_SERVERS);
        }
    }

    private static ExitCode code(ProxyStartException.Reason reason) {
        return reason == ProxyStartException.Reason.OTHER ? ExitCode.FAULT : ExitCode.CONFIGURATION;
    }

    private String message(ProxyStartException e) {
        return switch (e.reason()) {
            case PORT_IN_USE ->
                "Address already in use: " + settings.proxy().host() + ":"
                        + settings.proxy().port()
                        + PortHolder.describe(settings).orElse("")
                        + ". Stop what listens there, or choose another port with --port.";
            case PERMISSION -> e.getMessage() + ". Choose a port above 1023 with --port.";
            case ADDRESS -> e.getMessage() + ". Choose an address of this machine with --host.";
            case UPSTREAM_LOOP, OTHER -> e.getMessage();
        };
    }

    private void announce(HeadroomProxy proxy) {
        console.out()
                .printf(
                        Locale.ROOT,
                        "headroom listens on %s (mode %s, pid %d)%n",
                        proxy.baseUri(),
                        settings.compression().mode().key(),
                        ProcessHandle.current().pid());
        console.out().flush();
        proxy.status().troubles().forEach(trouble -> console.err().println("headroom: " + trouble));
    }

    /** Nothing else ends a process whose threads hang; its supervisor starts it again. */
    private void giveUp() {
        console.err().println("headroom: the proxy does not answer itself any more and ends. All threads:");
        ThreadDump.print(console.err());
        console.err().flush();
        Runtime.getRuntime().halt(ExitCode.FAULT.status());
    }
}
