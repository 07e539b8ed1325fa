package io.headroom.proxy.wholeprocess;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One kept connection to a server, which sends a request and waits for the whole answer. Not thread-safe. */
final class Client implements AutoCloseable {
    private static final Pattern WORD = Pattern.compile("\"text\":\"word ([0-9]+)\"");
    private static final int PATIENCE_MILLIS = 60_000;

    private final int port;
    private Socket socket;
    private Wire wire;

    Client(int port) throws IOException {
        this.port = port;
        connect();
    }

    /**
     * What a stream of events took.
     *
     * @param first nanoseconds until the first event was there
     * @param events how many came in their order, without a gap
     */
    record Streamed(long first, int events) {}

    /** Sends a request with a body. Gives the nanoseconds until the whole answer was there. */
    long exchange(String path, byte[] body) throws IOException {
        long begin = System.nanoTime();
        send("POST", path, "", body);
        Wire.Head head = answer();
        wire.skipBody(head);
        long nanos = System.nanoTime() - begin;
        if (!head.line().startsWith("HTTP/1.1 200")) {
            throw new IOException("port " + port + " answered " + head.line());
        }
        return nanos;
    }

    /** Asks for a page. Gives the status line. */
    String get(String path) throws IOException {
        send("GET", path, "", new byte[0]);
        Wire.Head head = answer();
        wire.skipBody(head);
        return head.line();
    }

    /** Asks for a stream of events. */
    Streamed stream(String path, byte[] body, int events, int gapMillis) throws IOException {
        long begin = System.nanoTime();
        send("POST", path, "x-events: " + events + "\r\nx-gap-ms: " + gapMillis + "\r\n", body);
        Wire.Head head = answer();
        long first = 0;
        int next = 0;
        StringBuilder text = new StringBuilder();
        for (int size = wire.chunkSize(); size > 0; size = wire.chunkSize()) {
            text.append(wire.text(size));
            wire.line();
            int complete = text.lastIndexOf("\n\n");
            if (complete >= 0) {
                first = first == 0 ? System.nanoTime() - begin : first;
                next = inOrder(text.substring(0, complete), next);
                text.delete(0, complete + 2);
            }
        }
        wire.line();
        if (!head.line().startsWith("HTTP/1.1 200")) {
            throw new IOException("port " + port + " answered " + head.line());
        }
        return new Streamed(first, next);
    }

    private static int inOrder(String events, int expected) {
        int next = expected;
        Matcher words = WORD.matcher(events);
        while (words.find()) {
            next += Integer.parseInt(words.group(1)) == next ? 1 : 0;
        }
        return next;
    }

    private void send(String method, String path, String fields, byte[] body) throws IOException {
        String head = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nContent-Type: application/json\r\nx-api-key: benchmark\r\nauthorization: Bearer benchmark\r\n"
                + "anthropic-version: 2023-06-01\r\n" + fields + "Content-Length: " + body.length + "\r\n\r\n";
        byte[] first = head.getBytes(StandardCharsets.US_ASCII);
        byte[] message = new byte[first.length + body.length];
        System.arraycopy(first, 0, message, 0, first.length);
        System.arraycopy(body, 0, message, first.length, body.length);
        socket.getOutputStream().write(message);
    }

    private Wire.Head answer() throws IOException {
        Wire.Head head = wire.head();
        if (head == null) {
            throw new IOException("port " + port + " closed the connection instead of answering");
        }
        return head;
    }

    private void connect() throws IOException {
        socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        wire = new Wire(socket.getInputStream());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
