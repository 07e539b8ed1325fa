package io.headroom.proxy.testing;

import io.headroom.api.exchange.Header;
import io.headroom.proxy.http.HeaderFields;
import io.undertow.protocols.http2.HpackDecoder;
import io.undertow.protocols.http2.HpackEncoder;
import io.undertow.protocols.http2.HpackException;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * The server's side of one HTTP/2 connection, in blocking style: one thread reads frames, and each stream's script has one of its own. It
 * is strict about what the client sends, and does to the client what scripts want.
 */
final class Http2Peer {
    /** How it behaves towards all streams. */
    record Manners(int mostStreams, int window, boolean readsBodies, boolean keepsBodies, boolean answersPings) {
        static Manners good() {
            return new Manners(100, 65_535, true, true, true);
        }
    }

    private static final int FRAME = 16_384;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final int number;
    private final Manners manners;
    private final Executor threads;
    private final BiConsumer<Received, StreamWire> script;
    private final HpackEncoder encoder = new HpackEncoder(4096);
    private final HpackDecoder decoder = new HpackDecoder(4096);
    private final Map<Integer, Stream> streams = new ConcurrentHashMap<>();
    private final AtomicInteger pings;
    private long sendWindow = 65_535;
    private int clientWindow = 65_535;
    private int lastStream;

