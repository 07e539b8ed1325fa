package io.headroom.cli.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a stream, each with a bounded length: no message of a client can take all memory. Not thread-safe. */
final class MessageLines {
    static final int MOST_MEBIBYTES = 32;

    private static final int MOST = MOST_MEBIBYTES << 20;
    /** What no client means: it is taken for a message that cannot be read. */
    private static final String TOO_LONG = "!";

    private final InputStream in;

    MessageLines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end; of one that is too long, a text that is no message; empty when the stream has ended. */
    Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        int c = in.read();
        if (c < 0) {
            return Optional.empty();
        }
        while (c >= 0 && c != '\n') {
            if (line.size() == MOST) {
                tooLong = true;
                line.reset();
            }
            line.write(c);
            c = in.read();
        }
        return Optional.of(tooLong ? TOO_LONG : line.toString(StandardCharsets.UTF_8));
    }
}
