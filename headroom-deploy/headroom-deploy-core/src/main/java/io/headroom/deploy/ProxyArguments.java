package io.headroom.deploy;

import io.headroom.api.host.Host;
import io.headroom.deploy.profile.EnvFile;
import io.headroom.deploy.profile.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the proxy of a profile is started: the words behind {@code headroom proxy}, and its whole environment. Nothing of the environment
 * that a supervisor happens to give counts.
 */
public final class ProxyArguments {
    private static final String DRAIN_SECONDS = "10";
    private static final String BIND_WAIT_SECONDS = "15";

    private final Profile profile;
    private final EnvFile env;
    private final Host host;

    private final boolean contained;

    private ProxyArguments(Profile profile, EnvFile env, Host host, boolean contained) {
        this.profile = profile;
        this.env = env;
        this.host = host;
        this.contained = contained;
    }

    /** As they can be judged on the host, whose address and gateway are not those of a container. */
    ProxyArguments(Profile profile, EnvFile env, Host host) {
        this(profile, env, host, false);
    }

    /** As the process needs them that becomes the proxy, which is in a container where the profile says so. */
    static ProxyArguments ofProxy(Profile profile, EnvFile env, Host host) {
        return new ProxyArguments(profile, env, host, profile.inContainer());
    }

    /** The words; what the user gave comes last and wins. */
    List<String> words(int port) {
        Manifest manifest = profile.manifest();
        List<String> words = new ArrayList<>(List.of(
                "--drain-seconds",
                DRAIN_SECONDS,
                "--bind-wait-seconds",
                BIND_WAIT_SECONDS,
                "--log-dir",
                logs().toString()));
        if (!manifest.text("proxy_mode").isEmpty()) {
            words.addAll(List.of("--mode", manifest.text("proxy_mode")));
        }
        words.addAll(manifest.fields().texts("proxy_args"));
        words.addAll(List.of("--host", address(), "--port", Integer.toString(port), "--profile", profile.name()));
        return words;
    }

    /** In a container there is nothing of the host but the workspace. */
    private Path logs() {
        return contained
                ? profile.folder().workspace().resolve("logs").resolve(profile.name())
                : Services.logs(profile, host);
    }

    private String address() {
        if (contained) {
            // The engine publishes the port, on the loopback address of the host alone.
            return "0.0.0.0";
        }
        String host0 = profile.manifest().text("host");
        return host0.isEmpty() ? "127.0.0.1" : host0;
    }

    /** The environment of the proxy. */
    Map<String, String> environment() {
        Manifest manifest = profile.manifest();
        Map<String, String> environment = new LinkedHashMap<>(env.values());
        environment.put("HEADROOM_WORKSPACE_DIR", profile.folder().workspace().toString());
        environment.put("HEADROOM_DEPLOYMENT_PROFILE", profile.name());
        environment.put("HEADROOM_DEPLOYMENT_PRESET", profile.preset().key());
        environment.put("HEADROOM_DEPLOYMENT_RUNTIME", manifest.runtime());
        environment.put("HEADROOM_DEPLOYMENT_SUPERVISOR", manifest.text("supervisor_kind"));
        environment.put("HEADROOM_DEPLOYMENT_SCOPE", manifest.text("scope"));
        if (contained) {
            // The image says where its database lies. The host's requests come from the container's gateway.
            host.variable("HEADROOM_STORE_URL").ifPresent(url -> environment.putIfAbsent("HEADROOM_STORE_URL", url));
            environment.putIfAbsent("HEADROOM_LOCAL_PEERS", "gateway");
        }
        return environment;
    }
}
