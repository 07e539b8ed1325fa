package io.headroom.supervisor.docker;

import io.headroom.api.change.JsonValue;
import io.headroom.api.host.Host;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What {@code docker container inspect} says about a container; see the Docker Engine API, {@code ContainerInspect}.
 *
 * @param name its name
 * @param facts everything else
 */
record Container(String name, JsonValue facts) {
    static Container of(JsonValue facts) {
        String name = facts.stringAt("Name").orElse("");
        return new Container(name.startsWith("/") ? name.substring(1) : name, facts);
    }

    /** A label; empty text if it has none of that name. */
    String label(String name) {
        return facts.stringAt("Config", "Labels", name).orElse("");
    }

    /** Whether it was made for this deployment, by this program and from this workspace. */
    boolean isOf(ServiceSpec spec, Host host) {
        return label(RunCommand.PROFILE).equals(spec.profile())
                && label(RunCommand.WORKSPACE).equals(host.workspace().toString());
    }

    boolean isRunning() {
        return condition().equals("running");
    }

    /** Whether it runs, or is just being started again. */
    boolean isUp() {
        return isRunning() || condition().equals("restarting");
    }

    boolean isPaused() {
        return condition().equals("paused");
    }

    /** Whether its own check has found it well. */
    boolean isHealthy() {
        return health().equals("healthy");
    }

    /**
     * The state of the service.
     *
     * @param gaveUp whether the proxy has left a note that it waits for somebody to look
     */
    ServiceState state(boolean gaveUp) {
        return new ServiceState(status(gaveUp), pid(), lastExit(), detail(gaveUp));
    }

    private ServiceState.Status status(boolean gaveUp) {
        return switch (condition()) {
            // The policy starts again whatever ended, so what gave up stays, does not listen, and is found unhealthy.
            case "running" ->
                gaveUp || health().equals("unhealthy") ? ServiceState.Status.FAILED : ServiceState.Status.RUNNING;
            case "restarting" -> ServiceState.Status.STARTING;
            case "removing", "stopping" -> ServiceState.Status.STOPPING;
            case "created", "configured", "initialized", "exited", "stopped" -> ServiceState.Status.STOPPED;
            case "dead", "paused" -> ServiceState.Status.FAILED;
            default -> ServiceState.Status.UNKNOWN;
        };
    }

    private OptionalLong pid() {
        long pid = number("State", "Pid");
        return pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty();
    }

    private OptionalInt lastExit() {
        return isRunning() || isPaused() || condition().equals("created")
                ? OptionalInt.empty()
                : OptionalInt.of((int) number("State", "ExitCode"));
    }

    private String detail(boolean gaveUp) {
        StringBuilder detail = new StringBuilder(condition());
        if (gaveUp) {
            detail.append(", gave up and waits");
        }
        if (!health().isEmpty()) {
            detail.append(", ").append(health());
        }
        detail.append(", restarts ").append(Math.max(0, number("RestartCount")));
        facts.stringAt("HostConfig", "RestartPolicy", "Name")
                .ifPresent(policy -> detail.append(", policy ").append(policy));
        facts.stringAt("Image").ifPresent(image -> detail.append(", image ").append(image));
        facts.stringAt("State", "Error")
                .filter(error -> !error.isEmpty())
                .ifPresent(error -> detail.append(", ").append(error));
        return detail.toString();
    }

    private String condition() {
        return facts.stringAt("State", "Status").orElse("");
    }

    private String health() {
        return facts.stringAt("State", "Health", "Status").orElse("");
    }

    private long number(String... names) {
        String text = facts.at(names).map(JsonValue::text).orElse("");
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }
}
