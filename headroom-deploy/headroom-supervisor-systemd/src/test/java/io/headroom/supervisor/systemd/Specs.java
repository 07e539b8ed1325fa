package io.headroom.supervisor.systemd;

import io.headroom.api.host.Host;
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
    static final ServiceSpec.Limits UNLIMITED = new ServiceSpec.Limits(OptionalLong.empty(), OptionalInt.empty());

    private Specs() {}

    static ServiceSpec of(Host host, String profile, Preset preset, Scope scope) {
        return of(host.workspace().resolve("deploy").resolve(profile), profile, preset, scope, UNLIMITED);
    }

    /** The same for a proxy in a container. */
    static ServiceSpec contained(ServiceSpec spec) {
        return spec.withContainer(new ServiceSpec.Container("headroom-jvm:1", "headroom-" + spec.profile()));
    }

    static ServiceSpec of(Path directory, String profile, Preset preset, Scope scope, ServiceSpec.Limits limits) {
        return new ServiceSpec(
                profile,
                preset,
                scope,
                8787,
                List.of("/bin/sh", directory.resolve("run-headroom.sh").toString()),
                List.of("/bin/sh", directory.resolve("ensure-headroom.sh").toString()),
                "ada",
                new ServiceSpec.Directories(directory, directory.resolveSibling("logs")),
                limits,
                Optional.empty());
    }
}
