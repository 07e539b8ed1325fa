package io.headroom.proxy.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * An upstream on raw sockets: notes each request exactly as it came and answers by a script, which may also misbehave. One thread a
 * connection.
 */
public final class MockUpstream implements AutoCloseable {
    /** Answers one request. */
    @FunctionalInterface
    public interface Script {
        /** Writes the answer; a script that closes the wire ends the connection. */
        void answer(Received request, Wire wire) throws IOException;
    }

    private final ServerSocket server;
    private final boolean secure;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "mock-upstream");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Script script = (request, wire) -> wire.respond(200, "", request.body());
    private volatile boolean earlyAnswer;
    private volatile boolean keepBodies = true;
    private volatile Http2Peer.Manners manners = Http2Peer.Manners.good();
    private final AtomicInteger pings = new AtomicInteger();

    private MockUpstream(ServerSocket server, boolean secure) {
        this.server = server;
        this.secure = secure;
        threads.execute(this::accept);
    }

    /** An upstream without TLS that sends back what it gets. */
    public static MockUpstream start() throws IOException {
        return new MockUpstream(new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()), false);
    }

    /** An upstream with TLS. */
    public static MockUpstream startSecure(SSLContext context) throws IOException {
        return new MockUpstream(serverSocket(context), true);
    }

    private static ServerSocket serverSocket(SSLContext context) throws IOException {
        return context.getServerSocketFactory().createServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    }

    /** An upstream with TLS that chooses HTTP/2. */
    public static MockUpstream startHttp2(SSLContext context) throws IOException {
        SSLServerSocket server = (SSLServerSocket) serverSocket(context);
        SSLParameters parameters = server.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        server.setSSLParameters(parameters);
        return new MockUpstream(server, true);
    }

    /** Allows a number of streams on a connection of HTTP/2. */
    public MockUpstream mostStreams(int count) {
        manners = new Http2Peer.Manners(
                count, manners.window(), manners.readsBodies(), manners.keepsBodies(), manners.answersPings());
        return this;
    }

    /** Answers no pings on connections that come from now on. */
    public MockUpstream ignorePings() {
        manners = new Http2Peer.Manners(
                manners.mostStreams(), manners.window(), manners.readsBodies(), manners.keepsBodies(), false);
        return this;
    }

    /** How many pings came. */
    public int pings() {
        return pings.get();
    }

    /** Sets the script for all requests from now on. */
    public MockUpstream script(Script value) {
        script = value;
        return this;
    }

    /** Has the script run as soon as a head has come, without reading the body. */
    public MockUpstream answerEarly() {
        earlyAnswer = true;
        return this;
    }

    /** Keeps the digests of bodies only. */
    public MockUpstream dropBodies() {
        keepBodies = false;
        return this;
    }

    /** The origin. */
    public URI uri() {
        return URI.create((secure ? "https" : "http") + "://localhost:" + port());
    }

    /** The port. */
    public int port() {
        return server.getLocalPort();
    }

    /** All requests so far. */
    public List<Received> received() {
        return received;
    }

    /** The only request so far. */
    public Received onlyRequest() {
        if (received.size() != 1) {
            throw new AssertionError("expected one request but there were " + received.size());
        }
        return received.get(0);
    }

    /** How many connections were accepted. */
    public int connections() {
        return connections.get();
    }

    /** How many connections are open. */
    public int openConnections() {
        return open.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                threads.execute(() -> serve(socket, number));
            } catch (IOException | RuntimeException e) {
                // Closed: the test is over.
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            socket.setTcpNoDelay(true);
            if (socket instanceof SSLSocket tls && chose2(tls)) {
                new Http2Peer(socket, number, manners(), pings, threads, this::answer).serve();
                return;
            }
            WireReader reader = new WireReader(socket.getInputStream());
            Wire wire = new Wire(socket);
            while (!wire.closed()) {
                Received head = reader.head(number);
                if (head == null) {
                    return;
                }
                if (head.header("Expect").equalsIgnoreCase("100-continue")) {
                    wire.raw("HTTP/1.1 100 Continue\r\n\r\n");
                }
                Received request = earlyAnswer ? head : reader.body(head, true, keepBodies);
                received.add(request);
                script.answer(request, wire);
            }
        } catch (IOException e) {
            // The peer broke off, which many tests want.
            return;
        } finally {
            open.remove(socket);
        }
    }

    private static boolean chose2(SSLSocket socket) throws IOException {
        socket.startHandshake();
        return socket.getApplicationProtocol().equals("h2");
    }

    private Http2Peer.Manners manners() {
        return new Http2Peer.Manners(
                manners.mostStreams(), manners.window(), !earlyAnswer, keepBodies, manners.answersPings());
    }

    private void answer(Received request, StreamWire wire) {
        received.add(request);
        try {
            script.answer(request, wire);
        } catch (IOException e) {
            // The peer broke off, which many tests want.
            return;
        }
    }

    /** Lays out a server-sent event. */
    public static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    /** The bytes of a text. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
