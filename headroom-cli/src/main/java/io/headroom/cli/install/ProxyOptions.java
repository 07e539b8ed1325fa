package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.deploy.ApplyRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What is handed to the proxy as it is, whose own parser judges it. */
final class ProxyOptions {
    @Option(names = "--mode", paramLabel = "MODE", description = "The compression mode. Default: balanced.")
    private String mode;

    @Option(names = "--proxy-arg", paramLabel = "WORD", description = "A word of the proxy's command line. Repeatable.")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--backend", paramLabel = "NAME", hidden = true, description = "Handed to the proxy.")
    private String backend;

    @Option(names = "--region", paramLabel = "NAME", hidden = true, description = "Handed to the proxy.")
    private String region;

    @Option(names = "--anyllm-provider", paramLabel = "NAME", hidden = true, description = "Handed to the proxy.")
    private String anyllm;

    @Option(names = "--memory", hidden = true, description = "Handed to the proxy.")
    private boolean memory;

    @Option(names = "--telemetry", negatable = true, hidden = true, description = "Handed to the proxy.")
    private Boolean telemetry;

    ApplyRequest.Proxy proxy(Console console) {
        List<String> words = new ArrayList<>();
        add(words, "--backend", backend);
        add(words, "--region", region);
        add(words, "--anyllm-provider", anyllm);
        if (memory) {
            words.add("--memory");
        }
        if (telemetry != null) {
            words.add(telemetry ? "--telemetry" : "--no-telemetry");
        }
        words.addAll(arguments);
        String set = console.environment().getOrDefault("HEADROOM_MODE", "");
        return new ApplyRequest.Proxy(mode != null ? mode : set.isBlank() ? "balanced" : set, words);
    }

    private static void add(List<String> words, String name, String value) {
        if (value != null) {
            words.add(name);
            words.add(value);
        }
    }
}
