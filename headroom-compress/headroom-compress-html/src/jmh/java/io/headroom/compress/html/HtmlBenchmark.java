package io.headroom.compress.html;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.ShorteningContext;
import io.headroom.api.compress.pattern.PatternMiner;
import io.headroom.compress.pattern.LineMiner;
import io.headroom.compress.retrieve.Slicer;
import io.headroom.compress.token.Estimate;
import io.headroom.compress.verify.RoundTrip;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** First sight of a web page of 1 MB: written as text, read back and compared by the compressor, then proven once more by the engine. */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class HtmlBenchmark {
    private static final int CHARACTERS = 1_000_000;

    private String page = "";

    /** Puts the bodies of many pages into one. */
    @Setup
    public void generate() {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html><body>\n");
        for (long seed = 0; html.length() < CHARACTERS; seed++) {
            html.append(Pages.fragment(seed).html());
        }
        page = html.append("</body></html>\n").toString();
        if (write().isEmpty()) {
            throw new IllegalStateException("the page has no form");
        }
    }

    /** As the compressor does it. */
    @Benchmark
    public Optional<Compressed> write() {
        return new HtmlCompressor().shorten(new Content(page), new Call());
    }

    /** With the engine's proof. */
    @Benchmark
    public Optional<String> firstSight() {
        return new RoundTrip().check(new HtmlCompressor(), write().orElseThrow(), page, () -> new Slicer(page));
    }

    /** What the engine offers a compressor, without limits. */
    private static final class Call implements ShorteningContext {
        @Override
        public Fidelity floor() {
            return Fidelity.LOSSY;
        }

        @Override
        public Map<String, String> settings() {
            return Map.of();
        }

        @Override
        public int estimate(CharSequence text) {
            return Estimate.of(text);
        }

        @Override
        public PatternMiner patterns() {
            return new LineMiner(this);
        }

        @Override
        public void checkpoint(long steps) {}

        @Override
        public int budget() {
            return 3_000;
        }

        @Override
        public Mode mode() {
            return Mode.BALANCED;
        }
    }
}
