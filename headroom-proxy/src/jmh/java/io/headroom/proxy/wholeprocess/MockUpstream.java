package io.headroom.proxy.wholeprocess;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * A provider that answers at once: a process of its own with a thread for each connection. A request with the field {@code x-events} gets
 * a stream of so many events, {@code x-gap-ms} apart; any other gets a small message with the number of bytes that arrived.
 */
final class MockUpstream {
    private static final int STACK = 256 * 1024;

    private MockUpstream() {}

    /**
     * Runs until it is killed. Prints its port as the first line.
     *
     * @param arguments none
     * @throws IOException if no port can be had
     */
    public static void main(String... arguments) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1024, InetAddress.getByName("127.0.0.1"))) {
            System.out.println(server.getLocalPort());
            while (true) {
                Socket socket = server.accept();
                new Thread(null, () -> serve(socket), "connection", STACK).start();
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            Wire wire = new Wire(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (Wire.Head head = wire.head(); head != null; head = wire.head()) {
                long received = wire.skipBody(head);
                int events = Integer.parseInt(head.fields().getOrDefault("x-events", "0"));
                if (events == 0) {
                    message(out, received);
                } else {
                    stream(out, events, Integer.parseInt(head.fields().getOrDefault("x-gap-ms", "0")));
                }
            }
        } catch (IOException e) {
            // The client went away, which ends this connection and nothing else.
            return;
        }
    }

    private static void message(OutputStream out, long received) throws IOException {
        String body =
                "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"done\"}],"
                        + "\"received\":" + received + ",\"usage\":{\"input_tokens\":12,\"output_tokens\":2}}";
        out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void stream(OutputStream out, int events, int gapMillis) throws IOException {
        StringBuilder next = new StringBuilder(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < events; i++) {
            String event =
                    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"word "
                            + i + "\"},\"sent\":" + System.nanoTime() + "}\n\n";
            next.append(Integer.toHexString(event.length()))
                    .append("\r\n")
                    .append(event)
                    .append("\r\n");
            if (gapMillis > 0 || i == 0) {
                send(out, next);
                LockSupport.parkNanos(gapMillis * 1_000_000L);
            }
        }
        send(out, next.append("0\r\n\r\n"));
    }

    private static void send(OutputStream out, StringBuilder text) throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
        out.flush();
        text.setLength(0);
    }
}
