package io.headroom.cli.wrap;

import java.util.List;
import java.util.Optional;

/** A workspace without deployments. */
final class NoDeployments implements Deployed {
    @Override
    public List<Deployment> all() {
        return List.of();
    }

    @Override
    public Optional<String> recover(String profile) {
        return Optional.of("there is no such deployment");
    }
}
