package io.headroom.proxy.relay;

import java.nio.ByteBuffer;

/** Gets a copy of what was written to the client. Must neither throw nor block; called on the exchange's I/O thread. */
public interface Tee {
    /** A tee that looks at nothing. */
    Tee NONE = written -> {};

    /** Takes bytes that were written; the buffer is the caller's and valid during the call only. */
    void written(ByteBuffer bytes);
}
