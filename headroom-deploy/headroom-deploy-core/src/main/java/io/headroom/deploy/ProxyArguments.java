package io.headroom.deploy;

import io.headroom.api.host.Host;
import io.headroom.deploy.profile.EnvFile;
import io.headroom.deploy.profile.Manifest;
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

    ProxyArguments(Profile profile, EnvFile env, Host host) {
        this.profile = profile;
        this.env = env;
        this.host = host;
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
                Services.logs(profile, host).toString()));
        if (!manifest.text("proxy_mode").isEmpty()) {
            words.addAll(List.of("--mode", manifest.text("proxy_mode")));
        }
        words.addAll(manifest.fields().texts("proxy_args"));
        words.addAll(List.of("--host", address(), "--port", Integer.toString(port), "--profile", profile.name()));
        return words;
    }

    private String address() {
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
        return environment;
    }
}
