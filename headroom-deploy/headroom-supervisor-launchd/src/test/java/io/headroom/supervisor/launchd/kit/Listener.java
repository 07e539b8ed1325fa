package io.headroom.supervisor.launchd.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server that gives one answer to every request. Closing ends it. */
final class Listener implements AutoCloseable {
    static final String HEADROOM = "{\"service\":\"headroom-proxy\",\"status\":\"healthy\",\"alive\":true}";
    static final String FOREIGN = "{\"status\":\"ok\"}";

    private final ServerSocket socket;
    private final Thread thread;

    private Listener(String body, String address, int port) throws IOException {
        socket = new ServerSocket(port, 64, InetAddress.getByName(address));
        thread = new Thread(() -> serve(body), "listener");
        thread.setDaemon(true);
    }

    static Listener answering(String body) throws IOException {
        return answering(body, "127.0.0.1", 0);
    }

    /** The same at an address of this machine, and at a port; 0 takes a free one. */
    static Listener answering(String body, String address, int port) throws IOException {
        Listener listener = new Listener(body, address, port);
        listener.thread.start();
        return listener;
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve(String body) {
        byte[] answer = ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                BufferedReader request =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                for (String line = request.readLine(); line != null && !line.isEmpty(); ) {
                    line = request.readLine();
                }
                client.getOutputStream().write(answer);
            } catch (IOException e) {
                // A client that went, or the end: the loop tells them apart.
                continue;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
