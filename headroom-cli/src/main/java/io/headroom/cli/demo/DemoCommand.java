package io.headroom.cli.demo;

import io.headroom.api.compress.Mode;
import io.headroom.cli.compress.LocalEngine;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.cli.plugins.PluginFolders;
import io.headroom.cli.proxy.JvmLogging;
import io.headroom.cli.proxy.StopSignals;
import io.headroom.proxy.HeadroomProxy;
import io.headroom.proxy.ProxyStartException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code headroom demo}: shows the effect of the proxy without a key and without any network. */
@Command(
        name = "demo",
        description =
                "Sends a coding session through a real proxy to a stand-in for the provider, and shows what arrived.",
        footer = {
            "",
            "Needs no key and no network: proxy and stand-in listen on free loopback ports. Ends with 0 if every check",
            "passed: all bytes outside of replaced texts identical, each replaced text decodable.",
            "",
            "Example:",
            "  headroom demo --json"
        })
public final class DemoCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--keep", description = "Keep proxy and stand-in running afterwards, until Ctrl-C.")
    private boolean keep;

    /** A command that prints to this console. */
    public DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        JvmLogging.quiet(System.Logger.Level.WARNING);
        try (StandInUpstream upstream = new StandInUpstream();
                LocalEngine local = LocalEngine.open(console, Mode.BALANCED);
                HeadroomProxy proxy = start(upstream)) {
            DemoSession session = new DemoSession(SampleOutputs.calls());
            DemoReport report = new DemoRun(session, local.engine()).run(proxy.baseUri(), upstream);
            show(new DemoPage(report));
            if (keep) {
                stay(proxy);
            }
            return (report.passed() ? ExitCode.OK : ExitCode.FAULT).status();
        } catch (IOException e) {
            throw new Failure(ExitCode.FAULT, "the demonstration stopped: " + e.getMessage(), e);
        }
    }

    private static HeadroomProxy start(StandInUpstream upstream) {
        try {
            return HeadroomProxy.builder()
                    .bind("127.0.0.1", 0)
                    .upstream("anthropic", upstream.uri())
                    .mode(Mode.BALANCED)
                    // A JVM that has just started is slow; in a demonstration nobody's request waits.
                    .set("compression.deadline-ms", "1000")
                    .set("compression.deadline-ms-per-mib", "1000")
                    .stateless()
                    .plugins(PluginFolders.of(List.of()))
                    .start();
        } catch (ProxyStartException e) {
            throw new Failure(ExitCode.FAULT, "the demonstration's proxy does not start: " + e.getMessage(), e);
        }
    }

    private void show(DemoPage page) {
        if (json) {
            console.out().print(page.json());
        } else {
            page.lines(console.style()).forEach(console.out()::println);
        }
        console.out().flush();
    }

    private void stay(HeadroomProxy proxy) {
        new StopSignals(() -> proxy.drain(Duration.ofSeconds(1)), proxy::close).install();
        console.out().println();
        console.out().println("Still running until Ctrl-C. Try:");
        console.out().println("  curl " + proxy.baseUri() + "/health");
        console.out().println("  curl " + proxy.baseUri() + "/stats");
        console.out()
                .println("  curl -H 'content-type: application/json' -d @request.json " + proxy.baseUri()
                        + "/v1/messages");
        console.out().flush();
        try {
            proxy.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
