package io.headroom.compress.json;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.testkit.TestContext;
import io.headroom.compress.pattern.LineMiner;
import io.headroom.workload.Layout;
import io.headroom.workload.Workloads;
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

/** First sight of JSON: encoding, decoding, and both. The rows of a workload are repeated up to the size asked for. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class JsonCodecBenchmark {
    @Param({"W01", "W02", "W06", "W09"})
    public String workload;

    /** In characters; 0 for the workload as it is. */
    @Param({"0", "2000000"})
    public int size;

    private String text;
    private String form;

    @Setup
    public void prepare() {
        String rows = Workloads.get(workload).texts(Layout.MIN).get(0);
        StringBuilder repeated = new StringBuilder(rows).deleteCharAt(rows.length() - 1);
        while (repeated.length() < size) {
            repeated.append(',').append(rows, 1, rows.length() - 1);
        }
        text = repeated.append(']').toString();
        form = encode().orElseThrow().text();
    }

    @Benchmark
    public Optional<Compressed> encode() {
        return new JsonCompressor()
                .compress(new Content(text), TestContext.lossless(Fidelity.DATA).mining(LineMiner::new));
    }

    @Benchmark
    public String decode() throws MalformedFormException {
        return new JsonCompressor().decode(form);
    }

    @Benchmark
    public boolean encodeAndVerify() throws MalformedFormException {
        return new JsonCompressor().decode(encode().orElseThrow().text()).equals(text);
    }
}
