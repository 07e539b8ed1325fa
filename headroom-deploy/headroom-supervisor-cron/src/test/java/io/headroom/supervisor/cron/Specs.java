package io.headroom.supervisor.cron;

import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServiceSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Specifications as {@code install} makes them. */
final class Specs {
    private Specs() {}

    static ServiceSpec of(Path directory, String profile, Scope scope, String runAs) {
        return new ServiceSpec(
                profile,
                Preset.PERSISTENT_TASK,
                scope,
                8787,
                List.of("/bin/sh", directory.resolve("run-headroom.sh").toString()),
                List.of("/bin/sh", directory.resolve("ensure-headroom.sh").toString()),
                runAs,
                new ServiceSpec.Directories(directory, directory.resolveSibling("logs")),
                new ServiceSpec.Limits(OptionalLong.of(256L << 20), OptionalInt.empty()),
                Optional.empty());
    }

    /** The same for a proxy in a container. */
    static ServiceSpec contained(ServiceSpec spec) {
        return spec.withContainer(new ServiceSpec.Container("headroom-jvm:1", "headroom-" + spec.profile()));
    }
}
