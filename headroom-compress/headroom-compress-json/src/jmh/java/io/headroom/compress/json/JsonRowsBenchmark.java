package io.headroom.compress.json;

import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.testkit.TestContext;
import io.headroom.compress.pattern.LineMiner;
import io.headroom.workload.SplitMix64;
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

/**
 * An array of so many rows, encoded and decoded again as the check of the engine does. To be had within 1, 50 and 600 ms (section 15 of the
 * specification of compression).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class JsonRowsBenchmark {
    @Param({"100", "5000", "50000"})
    public int rows;

    private String text;

    /** Makes rows of a monitoring system: ids, one of twenty hosts, a time, two measures, one of three states. */
    @Setup
    public void prepare() {
        SplitMix64 random = new SplitMix64(rows);
        StringBuilder array = new StringBuilder("[");
        for (int i = 0; i < rows; i++) {
            array.append(i == 0 ? "" : ",").append("{\"id\":").append(i);
            array.append(",\"host\":\"node-").append(random.below(20));
            array.append("\",\"time\":\"2026-01-01T00:")
                    .append(10 + i / 60 % 50)
                    .append(':')
                    .append(10 + i % 50);
            array.append("Z\",\"cpu\":").append(random.below(1_000) / 10.0);
            array.append(",\"memory\":").append(random.below(64_000));
            array.append(",\"status\":\"")
                    .append(random.of("ok", "ok", "degraded", "down"))
                    .append("\"}");
        }
        text = array.append(']').toString();
    }

    /** The form, decoded. */
    @Benchmark
    public String encodeAndDecode() throws MalformedFormException {
        JsonCompressor compressor = new JsonCompressor();
        TestContext context = TestContext.lossless(Fidelity.DATA).mining(LineMiner::new);
        return compressor.decode(
                compressor.compress(new Content(text), context).orElseThrow().text());
    }
}
