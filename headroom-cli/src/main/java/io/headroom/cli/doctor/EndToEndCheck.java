package io.headroom.cli.doctor;

import io.headroom.cli.config.SettingsSource;
import io.headroom.cli.console.Failure;
import io.headroom.cli.demo.StandInUpstream;
import io.headroom.cli.plugins.PluginFolders;
import io.headroom.cli.proxy.JvmLogging;
import io.headroom.deploy.identity.Answer;
import io.headroom.proxy.HeadroomProxy;
import io.headroom.proxy.ProxySettings;
import io.headroom.proxy.ProxyStartException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.ParseResult;

/**
 * Whether a request comes through as it was sent: a marked one goes through a proxy with the settings and plugins of this installation to
 * an upstream of our own. The proxy that runs sends nothing to addresses that it was not configured for, ours included (PX-405), so the one
 * that is tried lives in this process; the running one is asked only what a client is that wants a WebSocket, to which 101 and 426 are the
 * answers that clients understand.
 */
final class EndToEndCheck implements Check {
    private static final String NAME = "end-to-end";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String UPSTREAM = "anthropic";

    private final ParseResult parsed;

    /** A check of the settings of a command line. */
    EndToEndCheck(ParseResult parsed) {
        this.parsed = parsed;
    }

    @Override
    public List<Diagnosis> look(Scene scene) {
        Faults faults = new Faults(NAME);
        JvmLogging.quiet(System.Logger.Level.ERROR);
        try (StandInUpstream upstream = new StandInUpstream()) {
            ProxySettings settings = SettingsSource.resolve(scene.asked().console(), parsed, here(upstream.uri()))
                    .settings();
            try (HeadroomProxy proxy = HeadroomProxy.builder()
                    .settings(settings)
                    .plugins(PluginFolders.of(
                                    settings.plugins().dir().map(List::of).orElse(List.of()))
                            .without(new HashSet<>(settings.plugins().disabled())))
                    .start()) {
                arrives(proxy.baseUri(), upstream, faults);
            }
        } catch (Failure wrongSettings) {
            faults.fail("there is no proxy to try, since the settings are wrong", "headroom config");
        } catch (ProxyStartException | IOException e) {
            faults.fail("a proxy with these settings does not start: " + e.getMessage(), "headroom config");
        }
        if (scene.answer(scene.port()).kind() == Answer.Kind.PROVEN) {
            upgrade(scene.port(), faults);
        }
        return List.of(faults.diagnosis(Diagnosis.ok(NAME, "a request arrives byte for byte as it was sent")));
    }

    /** What makes of the settings a proxy that leaves no trace and knows no other upstream for what is sent. */
    private static Map<String, String> here(URI upstream) {
        return Map.of(
                "host", "127.0.0.1", "port", "0", "stateless", "true", UPSTREAM + "-api-url", upstream.toString());
    }

    /** Sends a marked request to a proxy and looks at what the upstream got. */
    static void arrives(URI proxy, StandInUpstream upstream, Faults faults) {
        byte[] sent = ("{\"model\":\"claude-doctor\",  \"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\""
                        + UUID.randomUUID() + " \\u00e4\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        try {
            int status = post(proxy.resolve("/v1/messages"), sent);
            if (status != HttpURLConnection.HTTP_OK) {
                faults.fail("the proxy answered a request with " + status, "headroom proxy --log-level debug");
            } else if (upstream.received().stream().noneMatch(body -> Arrays.equals(body, sent))) {
                faults.fail("a request arrived changed, though nothing in it could be shortened", "headroom plugins");
            }
        } catch (IOException e) {
            faults.fail(
                    "a request did not come through the proxy: " + e.getMessage(), "headroom proxy --log-level debug");
        }
    }

    private static int post(URI uri, byte[] body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) PATIENCE.toMillis());
        connection.setReadTimeout((int) PATIENCE.toMillis());
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("anthropic-version", "2023-06-01");
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    /** Asks as Codex does first; see PV-705. */
    static void upgrade(int port, Faults faults) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream()
                    .write(("GET /v1/responses HTTP/1.1\r\nHost: 127.0.0.1:" + port
                                    + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: aGVhZHJvb20gZG9jdG9yIQ==\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            if (line == null || !line.matches("HTTP/1\\.[01] (101|426)( .*)?")) {
                faults.fail(
                        "port " + port + " answers a client that wants a WebSocket with '" + line
                                + "', not with 101 or 426",
                        "headroom install restart");
            }
        } catch (IOException e) {
            faults.fail(
                    "port " + port + " does not answer a client that wants a WebSocket: " + e.getMessage(),
                    "headroom install restart");
        }
    }
}
