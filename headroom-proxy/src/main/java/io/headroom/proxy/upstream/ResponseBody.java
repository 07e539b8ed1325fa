package io.headroom.proxy.upstream;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The body of a response, freed from its transfer coding. Belongs to one I/O thread. */
public interface ResponseBody {
    /**
     * Reads what has arrived.
     *
     * @return the number of bytes; 0 if none are there now; -1 at the end that the upstream meant
     * @throws IOException if the upstream cut the body
     */
    int read(ByteBuffer into) throws IOException;

    /** Calls back whenever there may be something to read, until {@link #suspend()}. */
    void resume(Runnable readable);

    /** Stops the calls, so that back pressure builds up. */
    void suspend();

    /** Gives the response up and closes its connection at once. Does nothing after the end. */
    void abort();
}
