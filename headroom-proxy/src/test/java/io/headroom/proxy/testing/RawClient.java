package io.headroom.proxy.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client on a raw socket: sends exactly what it is told and shows exactly what comes back. */
public final class RawClient implements AutoCloseable {
    private final Socket socket = new Socket();
    private final OutputStream out;
    private final WireReader reader;

    /** Connects. */
    public RawClient(InetSocketAddress address) throws IOException {
        this(address, 0);
    }

    /** Connects with a receive buffer of some size; 0 for the system's own choice. */
    public RawClient(InetSocketAddress address, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(address, 5_000);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        out = socket.getOutputStream();
        reader = new WireReader(socket.getInputStream());
    }

    /** Sends text as it is. */
    public RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes as they are. */
    public RawClient send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Sends a request with a body; {@code headers} end with CRLF each. */
    public RawClient request(String method, String target, String headers, byte[] body) throws IOException {
        String head = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: "
                + body.length + "\r\n\r\n";
        send(head);
        return body.length == 0 ? this : send(body);
    }

    /** Sends a request without a body. */
    public RawClient request(String method, String target, String headers) throws IOException {
        return send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
    }

    /** Reads a response with its body. */
    public Received response() throws IOException {
        return reader.body(responseHead(), false, true);
    }

    /** Reads the head of a response. */
    public Received responseHead() throws IOException {
        Received head = reader.head(0);
        if (head == null) {
            throw new IOException("closed before a response");
        }
        return head;
    }

    /** The reader, for bodies piece by piece. */
    public WireReader reader() {
        return reader;
    }

    /** Closes with RST. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
