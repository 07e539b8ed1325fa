package io.headroom.compress.engine;

import io.headroom.api.compress.Content;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.compress.CompressionRequest;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Small texts of the common kinds, so that the classes that read them are loaded before the first request comes. */
final class WarmUp {
    private static final int LINES = 60;

    private WarmUp() {}

    /** A compressor may swallow an interrupt, so the end of the engine is asked for, too. */
    static void run(Consumer<CompressionRequest> compress, BooleanSupplier ended) {
        for (String text : new String[] {json(), log()}) {
            if (ended.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                return;
            }
            Hint hint = Hint.tool("Bash");
            compress.accept(new CompressionRequest(new Content(text), hint, Mode.LOSSLESS, RetrievalChannel.none()));
        }
    }

    private static String json() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < LINES; i++) {
            text.append(i == 0 ? "" : ",")
                    .append("{\"id\":")
                    .append(i)
                    .append(",\"name\":\"item ")
                    .append(i);
            text.append("\",\"state\":\"open\"}");
        }
        return text.append(']').toString();
    }

    private static String log() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            text.append("2026-01-01 12:00:")
                    .append(i)
                    .append(" INFO request ")
                    .append(i * 7)
                    .append(" took ");
            text.append(i * 3).append(" ms\n");
        }
        return text.toString();
    }
}
