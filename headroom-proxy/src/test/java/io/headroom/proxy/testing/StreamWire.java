package io.headroom.proxy.testing;

import java.io.IOException;
import java.net.Socket;

/** What a scripted answer may do with its stream, and with the connection around it. */
public final class StreamWire extends Wire {
    private final Http2Peer peer;
    private final Http2Peer.Stream stream;

    StreamWire(Http2Peer peer, Socket socket, Http2Peer.Stream stream) {
        super(socket);
        this.peer = peer;
        this.stream = stream;
    }

    @Override
    public Wire raw(byte[] bytes) {
        throw new UnsupportedOperationException("there are no raw bytes in a stream");
    }

    @Override
    public Wire respond(int status, String headers, byte[] body) throws IOException {
        peer.respond(stream, status, headers, body.length, false);
        peer.body(stream, body, true);
        return this;
    }

    @Override
    public Wire respondChunked(int status, String headers) throws IOException {
        peer.respond(stream, status, headers, -1, false);
        return this;
    }

    @Override
    public Wire respondShort(int status, long announced, byte[] body) throws IOException {
        peer.respond(stream, status, "", announced, false);
        peer.body(stream, body, true);
        return this;
    }

    /** Sends an interim response, which is not the last word. */
    public Wire interim(int status) throws IOException {
        peer.respond(stream, status, "link: </x>\r\n", -1, false);
        return this;
    }

    @Override
    public Wire chunk(byte[] bytes) throws IOException {
        peer.body(stream, bytes, false);
        return this;
    }

    @Override
    public Wire lastChunk() throws IOException {
        peer.body(stream, new byte[0], true);
        return this;
    }

    /** Ends the response with trailer fields. */
    public Wire trailers(String fields) throws IOException {
        peer.trailers(stream, fields);
        return this;
    }

    @Override
    public void reset() throws IOException {
        resetStream(2);
    }

    /** Resets the stream with a code. */
    public void resetStream(int code) throws IOException {
        peer.reset(stream, code);
    }

    /** Tells the client that only streams up to this one were looked at. */
    public Wire goAwayAfterThis() throws IOException {
        peer.goAway(stream.id(), 0);
        return this;
    }

    /** Tells the client that not even this stream was looked at. */
    public Wire goAwayBeforeThis() throws IOException {
        return goAwayBeforeThis(0);
    }

    /** Tells the client that not even this stream was looked at, and why. */
    public Wire goAwayBeforeThis(int code) throws IOException {
        peer.goAway(Math.max(0, stream.id() - 2), code);
        return this;
    }

    @Override
    public boolean awaitPeerClose() throws IOException {
        return peer.awaitReset(stream);
    }
}
