package io.headroom.supervisor.docker;

import io.headroom.api.host.Host;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServiceSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * How a deployment's container is made: kept by the engine, or in the foreground of an agent. It is published on the loopback address alone, on a network without neighbours, with nothing that
 * it does not need, and holds no secret: the program in it reads its environment from the profile's own file.
 */
final class RunCommand {
    static final String PROFILE = "io.headroom.profile";
    static final String WORKSPACE = "io.headroom.workspace";
    static final String ARGUMENTS = "io.headroom.arguments";

    /** Where the workspace and the database are in the image. */
    static final String STATE_ROOT = "/tmp/headroom-home/.headroom";

    private static final String DATABASE = "/var/lib/headroom";
    // SQLite's driver unpacks its library, and nothing can be executed below /tmp. In memory, so that a crash leaves
    // none in the volume.
    private static final String PROGRAMS = "/run/headroom";
    private static final String EXECUTABLE = "rw,exec,nosuid,nodev,mode=1777,size=16m";
    // What a JVM needs besides its heap, as in a unit's MemoryMax.
    private static final long BESIDES_HEAP = 192L << 20;

    private final ServiceSpec spec;
    private final Host host;
    private final Engine.Facts facts;
    private final Optional<String> user;

    /**
     * A command.
     *
     * @param spec what to keep running
     * @param host where
     * @param facts the engine
     * @param user numbers of account and group; empty where the image's own are meant
     */
    RunCommand(ServiceSpec spec, Host host, Engine.Facts facts, Optional<String> user) {
        this.spec = spec;
        this.host = host;
        this.facts = facts;
        this.user = user;
    }

    /** Tells whether a container was made by the same arguments. */
    String fingerprint() {
        return fingerprint(arguments(""));
    }

    /** The arguments of {@code docker}. */
    List<String> arguments() {
        return arguments(fingerprint());
    }

    /** How a network or volume is made, so that it is known for ours. */
    static List<String> creation(String kind, String name, ServiceSpec spec) {
        return List.of(kind, "create", "--label", PROFILE + "=" + spec.profile(), name);
    }

    private List<String> arguments(String fingerprint) {
        Names names = Names.of(spec);
        boolean kept = spec.preset() == Preset.PERSISTENT_DOCKER;
        List<String> run = new ArrayList<>(List.of("run"));
        // What a terminal sends to all of its programs is for the agent alone, which ends the container in order.
        run.addAll(kept ? List.of("-d") : List.of("--rm", "--sig-proxy=false"));
        run.addAll(List.of("--name", names.container()));
        run.addAll(kept ? List.of("--restart", "unless-stopped") : List.of());
        run.addAll(List.of("--network", names.network()));
        run.addAll(List.of("-p", "127.0.0.1:" + spec.port() + ":" + spec.port()));
        run.addAll(List.of("--read-only", "--tmpfs", "/tmp", "--tmpfs", PROGRAMS + ":" + EXECUTABLE));
        run.addAll(List.of("--cap-drop", "ALL"));
        run.addAll(List.of("--security-opt", "no-new-privileges"));
        run.addAll(List.of("--add-host", "host.docker.internal:host-gateway"));
        run.addAll(List.of("--label", PROFILE + "=" + spec.profile()));
        run.addAll(List.of("--label", WORKSPACE + "=" + host.workspace()));
        run.addAll(List.of("--label", ARGUMENTS + "=" + fingerprint));
        user.ifPresent(numbers -> run.addAll(List.of("--user", numbers)));
        run.addAll(List.of("--log-driver", facts.localLogs() ? "local" : "json-file"));
        run.addAll(List.of("--log-opt", "max-size=10m", "--log-opt", "max-file=3"));
        List<String> java = new ArrayList<>(List.of("-Dorg.sqlite.tmpdir=" + PROGRAMS));
        spec.limits().memoryBytes().ifPresent(heap -> {
            run.addAll(List.of("--memory", (heap + BESIDES_HEAP) + "b"));
            java.add("-Xmx" + heap);
        });
        spec.limits().cpus().ifPresent(number -> {
            run.addAll(List.of("--cpus", Integer.toString(number)));
            java.add("-XX:ActiveProcessorCount=" + number);
        });
        run.addAll(List.of("--mount", mount("bind", host.workspace().toString(), STATE_ROOT)));
        run.addAll(List.of("--mount", mount("volume", names.volume(), DATABASE)));
        // Wide inside, since the host's requests come from the container's gateway, which alone counts as local.
        run.addAll(List.of("--env", "HEADROOM_HOST=0.0.0.0", "--env", "HEADROOM_LOCAL_PEERS=gateway"));
        run.addAll(List.of("--env", "HEADROOM_JAVA_OPTS=" + String.join(" ", java)));
        run.addAll(List.of(
                "--entrypoint", "headroom", spec.container().orElseThrow().image()));
        // An agent outside keeps the books already.
        run.addAll(List.of("install", "agent", kept ? "run" : "serve"));
        run.addAll(List.of("--profile", spec.profile(), "--workspace", STATE_ROOT));
        return run;
    }

    // Docker reads this as a line of CSV (RFC 4180), which also takes the colon of a Windows drive.
    private static String mount(String type, String source, String target) {
        String from = "source=" + source;
        boolean plain = source.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return "type=" + type + "," + (plain ? from : "\"" + from.replace("\"", "\"\"") + "\"") + ",target=" + target;
    }

    private static String fingerprint(List<String> arguments) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(String.join("\0", arguments).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
