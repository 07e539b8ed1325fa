package io.headroom.compress.text;

import io.headroom.api.compress.Content;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.compress.Cancellation;
import io.headroom.compress.CompressionEngine;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.CompressionSettings;
import io.headroom.compress.Deadline;
import io.headroom.compress.Outcome;
import io.headroom.workload.BuildWorkloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How long a text of nearly 8 MiB, the longest that is looked at, takes with a deadline of 20 ms: at most 25 ms are wanted. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DeadlineBenchmark {
    private static final int CHARACTERS = (8 << 20) - 64;
    private static final Duration TIME = Duration.ofMillis(20);

    private CompressionEngine engine;
    private String log;
    private CompressionRequest large;
    private CompressionRequest small;
    private int number;

    /** Builds an engine with one worker. */
    @Setup
    public void build() {
        CompressionSettings.Budget budget = new CompressionSettings.Budget(TIME, Duration.ZERO, TIME, 1, 64);
        engine = CompressionEngine.builder()
                .settings(CompressionSettings.defaults().withBudget(budget))
                .compressors(List.of(new TextCompressor()))
                .build();
        engine.warmUp();
        StringBuilder text = new StringBuilder();
        for (long seed = 0; text.length() < CHARACTERS; seed++) {
            text.append(BuildWorkloads.applicationLog(seed).plain().get(0));
        }
        log = text.substring(0, CHARACTERS);
    }

    /** Ends the engine. */
    @TearDown
    public void close() {
        engine.close();
    }

    /** Makes texts that were never seen. */
    @Setup(Level.Invocation)
    public void next() {
        number++;
        large = request(number + " is its number\n" + log);
        small = request(number + " is small\n" + "a line that is always the same\n".repeat(100));
    }

    /** Until the caller goes on. */
    @Benchmark
    public List<Outcome> answered() {
        return engine.compressAll(List.of(large), Deadline.after(TIME, new Cancellation()));
    }

    /** Until the worker has served somebody else, too. */
    @Benchmark
    public List<Outcome> freed() {
        List<Outcome> outcomes = new ArrayList<>(answered());
        outcomes.addAll(engine.compressAll(List.of(small), Deadline.never()));
        return outcomes;
    }

    private static CompressionRequest request(String text) {
        return new CompressionRequest(
                new Content(text),
                Hint.tool("Bash").model("gpt-5"),
                io.headroom.api.compress.Mode.BALANCED,
                RetrievalChannel.none());
    }
}
