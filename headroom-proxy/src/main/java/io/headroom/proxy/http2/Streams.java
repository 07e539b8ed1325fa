package io.headroom.proxy.http2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a connection, how many there may be, and what the peer's windows let them send (RFC 9113, sections 5.1 and 5.2). Belongs to
 * one I/O thread.
 */
final class Streams {
    static final int DEFAULT_WINDOW = 65_535;

    /** Until the peer says how many streams there may be, as many as any peer should allow (RFC 9113, section 6.5.2). */
    private static final long AT_FIRST = 100;

    private static final int LAST_ID = 1 << 30;

    private final Map<Integer, Http2Stream> open = new LinkedHashMap<>();
    private final Set<Http2Stream> blocked = new LinkedHashSet<>();
    private long sendWindow = DEFAULT_WINDOW;
    private long streamWindow = DEFAULT_WINDOW;
    private long most = AT_FIRST;
    private int nextId = 1;

    /** Whether there may be one more now. */
    boolean accept() {
        return open.size() < most && !exhausted();
    }

    /** Whether there will never be another one. */
    boolean exhausted() {
        return nextId >= LAST_ID;
    }

    int count() {
        return open.size();
    }

    /** Sets how many the peer allows at once. */
    void most(long count) {
        most = count;
    }

    Http2Stream open(Http2Session session, boolean bodiless, Http2Stream.Events events) {
        Http2Stream stream = new Http2Stream(session, nextId, streamWindow, bodiless, events);
        open.put(nextId, stream);
        nextId += 2;
        return stream;
    }

    /** A stream; null if it has ended. */
    @Nullable
    Http2Stream get(int id) {
        return open.get(id);
    }

    /** The peer may speak of no stream that we never opened. */
    void known(int id) throws Http2Fault {
        if (id % 2 == 0 || id >= nextId) {
            throw new Http2Fault(ErrorCode.PROTOCOL_ERROR, "a frame of stream " + id + ", which there never was");
        }
    }

    /** Forgets a stream; whether it was still there. */
    boolean remove(Http2Stream stream) {
        blocked.remove(stream);
        return open.remove(stream.id(), stream);
    }

    /** Forgets the streams that came after one, and gives them. */
    List<Http2Stream> removeAfter(int last) {
        List<Http2Stream> later =
                open.values().stream().filter(stream -> stream.id() > last).toList();
        later.forEach(this::remove);
        return later;
    }

    /** Forgets all streams, and gives them. */
    List<Http2Stream> clear() {
        List<Http2Stream> all = new ArrayList<>(open.values());
        open.clear();
        blocked.clear();
        return all;
    }

    /** Waits until there is room again. */
    void block(Http2Stream stream) {
        blocked.add(stream);
    }

    /** Waits no more; whether it did. */
    boolean unblock(Http2Stream stream) {
        return blocked.remove(stream);
    }

    /** Those that wait, the longest first. */
    List<Http2Stream> blocked() {
        return List.copyOf(blocked);
    }

    /** Whether the window of the connection lets nothing through. */
    boolean shut() {
        return sendWindow <= 0;
    }

    /** Takes room for as many bytes as both windows have, and says how many. */
    int take(long windowOfStream, int wanted) {
        long room = Math.min(Math.min(windowOfStream, sendWindow), FrameReader.MOST_PAYLOAD);
        int count = (int) Math.max(0, Math.min(room, wanted));
        sendWindow -= count;
        return count;
    }

    /** The peer takes more on the connection. */
    void grow(int increment) throws Http2Fault {
        sendWindow += increment;
        if (increment == 0 || sendWindow > Integer.MAX_VALUE) {
            throw new Http2Fault(ErrorCode.FLOW_CONTROL_ERROR, "a window that grows in a wrong way");
        }
    }

    /** The peer sets with which window streams begin; those that there are move with it. */
    void windowOfStreams(long value) throws Http2Fault {
        if (value > Integer.MAX_VALUE) {
            throw new Http2Fault(ErrorCode.FLOW_CONTROL_ERROR, "a window beyond all bounds");
        }
        for (Http2Stream stream : open.values()) {
            if (!stream.moveSendWindow(value - streamWindow)) {
                throw new Http2Fault(ErrorCode.FLOW_CONTROL_ERROR, "a window beyond all bounds");
            }
        }
        streamWindow = value;
    }
}
