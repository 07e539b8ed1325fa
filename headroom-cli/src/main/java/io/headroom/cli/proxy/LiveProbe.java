package io.headroom.cli.proxy;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.function.BooleanSupplier;

/** Asks a proxy for {@code /livez}. */
final class LiveProbe implements BooleanSupplier {
    private static final int PATIENCE_MILLIS = 5_000;

    private final URI uri;

    LiveProbe(URI base) {
        this.uri = base.resolve("/livez");
    }

    @Override
    public boolean getAsBoolean() {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            try {
                // Any answer is a sign of life: the gate may refuse the name by which we ask.
                return connection.getResponseCode() > 0;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
