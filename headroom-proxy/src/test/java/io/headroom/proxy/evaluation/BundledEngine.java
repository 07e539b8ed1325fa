package io.headroom.proxy.evaluation;

import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.api.dialect.Dialect;
import io.headroom.api.plugin.PluginSource;
import io.headroom.api.plugin.Plugins;
import io.headroom.api.token.TokenCounter;
import io.headroom.api.token.Tokenizer;
import io.headroom.compress.Cancellation;
import io.headroom.compress.CompressionEngine;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.CompressionSettings;
import io.headroom.compress.Deadline;
import io.headroom.compress.Outcome;
import io.headroom.compress.message.BodyCompressor;
import io.headroom.compress.message.BodyOptions;
import io.headroom.compress.message.BodyOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The real engine with the real plugins, found as an application finds them, for measurements that nobody waits for. */
final class BundledEngine implements AutoCloseable {
    private static final String MODEL = "gpt-5.5";
    private static final CompressionSettings.Budget PATIENT = new CompressionSettings.Budget(
            Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(5), 2, 1024);

    private final Plugins plugins;
    private final CompressionEngine engine;
    private final Tokenizer tokenizer;
    private final Mode mode;
    private final AtomicInteger changed = new AtomicInteger();
    private final AtomicInteger verified = new AtomicInteger();

    private BundledEngine(Plugins plugins, Mode mode) {
        this.plugins = plugins;
        this.mode = mode;
        List<TokenCounter> counters = plugins.all(TokenCounter.class);
        engine = CompressionEngine.builder()
                .settings(CompressionSettings.defaults().withMode(mode).withBudget(PATIENT))
                .compressors(plugins.all(Compressor.class))
                .tokenCounters(counters)
                .build();
        tokenizer = counters.stream()
                .flatMap(counter -> counter.tokenizer(MODEL).stream())
                .findFirst()
                .orElseThrow();
        engine.warmUp();
    }

    static BundledEngine in(Mode mode) {
        return new BundledEngine(new PluginSource(BundledEngine.class.getClassLoader(), List.of()).open(), mode);
    }

    /** What the model reads instead of a tool's text; the text itself if there is nothing shorter. */
    String form(String text) {
        Hint hint = Hint.tool("Bash").model(MODEL);
        Outcome outcome = engine.compress(
                new CompressionRequest(new Content(text), hint, mode, RetrievalChannel.none()), Deadline.never());
        if (outcome.kind() == Outcome.Kind.COMPRESSED) {
            changed.incrementAndGet();
            verified.addAndGet(outcome.verified() ? 1 : 0);
        }
        return outcome.form();
    }

    String decode(String form) throws MalformedFormException {
        return engine.decode(form);
    }

    /** What is sent for a request body, with time enough for every text. */
    String body(String body, String dialect) {
        Dialect chosen = plugins.all(Dialect.class).stream()
                .filter(candidate -> candidate.id().equals(dialect))
                .findFirst()
                .orElseThrow();
        BodyOutcome outcome = new BodyCompressor(engine)
                .compress(body.getBytes(StandardCharsets.UTF_8), chosen, BodyOptions.defaults(), new Cancellation());
        return new String(outcome.body(), StandardCharsets.UTF_8);
    }

    int tokens(String text) {
        return tokenizer.count(text);
    }

    int changed() {
        return changed.get();
    }

    int verified() {
        return verified.get();
    }

    @Override
    public void close() {
        engine.close();
        plugins.close();
    }
}
