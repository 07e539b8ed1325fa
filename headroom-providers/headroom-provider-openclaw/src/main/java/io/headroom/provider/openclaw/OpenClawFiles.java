package io.headroom.provider.openclaw;

import io.headroom.api.host.Host;
import java.nio.file.Path;
import java.util.Optional;

/** Where OpenClaw keeps its configuration. */
final class OpenClawFiles {
    private final Host host;

    OpenClawFiles(Host host) {
        this.host = host;
    }

    Path config() {
        return named("OPENCLAW_CONFIG_PATH").orElse(folder().resolve("openclaw.json"));
    }

    Path folder() {
        return named("OPENCLAW_STATE_DIR")
                .orElse(named("OPENCLAW_HOME").orElse(host.home()).resolve(".openclaw"));
    }

    private Optional<Path> named(String variable) {
        return host.variable(variable).filter(value -> !value.isBlank()).map(host.workingDirectory()::resolve);
    }
}
