package io.headroom.proxy.upstream;

import io.undertow.protocols.ssl.UndertowXnioSsl;
import java.io.IOException;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLParameters;
import org.xnio.ssl.SslConnection;

/**
 * Does the TLS handshake before anything is sent, in order to learn which protocol the upstream chooses (RFC 7301). Belongs to one I/O
 * thread.
 */
final class Negotiation {
    private static final String HTTP_2 = "h2";
    private static final String[] OFFERED = {HTTP_2, "http/1.1"};

    private final UpstreamConnection connection;
    private final SSLEngine engine;
    private final Runnable chosen;
    private final Consumer<IOException> failed;
    private boolean done;

    private Negotiation(
            UpstreamConnection connection, SSLEngine engine, Runnable chosen, Consumer<IOException> failed) {
        this.connection = connection;
        this.engine = engine;
        this.chosen = chosen;
        this.failed = failed;
    }

    /** Starts; one of the callbacks follows, unless the connection is closed by the caller. */
    static void start(
            UpstreamConnection connection, SslConnection channel, Runnable chosen, Consumer<IOException> failed) {
        SSLEngine engine = UndertowXnioSsl.getSslEngine(channel);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(OFFERED);
        engine.setSSLParameters(parameters);
        Negotiation negotiation = new Negotiation(connection, engine, chosen, failed);
        channel.getHandshakeSetter().set(ready -> negotiation.step());
        connection.source().setReadListener(ready -> negotiation.step());
        try {
            channel.startHandshake();
            connection.source().resumeReads();
        } catch (IOException e) {
            negotiation.fail(e);
        }
    }

    private void step() {
        if (done) {
            return;
        }
        try {
            // Reading drives the handshake; bytes that come right behind it are kept.
            if (!connection.hasAhead()) {
                connection.fill();
            }
        } catch (IOException e) {
            fail(e);
            return;
        }
        // The protocol is known before the certificate is judged.
        String protocol = engine.getApplicationProtocol();
        if (!done && protocol != null && engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
            done = true;
            connection.source().suspendReads();
            connection.source().setReadListener(null);
            if (protocol.equals(HTTP_2)) {
                connection.speakHttp2();
            }
            chosen.run();
        }
    }

    private void fail(IOException cause) {
        if (!done) {
            done = true;
            failed.accept(cause);
        }
    }
}
