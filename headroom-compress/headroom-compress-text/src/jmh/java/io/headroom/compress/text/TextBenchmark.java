package io.headroom.compress.text;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.pattern.PatternMiner;
import io.headroom.compress.pattern.LineMiner;
import io.headroom.compress.token.Estimate;
import io.headroom.workload.BuildWorkloads;
import io.headroom.workload.TextWorkloads;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Section 15: first sight of logs and search results of 2 MiB, decoding included, and prose of 1 MiB, declined. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TextBenchmark {
    /** The workload. */
    @Param({"X06", "X12", "X02", "X15"})
    public String workload;

    private String text = "";

    /** Repeats the workload with other seeds up to its size. */
    @Setup
    public void generate() {
        int size = workload.equals("X15") ? 1 << 20 : 1 << 21;
        StringBuilder whole = new StringBuilder();
        for (long seed = 0; whole.length() < size; seed++) {
            whole.append(
                    switch (workload) {
                        case "X06" ->
                            BuildWorkloads.applicationLog(seed).plain().get(0);
                        case "X12" -> BuildWorkloads.maven(seed).plain().get(0);
                        case "X02" -> TextWorkloads.grep(seed).plain().get(0);
                        default -> TextWorkloads.prose(seed).plain().get(0);
                    });
        }
        text = whole.toString();
    }

    /**
     * Compresses and verifies.
     *
     * @return the decoded text, or the text where there is no form
     * @throws MalformedFormException never
     */
    @Benchmark
    public String firstSight() throws MalformedFormException {
        TextCompressor compressor = new TextCompressor();
        Optional<Compressed> form = compressor.compress(new Content(text), new Call());
        return form.isPresent() ? compressor.decode(form.get().text()) : text;
    }

    /** What the engine offers a compressor, without limits. */
    private static final class Call implements CompressionContext {
        @Override
        public Fidelity floor() {
            return Fidelity.BYTES;
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
    }
}
