package io.headroom.compress.html;

import io.headroom.api.compress.CompressionContext;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;

/** Gives a text to a parser that knows no checkpoints, and reaches one with every part that the parser asks for. */
final class WatchedReader extends Reader {
    /** What a tree costs for each character. */
    private static final int STEPS = 6;

    private final Reader text;
    private final CompressionContext context;

    WatchedReader(String text, CompressionContext context) {
        this.text = new StringReader(text);
        this.context = context;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = text.read(buffer, offset, length);
        context.checkpoint((long) STEPS * Math.max(0, count));
        return count;
    }

    @Override
    public void close() {}
}
