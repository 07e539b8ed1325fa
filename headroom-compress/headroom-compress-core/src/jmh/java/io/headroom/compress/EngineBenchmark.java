package io.headroom.compress;

import io.headroom.api.compress.Content;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.compress.testing.Repeats;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the engine itself costs: a known text (hash, key, memory), and the steps around a trivial compressor for an unknown one. */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EngineBenchmark {
    @Param({"8192", "65536"})
    int characters;

    private CompressionEngine engine;
    private CompressionRequest known;

    /** Builds an engine that knows one text. */
    @Setup
    public void prepare() {
        engine = CompressionEngine.builder()
                .compressors(List.of(new Repeats("repeats")))
                .build();
        engine.warmUp();
        known = request(text(characters));
        engine.compress(known, Deadline.never());
    }

    /** Ends the engine. */
    @TearDown
    public void close() {
        engine.close();
    }

    /** A text that passed before, in the calling thread. */
    @Benchmark
    public Outcome memoHit() {
        return engine.compress(known, Deadline.never());
    }

    /** A text that passed before, by way of the workers' entrance. */
    @Benchmark
    public List<Outcome> memoHitOfARequest() {
        return engine.compressAll(List.of(known), Deadline.never());
    }

    /** All steps but memory: own output, claim, proof, gate and figures. */
    @Benchmark
    public Explanation firstSight() {
        return engine.explain(known);
    }

    private static CompressionRequest request(String text) {
        return new CompressionRequest(
                new Content(text), Hint.tool("Bash").model("gpt-5"), Mode.BALANCED, RetrievalChannel.none());
    }

    private static String text(int length) {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            String line =
                    "2026-01-01 12:00:0" + random.nextInt(10) + " INFO request " + random.nextInt(1_000) + " done\n";
            text.append(line.repeat(1 + random.nextInt(4)));
        }
        return text.substring(0, length);
    }
}
