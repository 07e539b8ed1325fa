package io.headroom.proxy.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that demands Basic credentials and opens tunnels; whatever they are asked for, they lead to one port of this machine. */
public final class ConnectProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String credentials;
    private final int target;
    private final List<String> tunnels = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** Starts a proxy whose tunnels all end at a port. */
    public ConnectProxy(String credentials, int target) throws IOException {
        this.credentials = credentials;
        this.target = target;
        start(this::accept);
    }

    /** The port. */
    public int port() {
        return server.getLocalPort();
    }

    /** What tunnels were asked for, those refused included. */
    public List<String> tunnels() {
        return tunnels;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                start(() -> serve(client));
            } catch (IOException e) {
                // Closed: the test is over.
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
            open.add(upstream);
            boolean welcome = head(client.getInputStream());
            client.getOutputStream()
                    .write((welcome
                                    ? "HTTP/1.1 200 OK\r\n\r\n"
                                    : "HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            if (welcome) {
                start(() -> copy(upstream, client));
                copy(client, upstream);
            }
        } catch (IOException e) {
            // One of the two broke off.
            open.remove(client);
        }
    }

    private boolean head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        tunnels.add(head.substring(0, head.indexOf("\r\n")));
        return new BufferedReader(new java.io.StringReader(head.toString()))
                .lines()
                .anyMatch(("Proxy-Authorization: Basic " + credentials)::equals);
    }

    private static void copy(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // The other direction notices, too.
            return;
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "connect-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
