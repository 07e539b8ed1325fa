package io.headroom.cli.proxy;

import io.headroom.deploy.identity.Answer;
import io.headroom.proxy.ProxySettings;
import java.time.Duration;
import java.util.Optional;

/** Finds out who holds a port. Only a proxy that proves to be ours is named. */
final class PortHolder {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private PortHolder() {}

    /** Words about the holder, to be put behind the address; empty if it is not proven to be ours. */
    static Optional<String> describe(ProxySettings settings) {
        return settings.workspace()
                .map(folder -> new LoopbackProbe(folder).ask(settings.proxy().port(), PATIENCE))
                .flatMap(Answer::instance)
                .map(run -> " by a Headroom proxy with pid " + run.pid()
                        + run.profile().map(name -> ", profile " + name).orElse(""));
    }
}
