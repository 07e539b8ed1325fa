package io.headroom.compress.store;

import io.headroom.api.original.Original;
import io.headroom.api.original.OriginalStore;
import io.headroom.compress.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a request waits until an original is durable in SQLite: with 32 KiB the percentile 99 is to lie below 2 ms. One of 4 MiB has
 * an index.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KeepBenchmark {
    private static final long MAX_BYTES = 1L << 40;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Param({"32768", "4194304"})
    int characters;

    private Path folder;
    private Stores stores;
    private OriginalStore originals;
    private String text;
    private long next;

    /** Opens a database of its own. */
    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("keep");
        stores = Stores.sqlite(folder.resolve("originals.db"), "", MAX_BYTES);
        originals = stores.originals();
        Random random = new Random(1);
        StringBuilder lines = new StringBuilder();
        while (lines.length() < characters) {
            lines.append("GET /orders/")
                    .append(random.nextInt(100_000))
                    .append(" 200 ")
                    .append(random.nextInt(500))
                    .append("ms\n");
        }
        text = lines.substring(0, characters);
    }

    /** Closes and removes it. */
    @TearDown
    public void close() throws Exception {
        stores.close();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** Keeps one that was never kept before. */
    @Benchmark
    public Set<String> keep() {
        // The first digits are the id, so they have to differ.
        String hash = String.format(Locale.ROOT, "%024x%040x", ++next, 0);
        Set<String> kept = originals.keep(List.of(new Original(hash, next + text, Optional.of("Bash"))), PATIENCE);
        if (kept.isEmpty()) {
            throw new IllegalStateException("it was not kept: " + originals.trouble());
        }
        return kept;
    }
}
