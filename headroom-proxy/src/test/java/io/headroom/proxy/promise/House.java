package io.headroom.proxy.promise;

import io.headroom.api.compress.Compressor;
import io.headroom.api.plugin.PluginSource;
import io.headroom.api.plugin.Plugins;
import io.headroom.compress.CompressionEngine;
import io.headroom.proxy.HeadroomProxy;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.RawClient;
import io.headroom.proxy.testing.Received;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A listening proxy with its own workspace, and the upstream behind it, which keeps all bytes that reach it. */
final class House implements AutoCloseable {
    private static final String[] UPSTREAMS = {"anthropic", "openai", "gemini", "cloudcode"};

    /** Time enough on a busy machine: these tests are about what is sent, not about when. */
    static final UnaryOperator<HeadroomProxy.Builder> PATIENT =
            builder -> builder.set("compression.deadline-ms", "20000");

    /** No longer time for a cold start: what is too slow here is so on purpose. */
    static final UnaryOperator<HeadroomProxy.Builder> HASTY =
            builder -> builder.set("compression.cold-deadline-ms", "0");

    private final Path workspace;
    private final PluginSource plugins;
    private final UnaryOperator<HeadroomProxy.Builder> settings;
    private final MockUpstream upstream;
    private HeadroomProxy proxy;

    House(Path workspace, UnaryOperator<HeadroomProxy.Builder> settings) throws Exception {
        this.workspace = workspace;
        this.settings = settings;
        plugins = PluginSource.of(HeadroomProxy.class.getClassLoader(), workspace.resolve("plugins"));
        upstream = MockUpstream.start();
        proxy = startProxy();
    }

    House(Path workspace) throws Exception {
        this(workspace, HASTY);
    }

    private HeadroomProxy startProxy() throws Exception {
        HeadroomProxy.Builder builder = HeadroomProxy.builder()
                .bind("127.0.0.1", 0)
                .workspace(workspace)
                .plugins(plugins);
        for (String name : UPSTREAMS) {
            builder.upstream(name, upstream.uri());
        }
        // The same by another name: where both are one address, it is taken for a gateway that wants paths as they
        // come.
        builder.upstream("chatgpt", URI.create("http://127.0.0.1:" + upstream.port()));
        return settings.apply(builder).start();
    }

    /** Ends the proxy and starts another one in the same workspace. */
    void restart() throws Exception {
        proxy.close();
        proxy = startProxy();
    }

    HeadroomProxy proxy() {
        return proxy;
    }

    MockUpstream upstream() {
        return upstream;
    }

    RawClient client() throws IOException {
        return new RawClient(new InetSocketAddress("127.0.0.1", proxy.baseUri().getPort()));
    }

    /** Sends a request and reads the answer, on a connection of its own. */
    Received send(byte[] wire) throws IOException {
        try (RawClient client = client()) {
            return client.send(wire).response();
        }
    }

    /** Gets a text from the proxy itself. */
    String get(String target) throws IOException {
        return send(utf8("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/plain\r\n\r\n"))
                .text();
    }

    /** Posts JSON as an Anthropic client does, and gives what the upstream received. */
    byte[] anthropic(byte[] body, String moreHeaders) throws IOException {
        return post(
                "/v1/messages",
                "x-api-key: sk-ant-api03-dummy\r\nanthropic-version: 2023-06-01\r\n" + moreHeaders,
                body);
    }

    /** Posts JSON and gives what the upstream received. */
    byte[] post(String target, String headers, byte[] body) throws IOException {
        int before = upstream.received().size();
        try (RawClient client = client()) {
            Received answer = client.request("POST", target, "Content-Type: application/json\r\n" + headers, body)
                    .response();
            if (answer.status() != 200 || upstream.received().size() != before + 1) {
                throw new AssertionError(answer.startLine() + " " + answer.text());
            }
        }
        return upstream.received().get(before).body();
    }

    /** An engine with the same plugins, to decode what went over the wire. */
    static CompressionEngine decoder() {
        Plugins plugins = PluginSource.of(HeadroomProxy.class.getClassLoader()).open();
        return CompressionEngine.builder()
                .compressors(plugins.all(Compressor.class))
                .build();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        upstream.close();
    }
}
