package io.headroom.cli.proxy;

import io.headroom.proxy.RunFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A call to the administration of a proxy on this machine, past every proxy setting. Only the one whose run file this is obeys. */
public final class AdminCall {
    private final RunFile run;

    /** Calls to the proxy of a run file. */
    public AdminCall(RunFile run) {
        this.run = run;
    }

    /**
     * Posts a JSON document.
     *
     * @param path the route, such as {@code /admin/drain}
     * @param body the document; may be empty
     * @param limit how long connecting, and each silence, may take
     * @return whether the proxy agreed
     * @throws IOException if it cannot be reached
     */
    public boolean post(String path, String body, Duration limit) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + run.identity().port() + path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) limit.toMillis());
        connection.setReadTimeout((int) limit.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("X-Headroom-Admin", run.key());
        connection.setDoOutput(true);
        try {
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
            boolean agreed = connection.getResponseCode() / 100 == 2;
            // Read to its end: hanging up on an answer looks like a client that left.
            try (InputStream answer = agreed ? connection.getInputStream() : connection.getErrorStream()) {
                if (answer != null) {
                    answer.skipNBytes(Math.max(0, connection.getContentLengthLong()));
                }
            }
            return agreed;
        } finally {
            connection.disconnect();
        }
    }
}
