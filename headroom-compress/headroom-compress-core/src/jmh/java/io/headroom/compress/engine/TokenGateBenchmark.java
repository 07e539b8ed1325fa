package io.headroom.compress.engine;

import io.headroom.api.token.Tokenizer;
import io.headroom.compress.token.JtokkitTokenCounter;
import java.util.Random;
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

/** What a decision of the token gate costs for a log of 1 MiB whose form has half of its length, and what plain counting costs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenGateBenchmark {
    private static final int CHARACTERS = 1 << 20;

    @Param({"gpt-5", "claude-opus-4"})
    String model;

    private String text;
    private String form;
    private Tokenizer tokenizer;

    /** Makes a log with timestamps and hex ids, which no memory of pieces knows by heart. */
    @Setup
    public void prepare() {
        Random random = new Random(1);
        StringBuilder log = new StringBuilder();
        while (log.length() < CHARACTERS) {
            log.append("2026-01-01T12:00:").append(10 + random.nextInt(50)).append("Z INFO [http-");
            log.append(random.nextInt(16)).append("] trace=").append(Long.toHexString(random.nextLong()));
            log.append(" GET /orders/").append(random.nextInt(100_000)).append(" 200 ");
            log.append(random.nextInt(500)).append("ms\n");
        }
        text = log.substring(0, CHARACTERS);
        form = text.substring(0, CHARACTERS / 2);
        tokenizer = new JtokkitTokenCounter().tokenizer(model).orElseThrow();
    }

    /** The decision alone. */
    @Benchmark
    public Object decide() {
        return new TokenGate(tokenizer, () -> {}).decide(text, form, TokenGate.Saving.LOSSLESS);
    }

    /** The figures for the outcome. */
    @Benchmark
    public Object figures() {
        return new TokenGate(tokenizer, () -> {}).figures(text, form);
    }

    /** One pass over the text. */
    @Benchmark
    public int count() {
        return tokenizer.count(text);
    }
}
