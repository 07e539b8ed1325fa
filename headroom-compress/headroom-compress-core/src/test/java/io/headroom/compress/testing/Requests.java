package io.headroom.compress.testing;

import io.headroom.api.compress.Content;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.api.token.TokenCounter;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.token.JtokkitTokenCounter;
import java.util.List;

/** Requests of the common kind, and texts that {@link Repeats} makes much smaller. */
public final class Requests {
    /** One counter with its vocabularies for all tests: loading them takes longer than most tests. */
    public static final List<TokenCounter> COUNTERS = counters();

    private Requests() {}

    private static List<TokenCounter> counters() {
        TokenCounter counter = new JtokkitTokenCounter();
        counter.tokenizer("gpt-5").orElseThrow().count("warm");
        counter.tokenizer("claude").orElseThrow().count("warm");
        return List.of(counter);
    }

    /** A request of a shell's output. */
    public static CompressionRequest of(String text) {
        return of(text, Hint.tool("Bash").model("gpt-5"));
    }

    /** A request with a hint. */
    public static CompressionRequest of(String text, Hint hint) {
        return new CompressionRequest(new Content(text), hint, Mode.BALANCED, RetrievalChannel.none());
    }

    /** A text of 200 equal lines that hold a word. */
    public static String repetitive(String word) {
        return ("the line with " + word + " in it\n").repeat(200);
    }
}
