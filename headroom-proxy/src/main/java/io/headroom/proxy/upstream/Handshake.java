package io.headroom.proxy.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Finds out whether an upstream can be reached, on the way that requests take: through the HTTP proxy where one leads there, and with a TLS
 * handshake where the upstream has TLS. Nothing is sent to the upstream itself. It blocks, and so has no business on an I/O thread. Immutable.
 */
public final class Handshake {
    private static final int LONGEST_HEAD = 16_384;

    private final Trust trust;
    private final Optional<ProxyRoute> proxy;

    /** Takes whom to trust, and the HTTP proxy on the way. */
    public Handshake(Trust trust, Optional<ProxyRoute> proxy) {
        this.trust = trust;
        this.proxy = proxy;
    }

    /** Tries; what is wrong, or empty. Resolving the name has the system's own limit, all other waits together have this one. */
    public Optional<String> trouble(Origin origin, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        Optional<ProxyRoute> through = proxy.filter(route -> route.leadsTo(origin));
        String host = through.map(ProxyRoute::host).orElse(origin.host());
        int port = through.map(ProxyRoute::port).orElse(origin.port());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), left(end));
            if (through.isPresent()) {
                dig(socket, through.get(), origin, end);
            }
            return origin.secure() ? tls(socket, origin, end) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("the name " + host + " has no address");
        } catch (IOException | GeneralSecurityException e) {
            return Optional.of("cannot connect to " + host + ":" + port + ": " + e.getMessage());
        }
    }

    private Optional<String> tls(Socket socket, Origin origin, long end) throws IOException, GeneralSecurityException {
        try (SSLSocket secure = (SSLSocket)
                trust.context().getSocketFactory().createSocket(socket, origin.host(), origin.port(), true)) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            secure.setSSLParameters(parameters);
            secure.setSoTimeout(left(end));
            secure.startHandshake();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("TLS with " + origin + " failed: " + e.getMessage());
        }
    }

    private static void dig(Socket socket, ProxyRoute route, Origin origin, long end) throws IOException {
        String target = origin.tunnelTarget();
        String credentials = route.authorization()
                .map(value -> "Proxy-Authorization: " + value + "\r\n")
                .orElse("");
        socket.getOutputStream()
                .write(("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + credentials + "\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            socket.setSoTimeout(left(end));
            int next = in.read();
            if (next < 0 || head.length() > LONGEST_HEAD) {
                throw new IOException("the proxy opens no tunnel");
            }
            head.append((char) next);
        }
        if (!head.toString().matches("(?s)HTTP/1\\.[01] 2\\d\\d.*")) {
            throw new IOException("the proxy answered " + head.substring(0, head.indexOf("\r\n")));
        }
    }

    private static int left(long end) throws IOException {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new IOException("no time is left");
        }
        return (int) millis;
    }
}
