package io.headroom.cli.install;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** By what an agent finds everything: nothing comes from its home or its environment. */
final class AgentTarget {
    @Option(names = "--profile", required = true, paramLabel = "NAME", description = "The profile.")
    private String profile = "";

    @Option(names = "--workspace", required = true, paramLabel = "FOLDER", description = "The workspace.")
    private Path workspace = Path.of("");

    String profile() {
        return profile;
    }

    Path workspace() {
        return workspace.toAbsolutePath();
    }
}
