package io.headroom.supervisor.docker;

import io.headroom.api.change.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A container of {@link ScriptedDocker}. */
final class FakeContainer {
    /** The policy of one that goes with its run. */
    static final String GOES = "no, goes";

    private final String image;
    private final Map<String, JsonValue> labels = new LinkedHashMap<>();
    private final Set<String> volumes;
    private final String network;
    private final String policy;
    private final int port;
    private String status = "created";
    private String health = "";
    private boolean stoppedByUser;
    private int restarts;
    private int exitCode;
    private long pid;

    FakeContainer(
            String image, Map<String, String> labels, Set<String> volumes, String network, String policy, int port) {
        this.image = image;
        labels.forEach((name, value) -> this.labels.put(name, JsonValue.string(value)));
        this.volumes = volumes;
        this.network = network;
        this.policy = policy;
        this.port = port;
    }

    String image() {
        return image;
    }

    String network() {
        return network;
    }

    Set<String> volumes() {
        return volumes;
    }

    int port() {
        return port;
    }

    String status() {
        return status;
    }

    boolean runs() {
        return status.equals("running") || status.equals("paused");
    }

    boolean returns() {
        return policy.equals("unless-stopped") && !stoppedByUser;
    }

    boolean goes() {
        return policy.equals(GOES);
    }

    void begin(long newPid) {
        status = "running";
        health = "starting";
        stoppedByUser = false;
        pid = newPid;
        exitCode = 0;
    }

    void stop() {
        if (!status.equals("created")) {
            end("exited", 0);
        }
        stoppedByUser = true;
    }

    void end(String how, int code) {
        status = how;
        health = health.isEmpty() ? "" : "unhealthy";
        exitCode = code;
        pid = 0;
    }

    void crash(long newPid) {
        restarts++;
        begin(newPid);
    }

    void becomes(String newStatus, String newHealth) {
        status = newStatus;
        health = newHealth;
    }

    String json(String name) {
        Map<String, JsonValue> state = new LinkedHashMap<>();
        state.put("Status", JsonValue.string(status));
        state.put("Pid", number(pid));
        state.put("ExitCode", number(exitCode));
        state.put("Error", JsonValue.string(""));
        if (!health.isEmpty()) {
            state.put("Health", JsonValue.object(Map.of("Status", JsonValue.string(health))));
        }
        Map<String, JsonValue> facts = new LinkedHashMap<>();
        facts.put("Name", JsonValue.string("/" + name));
        facts.put("RestartCount", number(restarts));
        facts.put("Image", JsonValue.string(image));
        facts.put("State", JsonValue.object(state));
        facts.put("Config", JsonValue.object(Map.of("Labels", JsonValue.object(labels))));
        facts.put(
                "HostConfig",
                JsonValue.object(Map.of("RestartPolicy", JsonValue.object(Map.of("Name", JsonValue.string(policy))))));
        return JsonValue.object(facts).json();
    }

    private static JsonValue number(long value) {
        return new JsonValue(JsonValue.Kind.NUMBER, Long.toString(value), Map.of(), java.util.List.of(), 0);
    }
}
