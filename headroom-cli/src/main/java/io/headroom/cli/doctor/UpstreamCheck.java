package io.headroom.cli.doctor;

import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.LoopbackExemption;
import io.headroom.deploy.Deployments.Listed;
import io.headroom.deploy.profile.EnvFile;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLException;

/** Whether the providers can be reached from here. The only check that leaves this machine, so it has to be asked for. */
final class UpstreamCheck implements Check {
    private static final String NAME = "upstream";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Map<String, String> USUAL = Map.of(
            "ANTHROPIC_TARGET_API_URL", "https://api.anthropic.com",
            "OPENAI_TARGET_API_URL", "https://api.openai.com");

    @Override
    public List<Diagnosis> look(Scene scene) {
        if (LoopbackExemption.namesProxy(scene.host()::variable)) {
            // Only the proxy itself goes by these variables.
            return List.of(Diagnosis.skip(
                    NAME,
                    "an HTTP proxy is set; a running Headroom tells by: curl --noproxy '*' 'http://127.0.0.1:"
                            + scene.port() + "/health?probe=true'"));
        }
        Map<String, String> urls = new TreeMap<>(USUAL);
        scene.asked().console().environment().forEach((name, value) -> add(name, value, urls));
        for (Listed profile : scene.profiles()) {
            try {
                EnvFile.read(scene.host()
                                .workspace()
                                .resolve("deploy")
                                .resolve(profile.profile())
                                .resolve("env"))
                        .values()
                        .forEach((name, value) -> add(name, value, urls));
            } catch (IOException | IllegalArgumentException unreadable) {
                continue;
            }
        }
        Faults faults = new Faults(NAME);
        List<String> reached = new ArrayList<>();
        for (String url : urls.values()) {
            String shown = BaseUrl.masked(url);
            try {
                reached.add(shown + " answers with " + status(url));
            } catch (UnknownHostException unknown) {
                faults.fail(shown + ": its name cannot be resolved", "check DNS, or HTTPS_PROXY");
            } catch (SSLException untrusted) {
                faults.fail(
                        shown + ": " + untrusted.getMessage(),
                        "headroom config explain ca-files, if a company's own certificate is in between");
            } catch (IOException | IllegalArgumentException unreachable) {
                faults.fail(shown + ": " + unreachable.getMessage(), "check the network, or HTTPS_PROXY");
            }
        }
        return List.of(faults.diagnosis(Diagnosis.ok(NAME, String.join(", ", reached))));
    }

    private static void add(String name, String value, Map<String, String> urls) {
        if (name.endsWith("_TARGET_API_URL") && !value.isBlank()) {
            urls.put(name, value);
        }
    }

    /** Any status will do: somebody who speaks HTTP is there. */
    private static int status(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setConnectTimeout((int) PATIENCE.toMillis());
        connection.setReadTimeout((int) PATIENCE.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod("HEAD");
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
