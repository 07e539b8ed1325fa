package io.headroom.cli.install;

import picocli.CommandLine.Option;

/** How a command shows what it did. */
final class Output {
    @Option(names = "--json", description = "Print one JSON object; progress goes to standard error.")
    private boolean json;

    @Option(names = "--quiet", description = "Print nothing but what went wrong.")
    private boolean quiet;

    boolean json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }
}
