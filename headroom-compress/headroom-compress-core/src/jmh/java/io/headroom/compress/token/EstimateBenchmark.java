package io.headroom.compress.token;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an estimate of 1 MiB costs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EstimateBenchmark {
    private String text;

    /** Makes words and numbers. */
    @Setup
    public void prepare() {
        Random random = new Random(1);
        StringBuilder words = new StringBuilder();
        while (words.length() < 1 << 20) {
            words.append(Integer.toString(random.nextInt(), 36))
                    .append(' ')
                    .append(random.nextInt(1_000))
                    .append('\n');
        }
        text = words.toString();
    }

    /** One pass. */
    @Benchmark
    public int estimate() {
        return Estimate.of(text);
    }
}