    Http2Peer(
            Socket socket,
            int number,
            Manners manners,
            AtomicInteger pings,
            Executor threads,
            BiConsumer<Received, StreamWire> script)
            throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
        this.number = number;
        this.manners = manners;
        this.pings = pings;
        this.threads = threads;
        this.script = script;
    }

    /** One stream. */
    final class Stream {
        private final int id;
        private final Received head;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final java.security.MessageDigest digest = Received.digest();
        private long length;
        private long window;
        private boolean reset;
        private int resetCode;

        Stream(int id, Received head) {
            this.id = id;
            this.head = head;
            this.window = clientWindow;
        }

        int id() {
            return id;
        }

        private Received complete() {
            return new Received(
                    head.startLine(),
                    head.headers(),
                    body.toByteArray(),
                    length,
                    HexFormat.of().formatHex(digest.digest()),
                    number);
        }
    }

    /** Serves until the client goes. */
    void serve() throws IOException {
        byte[] preface = in.readNBytes(24);
        if (!new String(preface, java.nio.charset.StandardCharsets.US_ASCII)
                .equals("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
            throw new IOException("no preface");
        }
        ByteBuffer settings = ByteBuffer.allocate(12);
        settings.putShort((short) 3).putInt(manners.mostStreams());
        settings.putShort((short) 4).putInt(manners.window());
        frame(4, 0, 0, settings.array());
        try {
            while (true) {
                int lengthAndType = in.readInt();
                int flags = in.readUnsignedByte();
                int id = in.readInt();
                int length = lengthAndType >>> 8;
                if (length > FRAME) {
                    throw new IOException("frame too long");
                }
                byte[] payload = new byte[length];
                in.readFully(payload);
                frameCame(lengthAndType & 0xff, flags, id, ByteBuffer.wrap(payload));
            }
        } finally {
            synchronized (this) {
                for (Stream stream : streams.values()) {
                    stream.reset = true;
                    stream.resetCode = -1;
                }
                notifyAll();
            }
        }
    }

    private void frameCame(int type, int flags, int id, ByteBuffer payload) throws IOException {
        switch (type) {
            case 0 -> data(flags, id, payload);
            case 1 -> headers(flags, id, payload);
            case 3 -> {
                Stream stream = streams.get(id);
                if (stream == null) {
                    throw new IOException("reset of an unknown stream " + id);
                }
                synchronized (this) {
                    stream.reset = true;
                    stream.resetCode = payload.getInt();
                    notifyAll();
                }
            }
            case 4 -> {
                if ((flags & 1) == 0) {
                    settings(payload);
                }
            }
            case 6 -> {
                pings.incrementAndGet();
                if ((flags & 1) == 0 && manners.answersPings()) {
                    frame(6, 1, 0, payload.array());
                }
            }
            case 8 -> {
                synchronized (this) {
                    Stream stream = streams.get(id);
                    int more = payload.getInt();
                    if (id == 0) {
                        sendWindow += more;
                    } else if (stream != null) {
                        stream.window += more;
                    }
                    notifyAll();
                }
            }
            default -> {
                // GOAWAY and what is not understood.
            }
        }
    }

    private synchronized void settings(ByteBuffer payload) throws IOException {
        while (payload.hasRemaining()) {
            int id = payload.getShort();
            int value = payload.getInt();
            if (id == 4) {
                clientWindow = value;
            }
            if (id == 2 && value != 0) {
                throw new IOException("push not forbidden");
            }
        }
        frame(4, 1, 0, new byte[0]);
    }

    private void headers(int flags, int id, ByteBuffer payload) throws IOException {
        if (id <= lastStream || id % 2 == 0) {
            throw new IOException("stream numbers go up and are odd, but not " + id);
        }
        lastStream = id;
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(payload.array());
        int more = flags;
        while ((more & 4) == 0) {
            int lengthAndType = in.readInt();
            more = in.readUnsignedByte();
            if ((lengthAndType & 0xff) != 9 || in.readInt() != id) {
                throw new IOException("no continuation");
            }
            block.writeBytes(in.readNBytes(lengthAndType >>> 8));
        }
        Stream stream = new Stream(id, head(block.toByteArray()));
        streams.put(id, stream);
        long open = streams.values().stream().filter(other -> !other.reset).count();
        if (open > manners.mostStreams()) {
            throw new IOException("more streams than allowed");
        }
        if ((flags & 1) != 0 || !manners.readsBodies()) {
            start(stream);
        }
    }

    private Received head(byte[] block) throws IOException {
        List<Header> fields = new ArrayList<>();
        Map<String, String> pseudo = new java.util.HashMap<>();
        decoder.setHeaderEmitter((name, value, never) -> {
            if (name.toString().startsWith(":")) {
                pseudo.put(name.toString(), value);
            } else {
                fields.add(new Header(name.toString(), value));
            }
        });
        try {
            decoder.decode(ByteBuffer.wrap(block), false);
        } catch (HpackException e) {
            throw new IOException(e);
        }
        if (pseudo.size() != 4 || !"https".equals(pseudo.get(":scheme"))) {
            throw new IOException("wrong pseudo fields " + pseudo);
        }
        // As Host, so that tests can ask both protocols the same question.
        fields.add(0, new Header("Host", pseudo.get(":authority")));
        return new Received(
                pseudo.get(":method") + " " + pseudo.get(":path") + " HTTP/2",
                new HeaderFields(fields),
                new byte[0],
                0,
                "",
                number);
    }

    private void data(int flags, int id, ByteBuffer payload) throws IOException {
        Stream stream = streams.get(id);
        if (stream == null) {
            throw new IOException("data of an unknown stream " + id);
        }
        int length = payload.remaining();
        byte[] bytes = payload.array();
        stream.length += length;
        if (stream.length > manners.window() && !manners.readsBodies()) {
            throw new IOException("more than the window allows");
        }
        if (!manners.readsBodies()) {
            return;
        }
        stream.digest.update(bytes);
        if (manners.keepsBodies()) {
            stream.body.writeBytes(bytes);
        }
        if (length > 0) {
            number(8, 0, length);
            if ((flags & 1) == 0) {
                number(8, id, length);
            }
        }
        if ((flags & 1) != 0) {
            start(stream);
        }
    }

    private void start(Stream stream) {
        StreamWire wire = new StreamWire(this, socket, stream);
        threads.execute(() -> script.accept(stream.complete(), wire));
    }

    synchronized void frame(int type, int flags, int id, byte[] payload) throws IOException {
        frame(type, flags, id, payload, 0, payload.length);
    }

    private synchronized void frame(int type, int flags, int id, byte[] payload, int from, int length)
            throws IOException {
        ByteBuffer whole = ByteBuffer.allocate(9 + length);
        whole.putInt(length << 8 | type).put((byte) flags).putInt(id).put(payload, from, length);
        out.write(whole.array());
        out.flush();
    }

    void number(int type, int id, int number) throws IOException {
        frame(type, 0, id, ByteBuffer.allocate(4).putInt(number).array());
    }

    /** Sends a response's head. */
    synchronized void respond(Stream stream, int status, String headers, long length, boolean end) throws IOException {
        HeaderMap map = new HeaderMap();
        map.add(new HttpString(":status"), Integer.toString(status));
        for (String line : headers.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                map.add(
                        new HttpString(line.substring(0, colon)),
                        line.substring(colon + 1).strip());
            }
        }
        if (length >= 0) {
            map.add(new HttpString("content-length"), Long.toString(length));
        }
        ByteBuffer block = ByteBuffer.allocate(256 * 1024);
        encoder.encode(map, block);
        int from = 0;
        do {
            int count = Math.min(FRAME, block.position() - from);
            boolean last = from + count == block.position();
            frame(
                    from == 0 ? 1 : 9,
                    (last ? 4 : 0) | (from == 0 && end ? 1 : 0),
                    stream.id,
                    block.array(),
                    from,
                    count);
            from += count;
        } while (from < block.position());
    }

    /** Ends a response with trailer fields. */
    void trailers(Stream stream, String fields) throws IOException {
        HeaderMap map = new HeaderMap();
        map.add(new HttpString(fields.substring(0, fields.indexOf(':'))), fields.substring(fields.indexOf(':') + 1));
        ByteBuffer block = ByteBuffer.allocate(1024);
        synchronized (this) {
            encoder.encode(map, block);
            frame(1, 5, stream.id, block.array(), 0, block.position());
            stream.reset = true;
        }
    }

    /** Sends a piece of a body, as the windows allow. */
    void body(Stream stream, byte[] bytes, boolean end) throws IOException {
        int from = 0;
        do {
            int count = grab(stream, Math.min(FRAME, bytes.length - from));
            boolean last = from + count == bytes.length;
            frame(0, last && end ? 1 : 0, stream.id, bytes, from, count);
            from += count;
        } while (from < bytes.length);
        if (end) {
            stream.reset = true;
        }
    }

    private synchronized int grab(Stream stream, int wanted) throws IOException {
        while (wanted > 0 && Math.min(stream.window, sendWindow) <= 0) {
            checkOpen(stream);
            await();
        }
        checkOpen(stream);
        int count = (int) Math.min(wanted, Math.min(stream.window, sendWindow));
        stream.window -= count;
        sendWindow -= count;
        return Math.max(count, 0);
    }

    private void checkOpen(Stream stream) throws IOException {
        if (stream.reset) {
            throw new EOFException("the client has cancelled the stream");
        }
    }

    /** Waits until the client gives the stream up; whether it did so by a reset of the stream alone. */
    synchronized boolean awaitReset(Stream stream) throws IOException {
        long start = System.nanoTime();
        while (!stream.reset) {
            if (System.nanoTime() - start > 20_000_000_000L) {
                throw new IOException("the peer did not close");
            }
            await();
        }
        return stream.resetCode >= 0;
    }

    private void await() throws IOException {
        try {
            wait(1000);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Resets a stream. */
    void reset(Stream stream, int code) throws IOException {
        number(3, stream.id, code);
        stream.reset = true;
    }

    /** Says that it goes away. */
    void goAway(int last, int code) throws IOException {
        frame(7, 0, 0, ByteBuffer.allocate(8).putInt(last).putInt(code).array());
    }
}
