package io.headroom.proxy.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A faulty wire between proxy and upstream: passes bytes on until its fault strikes. Works below TLS, too. */
public final class FaultRelay implements AutoCloseable {
    /** What goes wrong. */
    public enum Fault {
        /** Nothing. */
        NONE,
        /** The connection is closed with FIN. */
        CUT,
        /** The connection is closed with RST. */
        RESET,
        /** Nothing passes any more, but nothing is closed either. */
        BLACK_HOLE
    }

    private final ServerSocket server;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fault-relay");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Fault requestFault = Fault.NONE;
    private volatile long requestBytes;
    private volatile Fault responseFault = Fault.NONE;
    private volatile long responseBytes;

    private FaultRelay(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** A relay in front of a port. */
    public static FaultRelay before(int port) throws IOException {
        return new FaultRelay(port);
    }

    /** Lets a fault strike after so many bytes from the upstream, on each connection. */
    public FaultRelay response(Fault fault, long afterBytes) {
        responseBytes = afterBytes;
        responseFault = fault;
        return this;
    }

    /** Lets a fault strike after so many bytes to the upstream, on each connection. */
    public FaultRelay request(Fault fault, long afterBytes) {
        requestBytes = afterBytes;
        requestFault = fault;
        return this;
    }

    /** The origin of the relay. */
    public URI uri() {
        return URI.create("http://localhost:" + server.getLocalPort());
    }

    /** The origin of the relay in front of an upstream with TLS. */
    public URI secureUri() {
        return URI.create("https://localhost:" + server.getLocalPort());
    }

    /** How many connections were accepted. */
    public int connections() {
        return connections.get();
    }

    /** Closes all connections, as a restart of the upstream would. */
    public void dropConnections() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                connections.incrementAndGet();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(upstream);
                threads.execute(() -> pass(client, upstream, true));
                threads.execute(() -> pass(upstream, client, false));
            } catch (IOException | RuntimeException e) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean request) {
        long passed = 0;
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            while (true) {
                long left = left(request, passed);
                int count = left <= 0 ? 0 : in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    return;
                }
                if (left(request, passed) <= 0) {
                    strike(request ? requestFault : responseFault, request ? from : to);
                    return;
                }
                out.write(buffer, 0, count);
                passed += count;
            }
        } catch (IOException e) {
            // One side is gone, and so the other.
            return;
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    /** How many bytes pass before the fault strikes, which may have been set while bytes were awaited. */
    private long left(boolean request, long passed) {
        Fault fault = request ? requestFault : responseFault;
        return fault == Fault.NONE ? Long.MAX_VALUE : (request ? requestBytes : responseBytes) - passed;
    }

    private void strike(Fault fault, Socket proxySide) throws IOException {
        if (fault == Fault.RESET) {
            proxySide.setSoLinger(true, 0);
        }
        if (fault == Fault.BLACK_HOLE) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        dropConnections();
        threads.shutdownNow();
    }
}
