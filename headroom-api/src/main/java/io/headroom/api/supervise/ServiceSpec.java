package io.headroom.api.supervise;

import io.headroom.api.provider.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a supervisor is to keep running. Nothing here is secret: the program reads its environment from a file of its own.
 *
 * @param profile the deployment profile; it names the supervisor's objects
 * @param preset how it is kept alive
 * @param scope for the account or for the machine
 * @param port the proxy's port
 * @param run the command that becomes the proxy; it ends with 0 when it was told to stop
 * @param ensure the command that a scheduled check runs
 * @param runAs the account to run as
 * @param directories where the program lives and writes
 * @param limits what it may use
 * @param container the container that the proxy runs in; empty if it runs on the host itself
 */
public record ServiceSpec(
        String profile,
        Preset preset,
        Scope scope,
        int port,
        List<String> run,
        List<String> ensure,
        String runAs,
        Directories directories,
        Limits limits,
        Optional<Container> container) {
    /**
     * Where the program lives and writes.
     *
     * @param profile the profile's own directory
     * @param logs the directory of its logs
     */
    public record Directories(Path profile, Path logs) {}

    /**
     * What the program may use.
     *
     * @param memoryBytes heap, in bytes
     * @param cpus processors
     */
    public record Limits(OptionalLong memoryBytes, OptionalInt cpus) {}

    /**
     * The container of a deployment.
     *
     * @param image the image with its digest
     * @param name the container's name
     */
    public record Container(String image, String name) {}

    public ServiceSpec {
        Objects.requireNonNull(profile, "profile");
        run = List.copyOf(run);
        ensure = List.copyOf(ensure);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        if (preset == Preset.PERSISTENT_DOCKER && container.isEmpty()) {
            throw new IllegalArgumentException("the docker preset has a container");
        }
    }

    /**
     * The same service with other limits.
     *
     * @param other what the program may use
     * @return the specification
     */
    public ServiceSpec withLimits(Limits other) {
        return new ServiceSpec(profile, preset, scope, port, run, ensure, runAs, directories, other, container);
    }

    /**
     * The same service in a container.
     *
     * @param other the container
     * @return the specification
     */
    public ServiceSpec withContainer(Container other) {
        return new ServiceSpec(
                profile, preset, scope, port, run, ensure, runAs, directories, limits, Optional.of(other));
    }
}
