package io.headroom.supervisor.docker;

import io.headroom.api.host.Host;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServiceSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What tests keep running. */
final class Specs {
    static final ServiceSpec.Limits UNLIMITED = new ServiceSpec.Limits(OptionalLong.empty(), OptionalInt.empty());

    private Specs() {}

    static ServiceSpec of(Host host, String profile) {
        return of(host, profile, 8787, "headroom-jvm:0.1.0", UNLIMITED);
    }

    static ServiceSpec of(Host host, String profile, int port, String image, ServiceSpec.Limits limits) {
        return of(host, profile, Preset.PERSISTENT_DOCKER, port, image, limits);
    }

    /** What another supervisor's agent keeps in its foreground. */
    static ServiceSpec ofAgent(Host host, String profile, String image) {
        return of(host, profile, Preset.PERSISTENT_SERVICE, 8787, image, UNLIMITED);
    }

    static ServiceSpec of(Host host, String profile, Preset preset, int port, String image, ServiceSpec.Limits limits) {
        Path directory = host.workspace().resolve("deploy").resolve(profile);
        return new ServiceSpec(
                profile,
                preset,
                Scope.USER,
                port,
                List.of("/bin/sh", directory.resolve("run-headroom.sh").toString()),
                List.of("/bin/sh", directory.resolve("ensure-headroom.sh").toString()),
                host.account().name(),
                new ServiceSpec.Directories(
                        directory, host.workspace().resolve("logs").resolve(profile)),
                limits,
                Optional.of(new ServiceSpec.Container(image, "headroom-" + profile)));
    }
}
