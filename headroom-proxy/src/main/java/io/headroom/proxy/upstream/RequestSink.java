package io.headroom.proxy.upstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.conduits.ConduitStreamSinkChannel;

/** Where the bytes of one request go: a connection of its own, or a stream of one that is shared. Belongs to one I/O thread. */
interface RequestSink {
    /** Takes as many bytes as it can, perhaps none. */
    int write(ByteBuffer bytes) throws IOException;

    /** Nothing more follows; false if that has to be said again when more can be written. */
    boolean end() throws IOException;

    /** Calls back when more can be written, until {@link #suspend()}. */
    void resume(Runnable writable);

    /** Stops the calls. */
    void suspend();

    /** The way into a connection that serves one request at a time. */
    static RequestSink into(ConduitStreamSinkChannel channel) {
        return new RequestSink() {
            @Override
            public int write(ByteBuffer bytes) throws IOException {
                return channel.write(bytes);
            }

            @Override
            public boolean end() throws IOException {
                return channel.flush();
            }

            @Override
            public void resume(Runnable writable) {
                channel.setWriteListener(ready -> writable.run());
                channel.resumeWrites();
            }

            @Override
            public void suspend() {
                channel.suspendWrites();
            }
        };
    }
}
