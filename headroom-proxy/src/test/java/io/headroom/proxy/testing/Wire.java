package io.headroom.proxy.testing;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a scripted answer may do with its connection. */
public class Wire {
    private final Socket socket;
    private boolean closed;

    Wire(Socket socket) {
        this.socket = socket;
    }

    /** Writes text as it is; line ends are the caller's. */
    public Wire raw(String text) throws IOException {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes as they are. */
    public Wire raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Writes a response with its length. */
    public Wire respond(int status, String headers, byte[] body) throws IOException {
        String head = "HTTP/1.1 " + status + " Scripted\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n";
        raw(head.getBytes(StandardCharsets.ISO_8859_1));
        return raw(body);
    }

    /** Writes a response whose body ends before the length that was announced. */
    public Wire respondShort(int status, long announced, byte[] body) throws IOException {
        raw("HTTP/1.1 " + status + " Scripted\r\nContent-Length: " + announced + "\r\n\r\n");
        raw(body);
        close();
        return this;
    }

    /** Begins a response in chunks. */
    public Wire respondChunked(int status, String headers) throws IOException {
        return raw(("HTTP/1.1 " + status + " Scripted\r\n" + headers + "Transfer-Encoding: chunked\r\n\r\n"));
    }

    /** Writes a chunk. */
    public Wire chunk(String text) throws IOException {
        return chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a chunk in one piece. */
    public Wire chunk(byte[] bytes) throws IOException {
        byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[size.length + bytes.length + 2];
        System.arraycopy(size, 0, whole, 0, size.length);
        System.arraycopy(bytes, 0, whole, size.length, bytes.length);
        whole[whole.length - 2] = '\r';
        whole[whole.length - 1] = '\n';
        return raw(whole);
    }

    /** Ends a response in chunks. */
    public Wire lastChunk() throws IOException {
        return raw("0\r\n\r\n");
    }

    /** Waits for a signal of the test. */
    public Wire await(CountDownLatch signal) throws IOException {
        try {
            if (!signal.await(20, TimeUnit.SECONDS)) {
                throw new IOException("the test never gave the signal");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return this;
    }

    /** Closes the connection with FIN. */
    public void close() throws IOException {
        closed = true;
        socket.close();
    }

    /** Closes the connection with RST. */
    public void reset() throws IOException {
        closed = true;
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits until the peer closes its side; whether it did so by a reset. */
    public boolean awaitPeerClose() throws IOException {
        socket.setSoTimeout(20_000);
        try {
            while (socket.getInputStream().read() >= 0) {
                // Whatever still comes is of no interest.
            }
            return false;
        } catch (java.net.SocketTimeoutException e) {
            throw new IOException("the peer did not close", e);
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    boolean closed() {
        return closed;
    }
}
